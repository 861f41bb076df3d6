import type { ConversationView } from '../../../../server/src/contracts/conversations';

type Row = Pick<ConversationView, 'id' | 'unread' | 'lastMessageAt'>;

/** What one look saw: the latest of the unread conversations. */
export interface Seen {
  /** Unread messages of each conversation. */
  readonly unread: ReadonlyMap<number, number>;
  /** Older ones than this were not looked at; null: there were none. */
  readonly since: number | null;
}

/** `rows` as the list gives them, the latest first; `hasMore`: there are unread ones behind them. */
export const seenOf = (rows: readonly Row[], hasMore: boolean): Seen => ({
  unread: new Map(rows.map(({ id, unread }) => [id, unread])),
  since: hasMore ? (rows.at(-1)?.lastMessageAt ?? null) : null,
});

/**
 * Conversations with more unread messages than before. The first look (`seen` is null) only remembers: nobody is told of what
 * waited before the page was opened, nor of what moves up from behind because others were read.
 */
export const newsOf = <One extends Row>(seen: Seen | null, rows: readonly One[]): One[] => {
  if (seen === null) return [];
  const { unread: before, since } = seen;
  const wasBehind = ({ id, lastMessageAt }: Row) =>
    since !== null && !before.has(id) && (lastMessageAt ?? 0) <= since;
  return rows.filter((row) => row.unread > (before.get(row.id) ?? 0) && !wasBehind(row));
};

const COUNT = /^\((?:\d{1,2}|99\+)\) /;

/** A page title with the number of unread conversations before it; without any, as it was. */
export const titleWith = (title: string, unread: number): string => {
  const plain = title.replace(COUNT, '');
  return unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${plain}` : plain;
};
