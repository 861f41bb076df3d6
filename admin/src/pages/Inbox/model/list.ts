import type { ConversationView } from '../../../../../server/src/contracts/conversations';

export const latestFirst = (a: ConversationView, b: ConversationView): number =>
  (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0) || b.id - a.id;

/** Who waits longest first; whoever was answered meanwhile stands last until the list is read again. */
export const longestWaitFirst = (a: ConversationView, b: ConversationView): number =>
  (a.waitingSince ?? Infinity) - (b.waitingSince ?? Infinity) || a.id - b.id;

/** Pages of the server as one list: each conversation once, in its order. */
export const mergeConversations = (
  pages: readonly (readonly ConversationView[])[],
  order: (a: ConversationView, b: ConversationView) => number = latestFirst
): ConversationView[] => {
  const byId = new Map<number, ConversationView>();
  for (const row of pages.flat()) {
    const old = byId.get(row.id);
    if (!old || (row.lastMessageAt ?? 0) >= (old.lastMessageAt ?? 0)) byId.set(row.id, row);
  }
  return [...byId.values()].sort(order);
};

export interface Arrangement {
  /** Rows in the order to draw. */
  readonly rows: ConversationView[];
  /** How many rows would stand higher after a re-sort: the number on the pill; 0 = nothing to do. */
  readonly moved: number;
}

/**
 * Rows never move under the pointer: while `hold`, what is on screen keeps its place (with fresh content),
 * gone rows leave, and new or risen ones wait behind the pill.
 */
export const arrange = (
  shown: readonly number[],
  fresh: readonly ConversationView[],
  hold: boolean
): Arrangement => {
  if (!hold || shown.length === 0) return { rows: [...fresh], moved: 0 };
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const kept = shown.flatMap((id) => {
    const row = byId.get(id);
    return row ? [row] : [];
  });
  const keptIds = new Set(kept.map((row) => row.id));
  const lastKept = fresh.findLastIndex((row) => keptIds.has(row.id));
  // What follows the last row on screen is the next page: it may be added below without moving anything.
  const below = fresh.slice(lastKept + 1);
  const waiting = fresh.slice(0, lastKept + 1).filter((row) => !keptIds.has(row.id)).length;
  return { rows: [...kept, ...below], moved: waiting + risen(kept, fresh) };
};

/** Rows on screen that have newer activity than some row drawn above them. */
const risen = (kept: readonly ConversationView[], fresh: readonly ConversationView[]): number => {
  const rankOf = new Map(fresh.map((row, index) => [row.id, index]));
  let worst = -1;
  let count = 0;
  for (const row of kept) {
    const rank = rankOf.get(row.id) ?? 0;
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
