import { DAY_MS } from '../../kernel/time';
import { atHour, instantOf, wallAt } from '../../kernel/wall';

/**
 * The last instant before so many days of the calendar, today among them: what was then or earlier no longer counts. With 7
 * days, a Monday counts until the next Monday begins. Hours would make a weekly clock hang on seconds, and never let it come
 * in the week in which clocks go forward.
 */
export const beforeDays = (days: number, { zone, now }: { zone: string; now: number }): number => {
  const today = atHour(wallAt(zone, now), 0);
  return instantOf(today - (days - 1) * DAY_MS, zone) - 1;
};
