import type { TriggerOf } from '../../contracts/automations';
import { DAY_MS } from '../../kernel/time';
import { dayOf, instantOf, wallAt, wallOf } from '../../kernel/wall';

export type ClockRule = Pick<TriggerOf<'clock'>, 'at' | 'days' | 'dates' | 'holidays'>;

/** Days looked at for the next time: a rule of one holiday a year has one within them. Named ones may lie further ahead. */
const DAYS = 400;

/** 1 = Monday; 1 January 1970 was a Thursday. */
const weekday = (day: string): number => ((wallOf(`${day}T00:00`) / DAY_MS + 3) % 7) + 1;

/** Is it such a day? A day that is named counts whatever the day of the week; holidays decide over both. */
export const isClockDay = (
  { days, dates, holidays }: ClockRule,
  day: string,
  isHoliday: (day: string) => boolean
): boolean => {
  if (holidays === 'only') return isHoliday(day);
  if (holidays === 'never' && isHoliday(day)) return false;
  if (dates.includes(day)) return true;
  // Only named days, where there are some and no day of the week is.
  return days.length === 0 ? dates.length === 0 : days.includes(weekday(day));
};

/** Days on which the rule may come next, in their order: those within 400 days, and later ones that it names. */
function* daysFrom({ dates }: ClockRule, first: number): Generator<string> {
  let last = '';
  for (let i = 0; i <= DAYS; i += 1) {
    last = dayOf(first + i * DAY_MS);
    yield last;
  }
  yield* dates.filter((day) => day > last).sort();
}

/**
 * The next time of the rule after an instant, in a zone; null: none within 400 days, and no later day is named. Of an hour that
 * comes twice the first.
 */
export const nextOfClock = (
  rule: ClockRule,
  { zone, after, isHoliday }: { zone: string; after: number; isHoliday: (day: string) => boolean }
): number | null => {
  for (const day of daysFrom(rule, wallAt(zone, after) - DAY_MS)) {
    if (!isClockDay(rule, day, isHoliday)) continue;
    const times = rule.at.map((at) => instantOf(wallOf(`${day}T${at}`), zone));
    const next = times.filter((at) => at > after).sort((a, b) => a - b)[0];
    if (next !== undefined) return next;
  }
  return null;
};
