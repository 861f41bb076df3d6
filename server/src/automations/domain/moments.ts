import type { HeldValue, TriggerOf } from '../../contracts/automations';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time';
import { dayOf, instantOf, wallAt, wallOf, wallText, type Wall } from '../../kernel/wall';

/** Of a date trigger, what its moments are reckoned from. */
export type DateRule = Pick<TriggerOf<'date'>, 'side' | 'amount' | 'unit' | 'at' | 'yearly'>;

/** The field: a day of the calendar, or an instant; and the zone in which days and hours of the day are meant. */
export interface DateField {
  type: 'date' | 'datetime';
  zone: string;
}

/** The hour of a day for which nobody gave one. */
const USUAL_TIME = '09:00';
const UNIT_MS = { minutes: MINUTE_MS, hours: HOUR_MS } as const;

/** Between these the year has four digits on every clock on earth. */
const FIRST = Date.parse('0000-01-02T00:00:00Z');
const LAST = Date.parse('9999-12-30T00:00:00Z');

/** Is it a day of the calendar? MySQL may hold `0000-00-00`, of which no moment can be reckoned. */
const isDay = (value: HeldValue): value is string => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const wall = wallOf(`${value}T00:00`);
  return !Number.isNaN(wall) && dayOf(wall) === value;
};

const isInstant = (value: HeldValue): value is number =>
  typeof value === 'number' && value >= FIRST && value <= LAST;

/** What the clock of the zone shows at the date; of a day the hour that the rule names. */
const wallOfValue = (
  { at }: Pick<DateRule, 'at'>,
  value: HeldValue,
  { type, zone }: DateField
): Wall | null => {
  if (type === 'date') return isDay(value) ? wallOf(`${value}T${at ?? USUAL_TIME}`) : null;
  if (!isInstant(value)) return null;
  const wall = wallAt(zone, value);
  return at === null ? wall : wallOf(`${dayOf(wall)}T${at}`);
};

const signed = ({ side, amount }: DateRule): number => (side === 'before' ? -amount : amount);

/**
 * When a date of an entry is due, once; null: it has none. An instant minus hours is an instant. Days are days of the
 * calendar: the clock shows the same time, also where it was put forward or back in between. A time that never comes is moved
 * on by the gap; of one that comes twice the first counts.
 */
export const momentOf = (rule: DateRule, value: HeldValue, field: DateField): number | null => {
  const wall = wallOfValue(rule, value, field);
  if (wall === null) return null;
  const hasTime = field.type === 'datetime';
  // The clock may show it twice: an instant itself is only one of the two.
  if (hasTime && rule.amount === 0 && rule.at === null) return Number(value);
  if (rule.unit === 'days') return instantOf(wall + signed(rule) * DAY_MS, field.zone);
  const base = hasTime ? Number(value) : instantOf(wall, field.zone);
  return base + signed(rule) * UNIT_MS[rule.unit];
};

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The same date and time in another year; 29 February is the 28th where there is none. */
const inYear = (wall: Wall, year: number): Wall => {
  const text = wallText(wall);
  const rest = text.slice(4);
  const day = rest.startsWith('-02-29') && !isLeap(year) ? rest.replace('-02-29', '-02-28') : rest;
  return wallOf(`${String(year).padStart(4, '0')}${day}`);
};

/** The year that the clock of the zone shows at the date; null: it has none. At New Year an instant is of two years. */
export const yearOf = (value: HeldValue, field: DateField): number | null => {
  const wall = wallOfValue({ at: null }, value, field);
  return wall === null ? null : new Date(wall).getUTCFullYear();
};

/**
 * The next time after an instant at which a date that comes each year is due; null: it has none. Not before the date itself:
 * a contract that begins next year has no anniversary this year.
 */
export const nextYearly = (
  rule: DateRule,
  value: HeldValue,
  { after, ...field }: DateField & { after: number }
): { at: number; year: number } | null => {
  const wall = wallOfValue(rule, value, field);
  if (wall === null) return null;
  const first = new Date(wall).getUTCFullYear();
  const around = new Date(wallAt(field.zone, after) - signed(rule) * DAY_MS).getUTCFullYear();
  for (let year = Math.max(first, around - 1); year <= Math.max(first, around) + 2; year += 1) {
    const at = instantOf(inYear(wall, year) + signed(rule) * DAY_MS, field.zone);
    if (at > after) return { at, year };
  }
  return null;
};

/** What a moment of a date that comes each year is reckoned from. */
export const yearlyBasis = (value: HeldValue, year: number): string => `${String(value)} ${year}`;

/** When a trigger of dates is due next, with what it is reckoned from: another value is another occasion. */
export const nextMoment = (
  rule: DateRule,
  value: HeldValue,
  { after, ...field }: DateField & { after: number }
): { at: number; basis: string } | null => {
  if (rule.yearly) {
    const next = nextYearly(rule, value, { after, ...field });
    return next && { at: next.at, basis: yearlyBasis(value, next.year) };
  }
  const at = momentOf(rule, value, field);
  return at === null || at <= after ? null : { at, basis: String(value) };
};

/** Is what a moment was reckoned from still the date of the entry? See `nextMoment`. */
export const isReckonedFrom = (
  { yearly }: Pick<DateRule, 'yearly'>,
  value: HeldValue,
  basis: string
): boolean => {
  const dated = yearly ? basis.replace(/ \d{4}$/, '') : basis;
  return value !== null && dated === String(value);
};
