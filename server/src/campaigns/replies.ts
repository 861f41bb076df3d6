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
 * A press or a text (`m`) by which the recipient (`r`) opted out: the ledger has an opt-out of theirs with its words. A second
 * press adds no second entry, and is not a reply either.
 */
export const wayOutSql = `EXISTS (SELECT 1 FROM ${consentEventTable.table} wo
  WHERE wo.contact_id = r.contact_id AND wo.action = 'opt-out' AND wo.evidence = m.text AND wo.at <= m.at)`;

/** From which instant (SQL over `r`) three days are counted; nothing after `until` counts. */
export interface ReplyTimes {
  from: string;
  until?: number | undefined;
}

/** A message (`m`) that answers what a recipient (`r`) got: within three days, and no opt-out. */
export const isReplySql = ({ from, until }: ReplyTimes): string =>
  [
    `m.direction = 'in'`,
    `m.at > ${from} - ${BLUR_MS}`,
    `m.at <= ${from} + ${AFTER_MS}`,
    `NOT ${wayOutSql}`,
    ...(until === undefined ? [] : [`m.at <= ${until}`]),
  ].join(' AND ');

/** When a row of `repliesOf` answered: by a message that is there, or by one that was deleted since. */
export const repliedAtSql =
  'CASE WHEN r.replied_at IS NULL OR m.at < r.replied_at THEN m.at ELSE r.replied_at END';

/**
 * People of a campaign (`r`) with what they wrote to its number (`m`) in the three days after they got it, also where
 * their messages are deleted by now; an opt-out is no answer. `since` is another moment to count from, for people
 * who got nothing; `until`: nothing later counts. Reads each recipient with its thread once.
 */
export const repliesOf = (
  sql: Sql,
  campaignId: number,
  { since, until }: { since?: number; until?: number } = {}
): Knex.QueryBuilder => {
  const from = since === undefined ? 'r.accepted_at' : String(since);
  const query = sql(`${recipientTable.table} as r`)
    .leftJoin(`${conversationTable.table} as c`, (on) =>
      on
        .on('c.account_id', 'r.account_id')
        .andOn('c.contact_id', 'r.contact_id')
        .andOn(sql.raw(`c.last_inbound_at > ${from} - ${BLUR_MS}`))
    )
    .leftJoin(`${messageTable.table} as m`, (on) =>
      on.on('m.conversation_id', 'c.id').andOn(sql.raw(isReplySql({ from, until })))
    )
    .where('r.campaign_id', campaignId)
    .where((one) => {
      void one.whereNotNull('m.id').orWhere((kept) => {
        void kept.whereNotNull('r.replied_at');
        if (until !== undefined) void kept.where('r.replied_at', '<=', until);
      });
    });
  return since === undefined ? query.whereNotNull('r.accepted_at') : query;
};
