import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time';

/** Waits between attempts: three days in all, then it is given up. */
const WAITS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  20 * HOUR_MS,
];
/** Attempts in all. */
export const MOST_ATTEMPTS = WAITS.length + 1;

/** Wait after the n-th attempt (1, 2, …), ±10 % by `random` in [0, 1); null = it was the last. */
export const waitAfter = (attempts: number, random: () => number): number | null => {
  const wait = WAITS[Math.max(1, attempts) - 1];
  return wait === undefined ? null : Math.round(wait * (0.9 + 0.2 * random()));
};

/** An address where nothing has arrived for so long is turned off. */
export const FAILING_MS = 5 * DAY_MS;
/** After this many failures without a success only one event at a time is tried. */
export const PROBE_AFTER = 10;
