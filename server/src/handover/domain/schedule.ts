import { HOUR_MS, MINUTE_MS } from '../../kernel/time';

/** Waits between attempts: a day in all. An offer that comes later than that is worth less than none. */
const WAITS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  15 * HOUR_MS,
] as const;

/** Wait after the n-th attempt (1, 2, …), ±10 % by `random` in [0, 1); null = it was the last. */
export const waitAfter = (attempts: number, random: () => number): number | null => {
  const wait = WAITS[Math.max(1, attempts) - 1];
  return wait === undefined ? null : Math.round(wait * (0.9 + 0.2 * random()));
};
