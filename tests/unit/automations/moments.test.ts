import fc from 'fast-check';
import {
  isClockDay,
  nextOfClock,
  type ClockRule,
} from '../../../server/src/automations/domain/clock';
import {
  isReckonedFrom,
  momentOf,
  nextMoment,
  nextYearly,
  type DateField,
  type DateRule,
} from '../../../server/src/automations/domain/moments';

const VIENNA = 'Europe/Vienna';
const at = (text: string): number => Date.parse(text);
const iso = (moment: number | null | undefined): string | null =>
  moment === null || moment === undefined ? null : new Date(moment).toISOString().slice(0, 16);

const rule = (given: Partial<DateRule> = {}): DateRule => ({
  side: 'before',
  amount: 1,
  unit: 'days',
  at: '10:00',
  yearly: false,
  ...given,
});
const day = (zone = 'UTC'): DateField => ({ type: 'date', zone });
const instant = (zone = 'UTC'): DateField => ({ type: 'datetime', zone });

describe('a moment before or after a date', () => {
  it('[E-06] of a day is at the hour that was given, where the business is', () => {
    expect(iso(momentOf(rule(), '2026-12-24', day()))).toBe('2026-12-23T10:00');
    expect(iso(momentOf(rule(), '2026-12-24', day(VIENNA)))).toBe('2026-12-23T09:00');
    expect(iso(momentOf(rule({ side: 'after', amount: 3 }), '2026-12-30', day()))).toBe(
      '2027-01-02T10:00'
    );
    expect(iso(momentOf(rule({ unit: 'hours', amount: 2 }), '2026-12-24', day()))).toBe(
      '2026-12-24T08:00'
    );
  });

  it('[E-06] of an instant in minutes and hours is an instant, wherever anybody is', () => {
    const value = at('2026-10-25T09:00:00Z');
    for (const zone of ['UTC', VIENNA, 'Asia/Tokyo'])
      expect(iso(momentOf(rule({ unit: 'hours', amount: 24 }), value, instant(zone)))).toBe(
        '2026-10-24T09:00'
      );
    expect(iso(momentOf(rule({ unit: 'minutes', amount: 0 }), value, instant()))).toBe(
      '2026-10-25T09:00'
    );
  });

  it('[E-06] of an instant in days is at the same time on the clock, or at the hour that was given', () => {
    // 10:00 in Vienna, after the clocks were put back; the day before it was 08:00 in UTC.
    const value = at('2026-10-25T09:00:00Z');
    expect(iso(momentOf(rule({ at: null }), value, instant(VIENNA)))).toBe('2026-10-24T08:00');
    expect(iso(momentOf(rule({ at: '18:30' }), value, instant(VIENNA)))).toBe('2026-10-24T16:30');
    // 23:30 in UTC is the next day in Vienna already.
    const late = at('2026-07-01T23:30:00Z');
    expect(iso(momentOf(rule({ at: '09:00' }), late, instant(VIENNA)))).toBe('2026-07-01T07:00');
  });

  it('[E-06] of an hour that comes twice is the first, and of one that never comes it is moved on', () => {
    expect(iso(momentOf(rule({ at: '02:30' }), '2026-10-26', day(VIENNA)))).toBe(
      '2026-10-25T00:30'
    );
    expect(iso(momentOf(rule({ at: '02:30' }), '2026-03-30', day(VIENNA)))).toBe(
      '2026-03-29T01:30'
    );
  });

  it('[E-06] keeps an instant that the clock shows for the second time', () => {
    const second = at('2026-10-25T01:30:00Z');
    expect(momentOf(rule({ amount: 0, at: null }), second, instant(VIENNA))).toBe(second);
  });

  it('[E-06] is none where the field has no date', () => {
    for (const none of [null, '', 'soon', '2026-1-1', true])
      expect(momentOf(rule(), none, day())).toBeNull();
    for (const none of [null, '2026-12-24', false])
      expect(momentOf(rule(), none, instant())).toBeNull();
  });

  it('[E-06] is none where the date cannot be read, as databases may hold it', () => {
    const after = at('2026-12-01T00:00:00Z');
    const none = (value: string | number, field: DateField) => {
      expect(momentOf(rule(), value, field)).toBeNull();
      for (const yearly of [false, true])
        expect(nextMoment(rule({ yearly }), value, { ...field, after })).toBeNull();
    };
    for (const value of ['0000-00-00', '2027-00-10', '2027-13-01', '2027-02-30'])
      none(value, day(VIENNA));
    for (const value of [NaN, Infinity, -Infinity, 3e14, -3e14]) none(value, instant(VIENNA));
  });

  it('[E-06] a later date is never due earlier', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => n * 86_400_000);
    fc.assert(
      fc.property(days, days, fc.integer({ min: 0, max: 400 }), (a, b, amount) => {
        const due = (n: number) =>
          momentOf(rule({ amount }), new Date(n).toISOString().slice(0, 10), day(VIENNA)) ?? 0;
        expect(due(Math.max(a, b))).toBeGreaterThanOrEqual(due(Math.min(a, b)));
      })
    );
  });
});

