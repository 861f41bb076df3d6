import { DAY_MS } from '../../kernel/time';

/** How far back its past is looked at. */
export const PAST_MS = 28 * DAY_MS;
/** With less of a past nobody can say what is usual. */
const LEAST_HOURS = 8;
const LEAST_DAYS = 5;

/**
 * Since when an automation has been silent that should have run by its own past; null: it is as silent as ever. `hours`:
 * beginnings of the hours in which something set it off, of the last four weeks. It is too silent after a day, and after twice
 * the longest pause that it ever made. `activeSince`: while it was off it could not run, so silence begins with the activation.
 */
export const tooSilent = (
  hours: readonly number[],
  { activeSince, now }: { activeSince: number; now: number }
): number | null => {
  const past = [...new Set(hours)].sort((a, b) => a - b);
  const days = new Set(past.map((at) => Math.floor(at / DAY_MS)));
  const last = past.at(-1);
  if (last === undefined || past.length < LEAST_HOURS || days.size < LEAST_DAYS) return null;
  const pauses = past.slice(1).map((at, i) => at - (past[i] ?? at));
  const since = Math.max(last, activeSince);
  return now - since > Math.max(DAY_MS, 2 * Math.max(...pauses)) ? since : null;
};
