import { DateTime } from 'luxon';
import { HEAT_DAYS, type HeatDay, type HourCounts } from '../../contracts/campaign-insights';
import { MINUTE_MS } from '../../kernel/time';

/**
 * Instants are counted by quarters of an hour: zones differ by whole quarters (Nepal is 5 h 45 min ahead), so one count
 * serves every zone.
 */
export const QUARTER_MS = 15 * MINUTE_MS;

/** Counts by the instant at which their quarter begins. */
export type Quarters = Map<number, HourCounts>;

export const noHour = (): HourCounts => ({ delivered: 0, read: 0, replied: 0 });

const add = (to: HourCounts, more: HourCounts): void => {
  to.delivered += more.delivered;
  to.read += more.read;
  to.replied += more.replied;
};

const newDay = (date: string): HeatDay => ({ date, hours: Array.from({ length: 24 }, noHour) });

/** Every date from the first day on, so that a day without anything is seen as such. */
const datesUpTo = (first: DateTime, last: DateTime): string[] => {
  const dates: string[] = [];
  for (let n = 0; n < HEAT_DAYS; n += 1) {
    const day = first.plus({ days: n });
    if (day > last) break;
    dates.push(day.toISODate() ?? '');
  }
  return dates;
};

/** Day by hour on the wall clock of a zone. An hour that the clock has twice holds both. */
export const heatOf = (
  quarters: Quarters,
  zone: string
): { days: HeatDay[]; later: HourCounts } => {
  const later = noHour();
  const at = [...quarters.keys()].sort((a, b) => a - b);
  const [first] = at;
  const last = at.at(-1);
  if (first === undefined || last === undefined) return { days: [], later };
  const start = DateTime.fromMillis(first, { zone }).startOf('day');
  const days = datesUpTo(start, DateTime.fromMillis(last, { zone })).map(newDay);
  const byDate = new Map(days.map((day) => [day.date, day]));
  for (const [instant, counts] of quarters) {
    const when = DateTime.fromMillis(instant, { zone });
    add(byDate.get(when.toISODate() ?? '')?.hours[when.hour] ?? later, counts);
  }
  return { days, later };
};
