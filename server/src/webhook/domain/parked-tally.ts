import type { ParkedReason } from '../../contracts/parked';

/** Something that was parked: what it was, and why. */
export interface Parked {
  /** Kind of the change; `delivery` for one that was not taken apart. */
  kind: string;
  reason: ParkedReason;
}
export interface ParkedCount extends Parked {
  count: number;
}

interface Entry extends ParkedCount {
  /** When it was last told; null = never. */
  toldAt: number | null;
}

/**
 * Counts what is parked by kind and reason, so that ten thousand bad deliveries are a few lines of the log: each pair is
 * told at once and then at most every `everyMs`. Kinds and reasons are fixed words, so there are never many pairs.
 */
export const createTally = (everyMs: number) => {
  const entries = new Map<string, Entry>();
  const dueAt = ({ count, toldAt }: Entry): number =>
    count === 0 ? Infinity : toldAt === null ? -Infinity : toldAt + everyMs;
  const take = (now: number, isDue: (entry: Entry) => boolean): ParkedCount[] =>
    [...entries.values()].filter(isDue).map((entry) => {
      const { kind, reason, count } = entry;
      entry.count = 0;
      entry.toldAt = now;
      return { kind, reason, count };
    });
  return {
    note: ({ kind, reason }: Parked): void => {
      const key = `${kind} ${reason}`;
      const entry = entries.get(key) ?? { kind, reason, count: 0, toldAt: null };
      entry.count += 1;
      entries.set(key, entry);
    },
    /** What is to be told now; it begins to be counted again. */
    due: (now: number): ParkedCount[] => take(now, (entry) => dueAt(entry) <= now),
    /** All that was not told yet; for the shutdown. */
    rest: (now: number): ParkedCount[] => take(now, ({ count }) => count > 0),
    /** Milliseconds until something is due; null = nothing waits. */
    waitMs: (now: number): number | null => {
      const next = Math.min(...[...entries.values()].map(dueAt));
      return next === Infinity ? null : Math.max(0, next - now);
    },
  };
};
