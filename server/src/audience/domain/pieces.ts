/** A piece of people that was looked at: how many ids, and how long the statement took, ms. */
export interface Piece {
  size: number;
  tookMs: number;
}

/** Ids of the first piece. */
export const FIRST_PIECE = 500;
/** What the people of a piece may take, ms. */
const TARGET_MS = 40;

/**
 * How many ids the next piece gets, so that its people take about `TARGET_MS`. A statement also has a cost of its own,
 * for the inner questions that it asks again each time: smaller pieces would only pay it more often, so it does not count.
 * It is told apart by two pieces of different sizes.
 */
export const nextPiece = (last: Piece, before: Piece | null): number => {
  const doubled = last.size * 2;
  if (before === null || before.size === last.size) return doubled;
  const perId = (last.tookMs - before.tookMs) / (last.size - before.size);
  if (perId <= 0) return doubled;
  const fitting = Math.floor(TARGET_MS / perId);
  return Math.min(doubled, Math.max(FIRST_PIECE, fitting));
};
