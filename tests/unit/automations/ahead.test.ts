import {
  lastPastDate,
  soonestDates,
  soonestTimes,
} from '../../../server/src/automations/domain/ahead';
import { momentOf, type DateField } from '../../../server/src/automations/domain/moments';
import {
  automationTrigger,
  type HeldValues,
  type TriggerOf,
} from '../../../server/src/contracts/automations';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';

const VIENNA = 'Europe/Vienna';
const at = (text: string): number => Date.parse(`${text}Z`);
const iso = (moment: number): string => new Date(moment).toISOString().slice(0, 16);
const now = at('2026-11-28T12:00');
const day: DateField = { type: 'date', zone: VIENNA };
const moment: DateField = { type: 'datetime', zone: VIENNA };

const date = (given: object): TriggerOf<'date'> =>
  automationTrigger.parse({
    ...{ kind: 'date', uid: 'api::person.person', field: 'day', side: 'before' },
    ...{ amount: 1, unit: 'days', at: null, ...given },
  }) as TriggerOf<'date'>;

describe('the date from which on a moment may lie ahead', () => {
  const days = (first: number) =>
    Array.from({ length: 60 }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10));

  it.each([
    { at: '09:00' },
    { at: '23:30', amount: 0 },
    { at: '09:00', side: 'after', amount: 7 },
    { at: '00:10', side: 'after', amount: 3, unit: 'hours' },
    { at: '22:00', amount: 500, unit: 'minutes' },
  ])('[E-06] parts the days of %j exactly', (given) => {
    const rule = date(given);
    const last = lastPastDate(rule, { ...day, now });
    for (const value of days(now - 30 * DAY_MS))
      expect((momentOf(rule, value, day) ?? 0) > now).toBe(value > String(last));
  });

  it.each([
    { amount: 90, unit: 'minutes' },
    { amount: 4, unit: 'hours', side: 'after' },
    { at: '09:00' },
    { at: '17:00', amount: 2, side: 'after' },
  ])('[E-06] parts the moments of %j exactly', (given) => {
    const rule = date(given);
    const last = Number(lastPastDate(rule, { ...moment, now }));
    for (let value = now - 9 * DAY_MS; value < now + 9 * DAY_MS; value += 5 * 60_000)
      expect((momentOf(rule, value, moment) ?? 0) > now).toBe(value > last);
  });

  it('[E-06] leaves no moment out in the hour that comes twice', () => {
    const rule = date({ side: 'after' });
    const night = at('2026-10-25T00:00');
    for (let from = night; from < night + 3 * HOUR_MS; from += 30 * 60_000) {
      const last = Number(lastPastDate(rule, { ...moment, now: from }));
      for (let value = from - 2 * DAY_MS; value <= last; value += 30 * 60_000)
        expect(momentOf(rule, value, moment)).toBeLessThanOrEqual(from);
    }
  });
});

describe('the next moments', () => {
  const values = new Map<string, HeldValues>([
    ['late', { day: '1990-12-24' }],
    ['past', { day: '1990-11-28' }],
    ['soon', { day: '2001-11-29' }],
    ['none', { day: null }],
  ]);
  const birthday = { amount: 0, yearly: true, at: '10:00' };

  it('[E-05] are of entries in the order of their moments, by the clock of the business', () => {
    const field = { ...day, after: now, most: 5 };
    const found = soonestDates(date({ ...birthday, zone: 'person' }), values, field);
    expect(found.map(({ documentId, at: when }) => [documentId, iso(when)])).toEqual([
      ['soon', '2026-11-29T09:00'],
      ['late', '2026-12-24T09:00'],
      ['past', '2027-11-28T09:00'],
    ]);
    expect(soonestDates(date(birthday), values, { ...field, most: 1 })).toHaveLength(1);
    const once = soonestDates(date({ at: '10:00' }), values, field);
    expect(once).toEqual([]);
  });

  it('[E-16] are the times of a clock, as many as there are', () => {
    const clock = (given: object) =>
      automationTrigger.parse({ kind: 'clock', segmentId: 1, ...given }) as TriggerOf<'clock'>;
    const rule = { zone: VIENNA, after: now, most: 3, isHoliday: () => false };
    const weekly = clock({ at: ['09:00', '18:00'], days: [6], zone: 'person' });
    expect(soonestTimes(weekly, rule).map(iso)).toEqual([
      '2026-11-28T17:00',
      '2026-12-05T08:00',
      '2026-12-05T17:00',
    ]);
    const named = clock({ at: ['09:00'], dates: ['2026-12-01'] });
    expect(soonestTimes(named, rule).map(iso)).toEqual(['2026-12-01T08:00']);
  });
});