describe('a date that comes each year', () => {
  const birthday = rule({ amount: 0, side: 'after', at: '09:00', yearly: true });

  it('[E-05] is the 28th of February where there is no 29th', () => {
    const next = (after: string) =>
      nextYearly(birthday, '1992-02-29', { ...day(), after: at(after) });
    expect(iso(next('2026-01-01T00:00:00Z')?.at)).toBe('2026-02-28T09:00');
    expect(iso(next('2028-01-01T00:00:00Z')?.at)).toBe('2028-02-29T09:00');
    expect(iso(next('2028-02-29T09:00:00Z')?.at)).toBe('2029-02-28T09:00');
  });

  it('[E-05] is on the day where the contact is', () => {
    const next = (zone: string) =>
      nextYearly(birthday, '1990-06-01', { ...day(zone), after: at('2026-01-01T00:00:00Z') });
    expect(iso(next('Asia/Tokyo')?.at)).toBe('2026-06-01T00:00');
    expect(iso(next('America/New_York')?.at)).toBe('2026-06-01T13:00');
  });

  it('[E-05] days before the first of January are in the old year', () => {
    const days = rule({ amount: 2, at: '10:00', yearly: true });
    const next = nextYearly(days, '1990-01-01', { ...day(), after: at('2026-12-20T00:00:00Z') });
    expect([iso(next?.at), next?.year]).toEqual(['2026-12-30T10:00', 2027]);
  });

  it('[E-05] does not come before its first time', () => {
    const after = at('2026-01-01T00:00:00Z');
    const next = nextYearly(birthday, '2030-05-01', { ...day(), after });
    expect(iso(next?.at)).toBe('2030-05-01T09:00');
  });

  it('[E-05] comes within a year, always ahead', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => n * 86_400_000);
    const now = fc.integer({ min: 20_454 * 86_400_000, max: 40_000 * 86_400_000 });
    fc.assert(
      fc.property(days, now, fc.integer({ min: 0, max: 60 }), (born, after, amount) => {
        const value = new Date(born).toISOString().slice(0, 10);
        const next = nextYearly({ ...birthday, amount }, value, { ...day(VIENNA), after });
        expect(next?.at).toBeGreaterThan(after);
        expect((next?.at ?? 0) - after).toBeLessThanOrEqual(367 * 86_400_000);
      })
    );
  });
});

describe('the next moment of a date', () => {
  const after = at('2026-12-01T00:00:00Z');

  it('[E-06] lies ahead, never behind', () => {
    expect(nextMoment(rule(), '2026-12-24', { ...day(), after })).toEqual({
      at: at('2026-12-23T10:00:00Z'),
      basis: '2026-12-24',
    });
    expect(nextMoment(rule(), '2026-12-01', { ...day(), after })).toBeNull();
  });

  it('[E-06] has another basis when the date moves, and in another year', () => {
    const basis = (value: string, given: Partial<DateRule> = {}) =>
      nextMoment(rule(given), value, { ...day(), after })?.basis;
    expect(basis('2026-12-24')).not.toBe(basis('2026-12-25'));
    expect(basis('1990-12-24', { yearly: true })).toBe('1990-12-24 2026');
  });

  it('[E-06] is known by its basis as one of the date that the entry has', () => {
    for (const yearly of [false, true]) {
      const basis = nextMoment(rule({ yearly }), '2026-12-24', { ...day(), after })?.basis ?? '';
      const dates = ['2026-12-24', '2026-12-25', null];
      expect(dates.map((date) => isReckonedFrom({ yearly }, date, basis))).toEqual([
        true,
        false,
        false,
      ]);
    }
  });
});

describe('times of the clock', () => {
  const clock = (given: Partial<ClockRule> = {}): ClockRule => ({
    at: ['12:00'],
    days: [],
    dates: [],
    holidays: 'as-others',
    ...given,
  });
  const next = (given: Partial<ClockRule>, after: string, zone = 'UTC') =>
    iso(
      nextOfClock(clock(given), {
        zone,
        after: at(after),
        isHoliday: (one) => one.endsWith('-10-29'),
      })
    );

  it('[E-16] come at the hours that were named, on the days of the week', () => {
    expect(next({}, '2026-11-27T11:59:00Z')).toBe('2026-11-27T12:00');
    expect(next({}, '2026-11-27T12:00:00Z')).toBe('2026-11-28T12:00');
    expect(next({ at: ['18:00', '08:00'] }, '2026-11-27T09:00:00Z')).toBe('2026-11-27T18:00');
    // 27 November 2026 is a Friday.
    expect(next({ days: [1] }, '2026-11-27T00:00:00Z')).toBe('2026-11-30T12:00');
  });

  it('[E-16] come on named days, and on holidays or not', () => {
    expect(next({ dates: ['2026-12-24'] }, '2026-11-27T00:00:00Z')).toBe('2026-12-24T12:00');
    expect(next({ dates: ['2029-12-24', '2028-12-24'] }, '2026-11-27T00:00:00Z')).toBe(
      '2028-12-24T12:00'
    );
    expect(next({ holidays: 'only' }, '2026-11-27T00:00:00Z')).toBe('2027-10-29T12:00');
    expect(next({ holidays: 'never' }, '2026-10-28T13:00:00Z')).toBe('2026-10-30T12:00');
    expect(isClockDay(clock({ days: [1], dates: ['2026-12-24'] }), '2026-12-24', () => false)).toBe(
      true
    );
  });

  it('[E-16] come once in the hour that comes twice', () => {
    const sunday = { at: ['02:30'], days: [7] };
    expect(next(sunday, '2026-10-24T12:00:00Z', VIENNA)).toBe('2026-10-25T00:30');
    expect(next(sunday, '2026-10-25T00:30:00Z', VIENNA)).toBe('2026-11-01T01:30');
  });

  it('[E-16] are none where no such day comes', () => {
    expect(next({ dates: ['2020-01-01'] }, '2026-11-27T00:00:00Z')).toBeNull();
  });
});
