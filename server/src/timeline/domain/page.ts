import type { TimelineEntry, TimelineResult } from '../../contracts/timeline';

const newestFirst = (a: TimelineEntry, b: TimelineEntry): number =>
  b.at - a.at || (a.key < b.key ? 1 : -1);

/**
 * One page of what several sources told, each its newest `limit + 1`. A page ends between two instants, never within one:
 * the next page asks for what is older than `nextBefore`.
 */
export const pageOf = (entries: readonly TimelineEntry[], limit: number): TimelineResult => {
  const sorted = [...entries].sort(newestFirst);
  const last = sorted[limit - 1];
  if (!last || sorted.length <= limit) return { entries: sorted, nextBefore: null };
  const shown = sorted.filter(({ at }) => at >= last.at);
  return { entries: shown, nextBefore: shown.length < sorted.length ? last.at : null };
};
