import type { ConversationView } from '../../../../../server/src/contracts/conversations';

export type Order = (a: ConversationView, b: ConversationView) => number;

export const latestFirst: Order = (a, b) =>
  (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0) || b.id - a.id;

/** Who waits longest first; anyone who was answered meanwhile stands last until the list is read again. */
export const longestWaitFirst: Order = (a, b) =>
  (a.waitingSince ?? Infinity) - (b.waitingSince ?? Infinity) || a.id - b.id;

/** Pages of the server as one list: each conversation once, in its order. */
export const mergeConversations = (
  pages: readonly (readonly ConversationView[])[],
  order: Order = latestFirst
): ConversationView[] => {
  const byId = new Map<number, ConversationView>();
  for (const row of pages.flat()) {
    const old = byId.get(row.id);
    if (!old || (row.lastMessageAt ?? 0) >= (old.lastMessageAt ?? 0)) byId.set(row.id, row);
  }
  return [...byId.values()].sort(order);
};

/** The list as the server gave it last. */
export interface Fresh {
  readonly rows: readonly ConversationView[];
  /** There are more that were not read. */
  readonly hasMore: boolean;
  readonly order: Order;
}

export interface Arrangement {
  /** Rows in the order to draw. */
  readonly rows: ConversationView[];
  /** Those of them that have left the list: drawn as they were last, so that nothing below them moves. */
  readonly gone: ReadonlySet<number>;
  /** How many rows would stand higher after a re-sort: the number on the pill; 0 = nothing to do. */
  readonly moved: number;
}

/**
 * Rows never move under the pointer: while `hold`, each row on screen keeps its place (with fresh content, or as gone),
 * and new or risen ones wait behind the pill.
 */
export const arrange = (
  shown: readonly ConversationView[],
  fresh: Fresh,
  hold: boolean
): Arrangement => {
  const { rows } = fresh;
  if (!hold || shown.length === 0) return { rows: [...rows], gone: new Set(), moved: 0 };
  const rankOf = new Map(rows.map((row, rank) => [row.id, rank]));
  const kept = shown.map((row) => rows[rankOf.get(row.id) ?? -1] ?? row);
  const missing = kept.filter(({ id }) => !rankOf.has(id));
  const gone = new Set(missing.filter((row) => isWithin(row, fresh)).map(({ id }) => id));
  const ranks = kept.flatMap(({ id }) => rankOf.get(id) ?? []);
  const last = Math.max(-1, ...ranks);
  // What follows the last row on screen is the next page: it may be added below without moving anything.
  const below = rows.slice(last + 1);
  const waiting = last + 1 - ranks.length;
  return { rows: [...kept, ...below], gone, moved: waiting + risen(ranks) };
};

/** Would the row stand among those that were read? Else it was only pushed to a page that was not. */
const isWithin = (row: ConversationView, { rows, hasMore, order }: Fresh): boolean => {
  const end = rows.at(-1);
  return !hasMore || (end !== undefined && order(row, end) <= 0);
};

/** Rows on screen that rank before some row drawn above them. */
const risen = (ranks: readonly number[]): number => {
  let worst = -1;
  let count = 0;
  for (const rank of ranks) {
    if (rank < worst) count += 1;
    worst = Math.max(worst, rank);
  }
  return count;
};

/** The neighbour of `id` for j (+1) and k (-1); without a choice the first or last row. */
export const neighbour = (
  rows: readonly ConversationView[],
  id: number | null,
  step: 1 | -1
): number | null => {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) return (step === 1 ? rows[0] : rows.at(-1))?.id ?? null;
  return rows[index + step]?.id ?? id;
};

/** What follows one that leaves the list: the row below it, else the one above; null where no other is left. */
export const successor = (
  { rows, gone }: Pick<Arrangement, 'rows' | 'gone'>,
  id: number
): number | null => {
  const index = rows.findIndex((row) => row.id === id);
  const stays = (row: ConversationView) => row.id !== id && !gone.has(row.id);
  return (rows.slice(index).find(stays) ?? rows.slice(0, index).findLast(stays))?.id ?? null;
};

/** `Ayşe Kaya` → `AK`; a number gives its last two digits. */
export const initials = (name: string): string => {
  const letters = name
    .trim()
    .split(/\s+/)
    .flatMap((word) => /\p{L}/u.exec(word) ?? []);
  if (letters.length === 0) return name.replace(/\D/g, '').slice(-2) || '?';
  const last = letters.length > 1 ? (letters.at(-1) ?? '') : '';
  return `${letters[0] ?? ''}${last}`.toLocaleUpperCase();
};
