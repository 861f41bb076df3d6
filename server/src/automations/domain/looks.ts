import type { HeldValue, TriggerOf } from '../../contracts/automations';
import { DAY_MS } from '../../kernel/time';
import { dayOf, instantOf, wallAt, wallOf, wallText } from '../../kernel/wall';
import { nextOfClock } from './clock';
import {
  momentOf,
  nextMoment,
  nextYearly,
  yearlyBasis,
  yearOf,
  type DateField,
  type DateRule,
} from './moments';

/*
 * A time that is meant by each person's own clock comes at many instants. The entry, or the group of people, is looked at when
 * the first clock on earth shows it; then each person has an instant of their own.
 */

/** Here every day begins first, also in years in which no country had this clock. */
const FIRST_ZONE = 'Etc/GMT-14';
/** Between the first clock and the last one. */
export const AROUND_MS = 26 * 3_600_000;

type DateTrigger = TriggerOf<'date'>;
type ClockTrigger = TriggerOf<'clock'>;

/** When a trigger looks at its entry or people next, and what that is reckoned from: another basis is another occasion. */
export interface NextLook {
  at: number;
  basis: string;
}

/** What is known of the person who decides about the instant. */
export interface PersonClock {
  zone: string;
  /** The hour at which they read and answer most; null: none is known. */
  bestHour: number | null;
}

/** Has each person an instant of their own? */
export const isByPerson = ({ zone, usualHour }: DateTrigger | ClockTrigger): boolean =>
  zone === 'person' || usualHour;

/** From the first clock on earth that shows a time to the last one; the usual hour may be any of the day. */
export const spreadOf = (trigger: DateTrigger | ClockTrigger): number =>
  isByPerson(trigger) ? AROUND_MS + (trigger.usualHour ? DAY_MS : 0) : 0;

const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Any hour of the day may be the usual one: the day begins with its first. */
const wholeDay = <R extends DateRule>(rule: R, usualHour: boolean): R =>
  usualHour ? { ...rule, at: '00:00' } : rule;

/**
 * Of an instant it may be a day less where a person lives: it is looked at before the day comes by anybody's clock. What is
 * 28 February there and 1 March by the first clock is two days apart in leap years.
 */
const leadOf = ({ yearly }: DateTrigger, { type }: Pick<DateField, 'type'>): number =>
  type === 'datetime' ? (yearly ? 2 : 1) * DAY_MS : 0;

/** When a trigger of dates looks at an entry with this date; null: no moment of it lies ahead. */
export const nextDateLook = (
  trigger: DateTrigger,
  value: HeldValue,
  { type, zone, after }: DateField & { after: number }
): NextLook | null => {
  if (!isByPerson(trigger)) return nextMoment(trigger, value, { type, zone, after });
  const rule = wholeDay(trigger, trigger.usualHour);
  const since = after - spreadOf(trigger);
  const first = nextMoment(rule, value, { type, zone: FIRST_ZONE, after: since });
  // Where the first clock has shown it already, others may still have it ahead.
  const lead = leadOf(trigger, { type });
  return first && { at: Math.max(first.at - lead, after + 1), basis: first.basis };
};

/** When the same date comes again in another year. */
export const followingDateLook = (
  trigger: DateTrigger,
  value: HeldValue,
  { type, zone, look }: DateField & { look: NextLook }
): NextLook | null => {
  if (!trigger.yearly) return null;
  if (!isByPerson(trigger)) return nextMoment(trigger, value, { type, zone, after: look.at });
  const rule = wholeDay(trigger, trigger.usualHour);
  const lead = leadOf(trigger, { type });
  const next = nextMoment(rule, value, { type, zone: FIRST_ZONE, after: look.at + lead });
  return next && { at: next.at - lead, basis: next.basis };
};

/**
 * How many years the first clock on earth is ahead of this one: an instant at New Year is of the next year there. The look is
 * reckoned by that clock, and the same occasion by this one.
 */
const yearsAhead = (value: HeldValue, { type, zone }: DateField): number =>
  (yearOf(value, { type, zone: FIRST_ZONE }) ?? 0) - (yearOf(value, { type, zone }) ?? 0);

/** The instant of one person for the occasion of a look; null: the date is another one by now. */
export const personDate = (
  trigger: DateTrigger,
  value: HeldValue,
  { type, look, person }: Pick<DateField, 'type'> & { look: NextLook; person: PersonClock }
): number | null => {
  const { zone, bestHour } = person;
  const at = trigger.usualHour && bestHour !== null ? hourText(bestHour) : trigger.at;
  const rule: DateRule = { ...trigger, at };
  if (!trigger.yearly)
    return String(value) === look.basis ? momentOf(rule, value, { type, zone }) : null;
  const next = nextYearly(rule, value, { type, zone, after: look.at - 2 * DAY_MS });
  if (!next) return null;
  const year = next.year + yearsAhead(value, { type, zone });
  return yearlyBasis(value, year) === look.basis ? next.at : null;
};

/** The next time of a clock, whatever day of the year that is; null: none comes. */
export const nextClockLook = (
  trigger: ClockTrigger,
  { zone, after, isHoliday }: { zone: string; after: number; isHoliday: (day: string) => boolean }
): NextLook | null => {
  const where = isByPerson(trigger) ? FIRST_ZONE : zone;
  const rule = trigger.usualHour ? { ...trigger, at: ['00:00'] } : trigger;
  const at = nextOfClock(rule, { zone: where, after, isHoliday });
  return at === null ? null : { at, basis: wallText(wallAt(where, at)) };
};

/** The instant at which this person's clock shows the time of a look. */
export const personClock = (
  trigger: ClockTrigger,
  { basis }: NextLook,
  { zone, bestHour }: PersonClock
): number => {
  if (!trigger.usualHour) return instantOf(wallOf(basis), zone);
  const time = bestHour === null ? (trigger.at[0] ?? '00:00') : hourText(bestHour);
  return instantOf(wallOf(`${dayOf(wallOf(basis))}T${time}`), zone);
};
