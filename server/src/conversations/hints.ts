import type { FeedEntry } from '../realtime/public';
import type { Sql } from '../strapi/db';
import { conversationTable, messageTable, type MessageRow } from './tables';

/**
 * What open pages hear of changed messages, with who may hear it: people without `chat.read-all` learn only of
 * conversations that are theirs or unassigned (C-06). `threads`: the conversations' rows in the list change as well.
 */
export const messageHints = async (
  sql: Sql,
  rows: Pick<MessageRow, 'id' | 'conversationId'>[],
  { threads }: { threads: boolean }
): Promise<FeedEntry[]> => {
  if (rows.length === 0) return [];
  const found = await sql(conversationTable.table)
    .whereIn('id', [...new Set(rows.map((row) => row.conversationId))])
    .select<{ id: unknown; assignee_id: unknown }[]>('id', 'assignee_id');
  const scopes = new Map(
    found.map(({ id, assignee_id: assignee }) => [
      Number(id),
      { assignees: [assignee === null ? null : Number(assignee)] },
    ])
  );
  return rows.flatMap(({ id, conversationId }): FeedEntry[] => {
    // A conversation that is gone concerns nobody but those who see all.
    const scope = scopes.get(conversationId) ?? { assignees: [] };
    const message: FeedEntry = { type: 'message', id, parent: conversationId, scope };
    return threads ? [message, { type: 'conversation', id: conversationId, scope }] : [message];
  });
};

/** A file of this message came, or did not: its bubble changes. */
export const fileHints = async (trx: Sql, messageId: number): Promise<FeedEntry[]> => {
  const row = await trx(messageTable.table)
    .where({ id: messageId })
    .first<{ id: unknown; conversation_id: unknown } | undefined>('id', 'conversation_id');
  if (!row) return [];
  const message = { id: Number(row.id), conversationId: Number(row.conversation_id) };
  return messageHints(trx, [message], { threads: false });
};
