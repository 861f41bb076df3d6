import type { ConversationView } from '../../../../server/src/contracts/conversations';

type Row = Pick<ConversationView, 'id' | 'unread'>;

/** Unread messages of each conversation, as they were last seen. Null: nothing was seen yet. */
export type Seen = ReadonlyMap<number, number>;

export const seenOf = (rows: readonly Row[]): Seen =>
  new Map(rows.map(({ id, unread }) => [id, unread]));

/**
 * Conversations with more unread messages than before. The first look only remembers: nobody is told of what waited before the
 * page was opened.
 */
export const newsOf = <One extends Row>(seen: Seen | null, rows: readonly One[]): One[] =>
  seen === null ? [] : rows.filter(({ id, unread }) => unread > (seen.get(id) ?? 0));

const COUNT = /^\((?:\d{1,2}|99\+)\) /;

/** A page title with the number of unread conversations before it; without any, as it was. */
export const titleWith = (title: string, unread: number): string => {
  const plain = title.replace(COUNT, '');
  return unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${plain}` : plain;
};
