import { LATE_MS } from '../contracts/bots';
import { conversationTable, messageTable, type ConversationRow } from '../conversations/public';
import { runTable } from '../flows/public';
import { MINUTE_MS } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';

/** Threads looked at in one round; more come in the next one. */
const MOST = 200;

/** A thread whose person waits, with the last message that they wrote. */
export type Waiting = ConversationRow & { messageId: number };

/**
 * Threads whose people wait for an answer for this many minutes, and for which the bot has not run since they do. One that
 * waited for longer by a quarter of an hour (the server was down) is left to people.
 */
export const unanswered = async (
  sql: Sql,
  {
    botId,
    accountId,
    minutes,
    now,
  }: { botId: number; accountId: number | null; minutes: number; now: number }
): Promise<Waiting[]> => {
  const since = now - minutes * MINUTE_MS;
  const done = sql(`${runTable.table} as r`)
    .whereRaw('r.conversation_id = c.id AND r.started_at >= c.waiting_since')
    .where({ 'r.bot_id': botId, 'r.trigger': 'event:unanswered' });
  const last = sql(`${messageTable.table} as m`)
    .whereRaw('m.conversation_id = c.id')
    .where({ 'm.direction': 'in' })
    .max('m.id');
  const query = sql(`${conversationTable.table} as c`)
    .where({ 'c.status': 'open' })
    .whereNull('c.bot_paused_at')
    .where('c.waiting_since', '<=', since)
    .where('c.waiting_since', '>', since - LATE_MS)
    .whereNotExists(done)
    .orderBy('c.waiting_since')
    .limit(MOST)
    .select<Record<string, unknown>[]>('c.*', last.as('message_id'));
  const raw = await (accountId === null ? query : query.where({ 'c.account_id': accountId }));
  return raw.flatMap((row) =>
    row.message_id === null
      ? []
      : [{ ...readRow(conversationTable, row), messageId: Number(row.message_id) }]
  );
};
