import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { accountsService, type AccountRow } from '../accounts/public';
import type { SendEdge } from '../cloud-api/client';
import type { MessagePayload } from '../cloud-api/message-types';
import { buildMessage } from '../cloud-api/messages';
import type { SendOutcome } from '../cloud-api/outcome';
import { consentService, noteCarried } from '../consent/public';
import { contactsService } from '../contacts/public';
import {
  callForUnanswered,
  closeRefused,
  FILE_REFUSED,
  isOutsideWindow,
  lockConversation,
  messageHints,
  messageTable,
  outgoingOf,
  tellFailed,
  type MessageRow,
} from '../conversations/public';
import { randomHex } from '../kernel/hash';
import { addTo } from '../kernel/lists';
import { makeToken } from '../kernel/send-token';
import { limitsService } from '../limits/public';
import { isMissingMedia, mediaService } from '../media/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { dbNow, txReadBack, type Sql } from '../strapi/db';
import { isPersonsNo, planAfter, type Breaker, type Plan, type PlanError } from './domain/plan';
import { gateRules } from './gate';
import {
  failedChange,
  OWNED_BY_WORKER,
  keepAttempt,
  leavePermit,
  permitMessages,
  recordAccepted,
  waitLikewise,
} from './message-store';
import { forgetCodeOf, openCodes } from './codes';
import { metaIdsIn } from './media-content';
import { createMessageGate } from './message-gate';
import { createPriceReader } from './read-price';
import { withTemplatesNow } from './templates-now';

/** A message whose permit is committed. */
export interface MessagePermit {
  row: MessageRow;
  payload: MessagePayload;
  edge: SendEdge;
}

interface LeaseGuard {
  name: string;
  owner: string;
  epoch: number;
}

/** Refused for a file that Meta has no longer; tried again once, then it is a failure like any other. */
const isWithoutFile = (row: MessageRow, outcome: SendOutcome): boolean => {
  if (outcome.kind !== 'refused' || row.mediaState !== 'ready' || row.tries > 0) return false;
  const { code, title, details } = outcome.error;
  return isMissingMedia({ code, text: `${title} ${details ?? ''}` });
};

/** Forgets the uploads of messages that Meta refused: the next message with these files uploads them again. */
export const forgetFiles = async (
  strapi: Core.Strapi,
  {
    account,
    rows,
    sql,
  }: {
    account: Pick<AccountRow, 'phoneNumberId'>;
    rows: readonly Pick<MessageRow, 'payload'>[];
    sql?: Sql;
  }
): Promise<void> => {
  const ids = rows.flatMap(({ payload }) => {
    const { sendable, content } = payload ?? {};
    return metaIdsIn(sendable ?? content);
  });
  for (const id of new Set(ids)) await mediaService(strapi).forget(account, id, sql);
};

const againNow = (): Extract<Plan, { kind: 'again' }> => ({
  kind: 'again',
  afterMs: 0,
  counts: true,
  slow: null,
  restMs: null,
  pair: false,
  breaker: null,
  error: null,
  certain: true,
});

