import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import {
  campaignsService,
  recipientTable,
  type RecipientFacts,
  type RecipientRow,
} from '../campaigns/public';
import {
  applyMessageFacts,
  FILE_REFUSED,
  mergeFacts,
  messageTable,
  RANK,
  readStatus,
  tellFailed,
  type MergedFact,
  type MessageRow,
  type StatusFact,
} from '../conversations/public';
import { limitsService, stillCounts } from '../limits/public';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { applyOldMessageFacts, forgetFiles } from '../sending/public';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import type { ChangeHandlers } from '../webhook/public';
import { failureLines, newlyFailed } from './failure-log';
import { asStored } from './status-ids';
import { beforeRows } from './before-rows';

/** Applies delivery statuses: campaign recipients, messages, messaging limit. `numbers`: those of the batch. */
export const createStatuses = (
  strapi: Core.Strapi,
  numbers: () => AccountRow[]
): ChangeHandlers['applyStatuses'] => {
  const { db } = contextOf(strapi);

  /** A place is given back once: a repeated or later status of this send must not free the place of another. */
  const forgetPlaces = async (trx: Knex.Transaction, failed: (RecipientRow | MessageRow)[]) => {
    const ids = (kind: 'recipient' | 'message') =>
      failed.filter((row) => 'lane' in row === (kind === 'message')).map((row) => row.id);
    if (ids('recipient').length > 0)
      await trx(recipientTable.table).whereIn('id', ids('recipient')).update({ in_limit: false });
    if (ids('message').length > 0)
      await trx(messageTable.table).whereIn('id', ids('message')).update({ in_limit: false });
  };

  const limitFacts = async (
    trx: Knex.Transaction,
    recipients: RecipientFacts,
    messages: MessageRow[]
  ) => {
    const rows = [...recipients.after, ...messages.filter((m) => m.campaignId === null)].filter(
      (row) => row.inLimit
    );
    if (rows.length === 0) return;
    const now = await dbNow(db, trx);
    for (const account of numbers()) {
      const mine = rows.filter((row) => row.accountId === account.id);
      const failed = mine.filter((row) => row.rank === RANK.failed);
      const deliveries = mine
        .filter((row) => row.rank >= RANK.delivered)
        .map((row) => [row.contactId, row.deliveredAt ?? row.readAt ?? now] as const)
        .filter(([, at]) => stillCounts(at, now));
      await limitsService(strapi).counted(trx, account, new Map(deliveries));
      await limitsService(strapi).release(
        trx,
        account,
        failed.filter((row) => stillCounts(row.permitAt, now)).map((row) => row.contactId)
      );
      await forgetPlaces(trx, failed);
    }
  };

  /** Files that WhatsApp could not use are uploaded again with the next message. */
  const forgetRefused = async (trx: Knex.Transaction, messages: readonly MessageRow[]) => {
    const refused = messages.filter(({ errorCode }) => FILE_REFUSED.includes(errorCode ?? 0));
    if (refused.length === 0) return;
    for (const account of numbers()) {
      const rows = refused.filter(({ accountId }) => accountId === account.id);
      await forgetFiles(strapi, { account, rows, sql: trx });
    }
  };

  return async (trx, elements) => {
    const install = await runtimeService(strapi).install();
    const told = elements.map((element) => ({ element, fact: readStatus(element, install) }));
    const read = await asStored(strapi, trx, told);
    const facts: MergedFact[] = mergeFacts(
      read.filter((fact): fact is StatusFact => fact !== null)
    );
    const first = await beforeRows(strapi, trx, facts);
    const recipients = await campaignsService(strapi).applyFacts(trx, facts, first);
    await applyOldMessageFacts(trx, facts);
    const messages = await applyMessageFacts(db, trx, facts);
    const failures = failureLines(recipients, messages.rows);
    await tellFailed(strapi, trx, [
      ...newlyFailed(recipients),
      ...messages.rows.filter((row) => row.rank === RANK.failed && row.campaignId === null),
    ]);
    await forgetRefused(trx, messages.rows);
    await limitFacts(trx, recipients, messages.rows);
    await campaignsService(strapi).countFacts(trx, recipients);
    await realtimeService(strapi).append(trx, [...first.hints, ...messages.hints]);
    const foreign = read.flatMap((fact, i) =>
      fact && (recipients.known.has(fact.wamidKey) || messages.known.has(fact.wamidKey)) ? [] : [i]
    );
    const after = () => {
      campaignsService(strapi).factsCommitted(recipients);
      for (const line of failures) logsService(strapi).write(line);
    };
    return { foreign, after };
  };
};
