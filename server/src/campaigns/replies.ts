import { conversationTable, messageTable } from '../conversations/public';
import type { Sql } from '../strapi/db';
import { recipientTable } from './tables';

/** Later words are hardly an answer to the campaign. */
const WITHIN_MS = 72 * 3_600_000;
/** Meta tells whole seconds: an answer may seem older than the acceptance that we timed. */
const BLUR_MS = 1_000;

/**
 * How many people of a campaign wrote to its number in the three days after they got it. Reads each recipient with its
 * thread once (a second or two for a million), so it is asked for when a page opens and not at every change.
 */
export const countReplies = async (sql: Sql, campaignId: number): Promise<number> => {
  const row = (await sql(`${recipientTable.table} as r`)
    .join(`${conversationTable.table} as c`, (on) =>
      on.on('c.account_id', 'r.account_id').andOn('c.contact_id', 'r.contact_id')
    )
    .where('r.campaign_id', campaignId)
    .whereNotNull('r.accepted_at')
    .whereRaw('c.last_inbound_at > r.accepted_at - ?', [BLUR_MS])
    .whereExists(
      sql(`${messageTable.table} as m`)
        .whereRaw('m.conversation_id = c.id')
        .where('m.direction', 'in')
        .whereRaw('m.at > r.accepted_at - ?', [BLUR_MS])
        .whereRaw('m.at <= r.accepted_at + ?', [WITHIN_MS])
        .select(sql.raw('1'))
    )
    .countDistinct({ n: 'r.id' })
    .first()) as { n: unknown } | undefined;
  return Number(row?.n ?? 0);
};