/** The permission side of chat and API messages: permit and result (engine 2). */
export const createMessageEngine = (strapi: Core.Strapi) => {
  const { db, random } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const accounts = () => accountsService(strapi);
  const gate = createMessageGate(strapi);
  const readPrice = createPriceReader(strapi);

  /** Moves queued rows to `sending`, checks each at the last moment, and answers those that may be posted. */
  const permit = async (
    account: AccountRow,
    ids: number[],
    lease: LeaseGuard | null
  ): Promise<MessagePermit[]> => {
    const install = await runtime.install();
    const { callMs } = runtime.config;
    const rules = gateRules(await settingsService(strapi).get());
    const mark = randomHex(16);
    const inbound = await gate.inboundWaitOf(ids);
    const grant = async (trx: Knex.Transaction): Promise<MessagePermit[]> => {
      await gate.lockPromoted(trx, ids, rules);
      const moved = await permitMessages(db, trx, { ids, permit: mark, lease, callMs });
      const { rows, priced } = await withTemplatesNow(trx, moved);
      const now = await dbNow(db, trx);
      const promotions = await gate.promotedBefore(trx, rows, { now, ...rules });
      const held = await gate.heldBack(trx, rows, { account, inbound, now });
      const codes = await openCodes(strapi, trx, { rows, now });
      const granted: MessagePermit[] = [];
      const refused: MessageRow[] = [];
      for (const row of rows) {
        const code = codes.get(row.id);
        const ask = { account, row, now, promotions, code, ...rules };
        const verdict = held.get(row.id) ?? (await gate.judge(trx, ask));
        if (!('to' in verdict)) {
          await gate.refuse(trx, row, { ...verdict, now });
          refused.push(row);
          continue;
        }
        // Two of one group for one person: the first counts for the second.
        if (row.category === 'MARKETING')
          for (const before of promotions.values()) addTo(before, row.contactId, now);
        if (verdict.inLimit)
          await trx(messageTable.table).where({ id: row.id }).update({ in_limit: true });
        if (verdict.by) {
          const owner = { kind: 'm', id: row.id } as const;
          await noteCarried(db, trx, [{ ...verdict.by, owner, attempt: row.attempt, at: now }]);
        }
        const { content, sendable, replyTo } = outgoingOf(row);
        const token = makeToken({ kind: 'm', id: row.id, attempt: row.attempt }, install);
        granted.push({
          row: { ...row, inLimit: verdict.inLimit },
          payload: buildMessage(code?.content ?? sendable ?? content, {
            to: verdict.to,
            callbackData: token,
            ...(replyTo ? { replyTo } : {}),
          }),
          edge: priced.has(row.id) ? 'marketing_messages' : 'messages',
        });
      }
      await realtimeService(strapi).append(
        trx,
        await messageHints(trx, refused, { threads: true })
      );
      return granted;
    };
    const messages = messageTable.table;
    return txReadBack(
      db,
      grant,
      async (sql) =>
        (await sql(messages).whereIn('id', ids).andWhere({ permit: mark }).first('id')) !==
        undefined
    );
  };

  const releaseLimit = async (trx: Knex.Transaction, account: AccountRow, row: MessageRow) => {
    if (row.inLimit) await limitsService(strapi).release(trx, account, [row.contactId]);
  };

  /** Back to the queue as a new attempt; the old one stays in the history. */
  const queueAgain = async (
    trx: Knex.Transaction,
    { row, plan }: { row: MessageRow; plan: Extract<Plan, { kind: 'again' }> }
  ) => {
    const { afterMs, error } = plan;
    const now = await dbNow(db, trx);
    const moved = await leavePermit(
      trx,
      { id: row.id, permit: row.permit ?? '' },
      {
        state: 'queued',
        attempt: row.attempt + 1,
        tries: row.tries + (plan.counts ? 1 : 0),
        permit: null,
        permitAt: null,
        dueAt: now + afterMs,
        inLimit: false,
        ...(plan.pair ? OWNED_BY_WORKER : {}),
        // What Meta said last stays to be read while the message waits.
        ...(error ? { errorCode: error.code, errorClass: error.class, errorText: error.text } : {}),
      }
    );
    if (moved === 0) return;
    if (plan.pair) await waitLikewise(trx, row, now + afterMs);
    await keepAttempt(db, trx, {
      ownerKind: 'm',
      ownerId: row.id,
      number: row.attempt,
      wamid: row.wamid,
      rank: row.rank,
      permitAt: row.permitAt,
      errorCode: error?.code ?? null,
      errorText: error?.text ?? null,
      decidedBy: 'engine',
      at: now,
    });
  };

  /** Meta counts the window as closed: so do we. */
  const closeWindow = async (trx: Knex.Transaction, row: MessageRow, at: number) => {
    const { accountId, contactId, permitAt } = row;
    await contactsService(strapi).hold(trx, [contactId]);
    await closeRefused(trx, [{ accountId, contactId, sentAt: permitAt ?? at }]);
  };

  const applyPlan = async (
    trx: Knex.Transaction,
    { account, row, plan, at }: { account: AccountRow; row: MessageRow; plan: Plan; at: number }
  ) => {
    const held = { id: row.id, permit: row.permit ?? '' };
    // People before threads before their messages (engine 9): what this one answers may call for people.
    if ('error' in plan && isOutsideWindow(plan.error?.code)) await closeWindow(trx, row, at);
    if (plan.kind !== 'accepted') await lockConversation(trx, row.conversationId);
    if (plan.kind === 'accepted') {
      // People before their messages (engine 9).
      await contactsService(strapi).touchOutbound(trx, [row.contactId], at);
      await recordAccepted(db, trx, {
        table: messageTable.table,
        id: row.id,
        attempt: row.attempt,
        wamid: plan.wamid,
        at,
      });
    } else if (plan.kind === 'uncertain') {
      const left = await leavePermit(trx, held, {
        state: 'uncertain',
        errorClass: 'uncertain',
        errorText: plan.why,
      });
      if (left > 0) await callForUnanswered(strapi, trx, [row.id]);
    } else if (plan.kind === 'again' && (row.lane !== 0 || plan.pair)) {
      await queueAgain(trx, { row, plan });
      await releaseLimit(trx, account, row);
    } else {
      // A person waits for lane 0: they see what Meta said and decide; nothing is repeated behind their back. Only the
      // pair's pause passes by itself.
      const network: PlanError = {
        code: null,
        class: 'not-sent-network',
        text: 'WhatsApp could not be reached',
      };
      const error = ('error' in plan ? plan.error : null) ?? network;
      const left = await leavePermit(trx, held, failedChange(error, at));
      await releaseLimit(trx, account, row);
      if (FILE_REFUSED.includes(error.code ?? 0))
        await forgetFiles(strapi, { account, rows: [row], sql: trx });
      const { code: errorCode, class: errorClass } = error;
      if (left > 0) await tellFailed(strapi, trx, [{ ...row, errorCode, errorClass }]);
    }
    if (plan.kind === 'accepted' || plan.kind === 'failed') await forgetCodeOf(trx, row);
    await realtimeService(strapi).append(trx, await messageHints(trx, [row], { threads: true }));
  };

  /** Meta dropped a file before its time: certainly not sent, so it is uploaded again and goes once more. */
  const uploadAgain = async (account: AccountRow, row: MessageRow): Promise<Plan> => {
    await forgetFiles(strapi, { account, rows: [row] });
    const plan = againNow();
    await db.tx(async (trx) => {
      await queueAgain(trx, { row, plan });
      await trx(messageTable.table)
        .where({ id: row.id, state: 'queued' })
        .update({ media_state: 'needed' });
      await releaseLimit(trx, account, row);
      await realtimeService(strapi).append(trx, await messageHints(trx, [row], { threads: false }));
    });
    return plan;
  };

  /** Writes one result. Facts are written whatever the row believes; the rest only while the permit is ours. */
  const settle = async (
    account: AccountRow,
    { row, outcome, at }: { row: MessageRow; outcome: SendOutcome; at: number }
  ): Promise<Plan> => {
    if (isWithoutFile(row, outcome)) return uploadAgain(account, row);
    const plan = planAfter(outcome, { tries: row.tries, mayCool: false, random });
    // Before the result: a process that dies in between leaves an opt-out and an unknown result, never a result without it.
    if (isPersonsNo(plan)) await stopMarketing(row, at);
    await db.tx((trx) => applyPlan(trx, { account, row, plan, at }));
    if (plan.kind === 'again' || plan.kind === 'failed') {
      await openBreaker(account, plan.breaker, plan.error);
      readPrice(account, { error: plan.error, templateId: row.templateId });
    }
    return plan;
  };

  /** Meta refused because the person stopped marketing: an opt-out like any other (O-22). */
  const stopMarketing = ({ contactId, accountId, wamid }: MessageRow, at: number) =>
    consentService(strapi).refusedByPerson(null, { contactId, accountId, wamid, at });

  const openBreaker = async (
    account: AccountRow,
    breaker: Breaker | null,
    error: PlanError | null
  ) => {
    if (breaker === 'auth') await accounts().tokenRefused(account.id, error);
    if (breaker === 'limit') await limitsService(strapi).full(account);
  };

  return { permit, settle, restingOf: gate.restingOf };
};

export type MessageEngine = ReturnType<typeof createMessageEngine>;
