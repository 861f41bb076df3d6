import { MINUTE_MS } from '../../kernel/time';

/** Clocks of other systems are not ours to the second. */
const AHEAD_MS = 5 * MINUTE_MS;

/** The instant (ISO 8601) has not come yet, by more than clocks differ. `now`: epoch milliseconds. */
export const isAhead = (at: string, now: number): boolean => Date.parse(at) > now + AHEAD_MS;
