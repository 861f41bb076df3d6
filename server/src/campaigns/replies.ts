import type { Knex } from 'knex';
import { consentEventTable } from '../consent/public';
import { AFTER_HOURS } from '../contracts/campaign-insights';
import { conversationTable, messageTable } from '../conversations/public';
import { HOUR_MS } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { recipientTable } from './tables';

/** Later words are hardly an answer to the campaign. */
export const AFTER_MS = AFTER_HOURS * HOUR_MS;
/** Meta tells whole seconds: an answer may seem older than the acceptance that we timed. */
export const BLUR_MS = 1_000;

/**
 * A press (`m`) by which the recipient (`r`) left: the ledger has an opt-out of theirs with the words of the button. A
 * second press of it writes no second line and is none the less no reply.
 */
export const wayOutSql = `(m.type = 'button' AND EXISTS (SELECT 1 FROM ${consentEventTable.table} wo
  WHERE wo.contact_id = r.contact_id AND wo.action = 'opt-out' AND wo.evidence = m.text AND wo.at <= m.at))`;

/**
 * What people of a campaign (`r`) wrote to its number (`m`) in the three days after they got it; leaving by a button is no
 * answer. `since` is another moment to count from, for people who got nothing; `until`: nothing later counts.
 */
export const repliesOf = (
  sql: Sql,
  campaignId: number,
  { since, until }: { since?: number; until?: number } = {}
): Knex.QueryBuilder => {
  const from = since === undefined ? 'r.accepted_at' : String(since);
  const query = sql(`${recipientTable.table} as r`)
    .join(`${conversationTable.table} as c`, (on) =>
      on.on('c.account_id', 'r.account_id').andOn('c.contact_id', 'r.contact_id')
    )
    .join(`${messageTable.table} as m`, 'm.conversation_id', 'c.id')
    .where('r.campaign_id', campaignId)
    .whereRaw(`c.last_inbound_at > ${from} - ?`, [BLUR_MS])
    .where('m.direction', 'in')
    .whereRaw(`NOT ${wayOutSql}`)
    .whereRaw(`m.at > ${from} - ?`, [BLUR_MS])
    .whereRaw(`m.at <= ${from} + ?`, [AFTER_MS]);
  if (until !== undefined) void query.where('m.at', '<=', until);
  if (since === undefined) void query.whereNotNull('r.accepted_at');
  return query;
};

/**
 * How many people of a campaign wrote to its number in the three days after they got it. Reads each recipient with its
 * thread once (a second or two for a million), so it is asked for when a page opens and not at every change.
 */
export const countReplies = async (sql: Sql, campaignId: number): Promise<number> => {
  const row = (await repliesOf(sql, campaignId).countDistinct({ n: 'r.id' }).first()) as
    | { n: unknown }
    | undefined;
  return Number(row?.n ?? 0);
};
