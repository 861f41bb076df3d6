import { readRow } from '../strapi/table';
import type { Sql } from '../strapi/db';
import { messageTable, type ConversationRow } from './tables';

type Raw = Record<string, unknown>;

/**
 * What is still unread where the messages up to this one were in sight (null: all of them), and the newest of the customer's
 * among those: the one that Meta is told of. A handful of rows by the index of the thread.
 */
export const seenUpTo = async (
  sql: Sql,
  { id, unread, lastInboundWamid }: ConversationRow,
  upTo: number | null
): Promise<{ unread: number; wamid: string | null }> => {
  const all = { unread: 0, wamid: lastInboundWamid };
  if (upTo === null) return all;
  const theirs = () =>
    sql(messageTable.table)
      .where({ conversation_id: id, direction: 'in' })
      .whereNotIn('type', ['reaction', 'edit', 'revoke', 'system']);
  const raw = await sql(messageTable.table)
    .where({ id: upTo, conversation_id: id })
    .first<Raw | undefined>();
  if (!raw) return { unread, wamid: null };
  const { at } = readRow(messageTable, raw);
  // Meta's times are whole seconds: of one second the order is that in which they came.
  const after = await theirs()
    .where({ answered: false })
    .whereRaw('(at > ? OR (at = ? AND id > ?))', [at, at, upTo])
    .count({ n: '*' })
    .first<Raw | undefined>();
  const left = Math.min(unread, Number(after?.n ?? 0));
  if (left === 0) return all;
  // Missed calls count as unread, but Meta cannot mark the id of a call as read.
  const newest = await theirs()
    .whereNot({ type: 'call' })
    .whereRaw('(at < ? OR (at = ? AND id <= ?))', [at, at, upTo])
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<Raw | undefined>('wamid');
  return { unread: left, wamid: newest?.wamid ? String(newest.wamid) : null };
};
