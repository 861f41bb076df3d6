import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { recipientTable, type FirstWork } from '../campaigns/public';
import { consentService } from '../consent/public';
import {
  applyFreeEntry,
  closeRefused,
  isOutsideWindow,
  messageTable,
  RANK,
  type MergedFact,
} from '../conversations/public';
import type { FeedEntry } from '../realtime/public';

/** Meta's code for "the person stopped marketing messages of this business". */
const STOPPED = 131050;

interface Pair {
  contactId: number;
  accountId: number;
}

interface Sent extends Pair {
  /** Of the newest attempt. */
  permitAt: number | null;
}

/** Whom a status is about, read without a lock. */
const sentOf = async (
  trx: Knex.Transaction,
  { token, wamidKey }: MergedFact
): Promise<Sent | null> => {
  const places = token
    ? [{ table: token.kind === 'r' ? recipientTable.table : messageTable.table, id: token.id }]
    : [
        { table: recipientTable.table, wamid_key: wamidKey },
        { table: messageTable.table, wamid_key: wamidKey },
      ];
  for (const { table, ...where } of places) {
    const row = await trx(table)
      .where(where)
      .first<Record<string, unknown> | undefined>('contact_id', 'account_id', 'permit_at');
    if (row)
      return {
        contactId: Number(row.contact_id),
        accountId: Number(row.account_id),
        permitAt: row.permit_at === null ? null : Number(row.permit_at),
      };
  }
  return null;
};

const byPerson = (a: Pair, b: Pair): number => a.contactId - b.contactId;

/** Who said no to marketing by these statuses; read without a lock. */
const stoppedIn = async (trx: Knex.Transaction, facts: readonly MergedFact[]) => {
  const stopped: (Pair & { wamid: string; at: number })[] = [];
  for (const fact of facts) {
    const sent = fact.error?.code === STOPPED ? await sentOf(trx, fact) : null;
    if (!sent) continue;
    const { contactId, accountId } = sent;
    stopped.push({ contactId, accountId, wamid: fact.wamid, at: fact.failedAt ?? fact.at });
  }
  return stopped.sort(byPerson);
};

/**
 * Free text that failed because Meta counts the window as closed; read without a lock. The earlier of both times is when it was
 * sent: ours may be of a newer attempt, Meta's is of the failure.
 */
const outsideIn = async (trx: Knex.Transaction, facts: readonly MergedFact[]) => {
  const outside: (Pair & { sentAt: number })[] = [];
  for (const fact of facts) {
    const isOutside = fact.rank === RANK.failed && isOutsideWindow(fact.error?.code);
    const sent = isOutside ? await sentOf(trx, fact) : null;
    if (!sent) continue;
    const { contactId, accountId, permitAt } = sent;
    const times = [permitAt, fact.failedAt].flatMap((at) => at || []);
    if (times.length > 0) outside.push({ contactId, accountId, sentAt: Math.min(...times) });
  }
  return outside.sort(byPerson);
};

/** Whose single messages did not get through: that may call the team, which writes to their threads. */
const failedChats = async (
  trx: Knex.Transaction,
  facts: readonly MergedFact[]
): Promise<Pair[]> => {
  const failed = facts.filter(({ rank }) => rank === RANK.failed);
  if (failed.length === 0) return [];
  const ids = failed.flatMap(({ token }) => (token?.kind === 'm' ? token.id : []));
  const keys = failed.map(({ wamidKey }) => wamidKey);
  const rows = await trx(messageTable.table)
    .whereNull('campaign_id')
    .andWhere((is) => void is.whereIn('wamid_key', keys).orWhereIn('id', ids))
    .select<{ contact_id: unknown; account_id: unknown }[]>('contact_id', 'account_id');
  return rows.map((row) => ({
    contactId: Number(row.contact_id),
    accountId: Number(row.account_id),
  }));
};

/**
 * What statuses change of people and threads, which are taken before recipients and messages (engine 9). A status with
 * 131050 is the person's own no: recorded with the status itself, so that nothing else leaves (O-22). 131047 closes the window.
 */
export const beforeRows = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  facts: MergedFact[]
): Promise<FirstWork & { hints: FeedEntry[] }> => {
  const stopped = await stoppedIn(trx, facts);
  const outside = await outsideIn(trx, facts);
  const people: Pair[] = [...stopped, ...outside, ...(await failedChats(trx, facts))];
  const hints: FeedEntry[] = [];
  const work = async () => {
    for (const one of stopped) await consentService(strapi).refusedByPerson(trx, one);
    hints.push(...(await applyFreeEntry(trx, facts)), ...(await closeRefused(trx, outside)));
  };
  return { people, work, hints };
};
