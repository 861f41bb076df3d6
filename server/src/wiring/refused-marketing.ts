import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { recipientTable, type FirstWork } from '../campaigns/public';
import { consentService } from '../consent/public';
import { applyFreeEntry, messageTable, RANK, type MergedFact } from '../conversations/public';
import type { FeedEntry } from '../realtime/public';

/** Meta's code for "the person stopped marketing messages of this business". */
const STOPPED = 131050;

interface Pair {
  contactId: number;
  accountId: number;
}

/** Whom a status is about, read without a lock. */
const personOf = async (
  trx: Knex.Transaction,
  { token, wamidKey }: MergedFact
): Promise<Pair | null> => {
  const places = token
    ? [{ table: token.kind === 'r' ? recipientTable.table : messageTable.table, id: token.id }]
    : [
        { table: recipientTable.table, wamid_key: wamidKey },
        { table: messageTable.table, wamid_key: wamidKey },
      ];
  for (const { table, ...where } of places) {
    const row = await trx(table)
      .where(where)
      .first<{ contact_id: unknown; account_id: unknown } | undefined>('contact_id', 'account_id');
    if (row) return { contactId: Number(row.contact_id), accountId: Number(row.account_id) };
  }
  return null;
};

interface Refused extends Pair {
  wamid: string;
  at: number;
}

/** Who said no to marketing by these statuses; read without a lock. */
const refusedIn = async (
  trx: Knex.Transaction,
  facts: readonly MergedFact[]
): Promise<Refused[]> => {
  const refused: Refused[] = [];
  for (const fact of facts) {
    if (fact.error?.code !== STOPPED) continue;
    const person = await personOf(trx, fact);
    if (person) refused.push({ ...person, wamid: fact.wamid, at: fact.failedAt ?? fact.at });
  }
  return refused.sort((a, b) => a.contactId - b.contactId);
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
 * What statuses change of people and threads, which are taken before recipients and messages (engine 4.4). A status with
 * 131050 is the person's own no: recorded with the status itself, so that nothing else leaves (O-22).
 */
export const beforeRows = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  facts: MergedFact[]
): Promise<FirstWork & { hints: FeedEntry[] }> => {
  const refused = await refusedIn(trx, facts);
  const people: Pair[] = [...refused, ...(await failedChats(trx, facts))];
  const hints: FeedEntry[] = [];
  const work = async () => {
    for (const one of refused) await consentService(strapi).refusedByPerson(trx, one);
    hints.push(...(await applyFreeEntry(trx, facts)));
  };
  return { people, work, hints };
};
