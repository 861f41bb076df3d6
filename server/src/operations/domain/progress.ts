/** Share of the newest step in the speed that is shown: smooth enough to read, quick enough to follow. */
const NEWEST = 0.3;

/** Parts a second after a step that took so long. The first step sets it; steps without parts leave it. */
export const nextRate = (
  before: number | null,
  { done, tookMs }: { done: number; tookMs: number }
): number | null => {
  if (done <= 0) return before;
  const rate = (done * 1000) / Math.max(1, tookMs);
  return before === null ? rate : before * (1 - NEWEST) + rate * NEWEST;
};

/** Milliseconds until all is done by this speed; null when it cannot be said. */
export const leftMs = ({
  done,
  total,
  perSecond,
}: {
  done: number;
  total: number | null;
  perSecond: number | null;
}): number | null => {
  if (total === null || perSecond === null || perSecond <= 0) return null;
  return Math.round((Math.max(0, total - done) * 1000) / perSecond);
};

/** Both sums, name by name. */
export const addCounters = (
  before: Readonly<Record<string, number>> | null,
  more: Readonly<Record<string, number>> | undefined
): Record<string, number> => {
  const sums = { ...before };
  for (const [name, n] of Object.entries(more ?? {})) sums[name] = (sums[name] ?? 0) + n;
  return sums;
};

/** What a failed step means: try again at an instant, or give up. Refusals that a person must answer are final. */
export const afterFailure = (
  failures: number,
  isRefusal: boolean,
  now: number
): { retryAt: number } | 'give-up' => {
  const MOST = 4;
  if (isRefusal || failures >= MOST) return 'give-up';
  return { retryAt: now + 1000 * 2 ** failures };
};
