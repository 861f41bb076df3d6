/** Delay before try n (1, 2, …): doubles from `baseMs` up to `maxMs`, with ±20 % jitter from `random` in [0, 1). */
export const backoffMs = (
  n: number,
  { baseMs, maxMs }: { baseMs: number; maxMs: number },
  random: () => number
): number => Math.round(Math.min(maxMs, baseMs * 2 ** Math.max(0, n - 1)) * (0.8 + 0.4 * random()));
