import type { Knex } from 'knex';
import { DAY_MS } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { RANK } from './domain/rank';
import { messageTable, type MessageRow } from './tables';

const MESSAGES = messageTable.table;

/** States of a message that may be on the person's phone. */
const MAY_BE_THERE = ['accepted', 'uncertain', 'left'];
/** What waits longer than this between being written and being sent is not looked for. */
const WAITS_MOST_MS = 7 * DAY_MS;
const MOST = 20;

/** When WhatsApp took it; of those of which nobody knows, when it was written. */
export const tookAt = ({ acceptedAt, at }: Pick<MessageRow, 'acceptedAt' | 'at'>): number =>
  acceptedAt ?? at;

/**
 * Messages of ours that a customer may have had before them when they wrote, the newest first, at most 20. `at`: Meta's time of what
 * they wrote, whole seconds as epoch milliseconds; ours of that second were there too.
 */
export const sentBefore = async (
  sql: Sql,
  { conversationId, at, since }: { conversationId: number; at: number; since: number }
): Promise<MessageRow[]> => {
  const raw = await sql(MESSAGES)
    .where({ conversation_id: conversationId, direction: 'out' })
    .where('at', '>', since - WAITS_MOST_MS)
    .whereIn('state', MAY_BE_THERE)
    .whereNot({ rank: RANK.failed })
    .whereRaw('COALESCE(accepted_at, at) BETWEEN ? AND ?', [since, at + 999])
    .orderByRaw('COALESCE(accepted_at, at) DESC, id DESC')
    .limit(MOST)
    .select<Record<string, unknown>[]>();
  return raw.map((row) => readRow(messageTable, row));
};

/** Did the customer write or press something after this message, apart from the message that is judged? */
export const isAnsweredSince = async (
  trx: Knex.Transaction,
  question: Pick<MessageRow, 'conversationId' | 'acceptedAt' | 'at'>,
  judged: { messageId: number; at: number }
): Promise<boolean> =>
  (await trx(MESSAGES)
    .where({ conversation_id: question.conversationId, direction: 'in' })
    .whereNot({ id: judged.messageId })
    .whereNot({ type: 'reaction' })
    .where('at', '>', tookAt(question))
    .where('at', '<=', judged.at)
    .first<unknown>('id')) !== undefined;
