import type { HeldValue, HeldValues, TriggerOf } from '../../contracts/automations';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/time';
import { dayOf, instantOf, wallAt, wallOf, type Wall } from '../../kernel/wall';
import { nextClockLook, nextDateLook } from './looks';
import { momentOf, type DateField, type DateRule } from './moments';

/*
 * The next moments of a trigger, as its maker reads them: by the clock of the business, also where each person has an instant
 * of their own.
 */

type DateTrigger = TriggerOf<'date'>;
type ClockTrigger = TriggerOf<'clock'>;

const UNIT_MS = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS } as const;

const byBusiness = <T extends DateTrigger | ClockTrigger>(trigger: T): T => ({
  ...trigger,
  zone: 'business',
  usualHour: false,
});

/** The last day whose moment is past; those before it are past too. */
const lastPastDay = (
  rule: DateRule,
  around: Wall,
  { zone, now }: Pick<DateField, 'zone'> & { now: number }
): string => {
  const days = [1, 0, -1].map((plus) => dayOf(around + plus * DAY_MS));
  const isPast = (day: string): boolean =>
    (momentOf(rule, day, { type: 'date', zone }) ?? now) <= now;
  return days.find(isPast) ?? dayOf(around - 2 * DAY_MS);
};

/**
 * No entry with this date or an earlier one has its moment ahead: the others are looked at in the order of their dates. Not of
 * what comes each year.
 */
export const lastPastDate = (
  rule: DateRule,
  { type, zone, now }: DateField & { now: number }
): string | number => {
  const distance = (rule.side === 'before' ? -1 : 1) * rule.amount * UNIT_MS[rule.unit];
  const isDays = rule.unit === 'days';
  const around = isDays ? wallAt(zone, now) - distance : wallAt(zone, now - distance);
  if (type === 'date') return lastPastDay(rule, around, { zone, now });
  if (!isDays) return now - distance;
  // Where clocks are put back an hour comes twice, so a later date may be due earlier.
  if (rule.at === null) return instantOf(around, zone) - HOUR_MS;
  const day = lastPastDay(rule, around, { zone, now });
  return instantOf(wallOf(`${day}T00:00`) + DAY_MS, zone) - 1;
};

/** The next moments of these entries, the soonest first. */
export const soonestDates = (
  trigger: DateTrigger,
  values: ReadonlyMap<string, HeldValues>,
  { most, ...field }: DateField & { after: number; most: number }
): { at: number; documentId: string }[] => {
  const rule = byBusiness(trigger);
  const found = [...values].flatMap(([documentId, held]) => {
    const value: HeldValue = held[trigger.field] ?? null;
    const look = nextDateLook(rule, value, field);
    return look ? [{ at: look.at, documentId }] : [];
  });
  return found.sort((a, b) => a.at - b.at).slice(0, most);
};

/** The next times of a clock. */
export const soonestTimes = (
  trigger: ClockTrigger,
  {
    most,
    after,
    ...clock
  }: { zone: string; after: number; most: number; isHoliday: (day: string) => boolean }
): number[] => {
  const rule = byBusiness(trigger);
  const found: number[] = [];
  while (found.length < most) {
    const look = nextClockLook(rule, { ...clock, after: found.at(-1) ?? after });
    if (!look) break;
    found.push(look.at);
  }
  return found;
};
