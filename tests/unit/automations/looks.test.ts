import fc from 'fast-check';
import {
  followingDateLook,
  isByPerson,
  nextClockLook,
  nextDateLook,
  personClock,
  personDate,
} from '../../../server/src/automations/domain/looks';
import { automationTrigger, type TriggerOf } from '../../../server/src/contracts/automations';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';

const VIENNA = 'Europe/Vienna';
const at = (text: string): number => Date.parse(`${text}Z`);
const iso = (moment: number | null | undefined): string | null =>
  moment === null || moment === undefined ? null : new Date(moment).toISOString().slice(0, 16);

const date = (given: object = {}): TriggerOf<'date'> =>
  automationTrigger.parse({
    ...{ kind: 'date', uid: 'api::person.person', field: 'day', side: 'before' },
    ...{ amount: 0, unit: 'days', at: '09:00', zone: 'person', ...given },
  }) as TriggerOf<'date'>;
const clock = (given: object = {}): TriggerOf<'clock'> =>
  automationTrigger.parse({
    ...{ kind: 'clock', segmentId: 1, at: ['09:00'], zone: 'person', ...given },
  }) as TriggerOf<'clock'>;
const day = { type: 'date', zone: VIENNA } as const;
const lives = (zone: string, bestHour: number | null = null) => ({ zone, bestHour });

describe('a date that is meant by each contact’s own clock', () => {
  it('[E-05] is looked at when the first clock on earth shows it, and comes for each contact by theirs', () => {
    const look = nextDateLook(date(), '2026-12-24', { ...day, after: at('2026-12-01T00:00') });
    // The first clock is 14 hours ahead of UTC.
    expect(iso(look?.at)).toBe('2026-12-23T19:00');
    const comes = (zone: string) =>
      iso(look && personDate(date(), '2026-12-24', { type: 'date', look, person: lives(zone) }));
    expect(['Asia/Tokyo', VIENNA, 'America/Lima'].map(comes)).toEqual([
      '2026-12-24T00:00',
      '2026-12-24T08:00',
      '2026-12-24T14:00',
    ]);
  });

  it('[E-05] that the first clock has shown already may lie ahead for others', () => {
    const now = at('2026-12-24T06:00');
    const look = nextDateLook(date(), '2026-12-24', { ...day, after: now });
    expect(look?.at).toBe(now + 1);
    const late = nextDateLook(date(), '2026-12-24', { ...day, after: now + 48 * HOUR_MS });
    expect(late).toBeNull();
  });

  it('[E-17] comes at the hour at which the contact reads most, else at the one that was given', () => {
    const usual = date({ usualHour: true });
    const look = nextDateLook(usual, '2026-12-24', { ...day, after: at('2026-12-01T00:00') });
    const comes = (bestHour: number | null) => {
      const person = lives(VIENNA, bestHour);
      return iso(look && personDate(usual, '2026-12-24', { type: 'date', look, person }));
    };
    expect([comes(20), comes(0), comes(null)]).toEqual([
      '2026-12-24T19:00',
      '2026-12-23T23:00',
      '2026-12-24T08:00',
    ]);
  });

  it('[E-06] is of no use once the date is another one', () => {
    const look = { at: at('2026-12-23T19:00'), basis: '2026-12-24' };
    const ask = { type: 'date' as const, look, person: lives(VIENNA) };
    expect(personDate(date(), '2026-12-25', ask)).toBeNull();
    expect(personDate(date(), null, ask)).toBeNull();
  });

  it('[E-05] comes each year, on 28 February where there is no 29th', () => {
    const birthday = date({ yearly: true });
    const born = '2004-02-29';
    let look = nextDateLook(birthday, born, { ...day, after: at('2026-12-01T00:00') });
    const days: (string | null)[] = [];
    for (let year = 0; year < 2 && look; year += 1) {
      const ask = { type: 'date' as const, look, person: lives(VIENNA) };
      days.push(iso(personDate(birthday, born, ask)));
      look = followingDateLook(birthday, born, { ...day, look });
    }
    expect(days).toEqual(['2027-02-28T08:00', '2028-02-29T08:00']);
    const once = followingDateLook(date(), born, { ...day, look: { at: 0, basis: born } });
    expect(once).toBeNull();
  });

  it('[E-06] of an instant is looked at before its day comes by anybody’s clock, each year', () => {
    const appointment = at('2026-12-24T12:00');
    // By the first clock it is on the 25th already.
    for (const given of [{ amount: 1 }, { amount: 1, usualHour: true }, { yearly: true }]) {
      const rule = date(given);
      const field = { type: 'datetime' as const, zone: VIENNA };
      let look = nextDateLook(rule, appointment, { ...field, after: at('2026-12-01T00:00') });
      for (let year = 2026; look && year < (rule.yearly ? 2028 : 2027); year += 1) {
        for (const zone of ['Asia/Tokyo', VIENNA, 'America/New_York', 'Pacific/Pago_Pago']) {
          const ask = { type: 'datetime' as const, look, person: lives(zone, 5) };
          const comes = personDate(rule, appointment, ask);
          expect(new Date(comes ?? 0).getUTCFullYear()).toBe(year);
          expect(comes).toBeGreaterThanOrEqual(look.at);
        }
        look = followingDateLook(rule, appointment, { ...field, look });
      }
    }
  });

  it('[E-05] of an instant at New Year comes each year for everybody, on the day that it was for them', () => {
    const birthday = date({ yearly: true });
    const comes = (value: number): (string | null)[] => {
      const field = { type: 'datetime' as const, zone: VIENNA };
      const look = nextDateLook(birthday, value, { ...field, after: at('2026-06-01T00:00') });
      return ['Asia/Tokyo', VIENNA, 'America/New_York'].map((zone) =>
        iso(look && personDate(birthday, value, { type: 'datetime', look, person: lives(zone) }))
      );
    };
    // 1 January in Tokyo, and still 31 December in Vienna and New York.
    expect(comes(at('2000-12-31T20:00'))).toEqual([
      '2027-01-01T00:00',
      '2026-12-31T08:00',
      '2026-12-31T14:00',
    ]);
    // Before 1995 no country had the clock that is first today.
    expect(comes(at('1990-01-01T00:00'))).toEqual([
      '2027-01-01T00:00',
      '2027-01-01T08:00',
      '2026-12-31T14:00',
    ]);
  });

  it('[E-05] of an instant comes once each year for everybody, in every year, however many days before or after', () => {
    const hours = fc.integer({ min: -48, max: 48 });
    const days = fc.constantFrom(0, 59);
    const values = fc
      .tuple(fc.integer({ min: 1970, max: 2025 }), days, hours)
      .map(([year, day, plus]) => Date.UTC(year, 0, 1 + day) + plus * HOUR_MS);
    const zones = fc.constantFrom(
      'Pacific/Auckland',
      'Asia/Tokyo',
      VIENNA,
      'America/New_York',
      'Pacific/Pago_Pago'
    );
    const rules = fc.record({
      side: fc.constantFrom('before', 'after'),
      amount: fc.integer({ min: 0, max: 60 }),
      at: fc.constantFrom(null, '00:00', '09:00', '23:30'),
    });
    fc.assert(
      fc.property(values, zones, rules, (value, zone, given) => {
        const rule = date({ yearly: true, ...given });
        const field = { type: 'datetime' as const, zone: VIENNA };
        let look = nextDateLook(rule, value, { ...field, after: at('2026-06-01T00:00') });
        let before: number | null = null;
        for (let year = 0; year < 5; year += 1) {
          look = look && followingDateLook(rule, value, { ...field, look });
          const ask = look && { type: 'datetime' as const, look, person: lives(zone) };
          const comes = ask && personDate(rule, value, ask);
          expect(comes).toBeGreaterThanOrEqual(look?.at ?? Infinity);
          if (before !== null) {
            expect((comes ?? 0) - before).toBeGreaterThan(364 * DAY_MS);
            expect((comes ?? 0) - before).toBeLessThan(367 * DAY_MS);
          }
          before = comes;
        }
      })
    );
  });

  it('[E-06] of the business comes at one instant for all', () => {
    const ours = date({ zone: 'business' });
    expect(isByPerson(ours)).toBe(false);
    const look = nextDateLook(ours, '2026-12-24', { ...day, after: at('2026-12-01T00:00') });
    expect([iso(look?.at), look?.basis]).toEqual(['2026-12-24T08:00', '2026-12-24']);
  });
});

describe('a time of the clock', () => {
  const never = { isHoliday: () => false };
  const around = { zone: VIENNA, after: at('2026-10-24T12:00'), ...never };

  it('[E-16] is looked at when the first clock shows it, and comes for each contact by theirs', () => {
    const look = nextClockLook(clock(), around);
    expect([iso(look?.at), look?.basis]).toEqual(['2026-10-24T19:00', '2026-10-25T09:00']);
    const comes = (zone: string) => iso(look && personClock(clock(), look, lives(zone)));
    expect([comes('Asia/Tokyo'), comes(VIENNA)]).toEqual(['2026-10-25T00:00', '2026-10-25T08:00']);
  });

  it('[E-16] that the clock shows twice on 25 October comes at the first, once', () => {
    const half = clock({ zone: 'business', at: ['02:30'] });
    const first = nextClockLook(half, around);
    expect([iso(first?.at), first?.basis]).toEqual(['2026-10-25T00:30', '2026-10-25T02:30']);
    const next = nextClockLook(half, { ...around, after: first?.at ?? 0 });
    expect(iso(next?.at)).toBe('2026-10-26T01:30');
    const twice = { at: 0, basis: '2026-10-25T02:30' };
    expect(iso(personClock(clock(), twice, lives(VIENNA)))).toBe('2026-10-25T00:30');
  });

  it('[E-17] comes on its day at the hour at which the contact reads most', () => {
    const usual = clock({ usualHour: true, at: ['12:00'] });
    const look = nextClockLook(usual, around);
    expect(look?.basis).toBe('2026-10-26T00:00');
    const comes = (bestHour: number | null) =>
      iso(look && personClock(usual, look, lives(VIENNA, bestHour)));
    expect([comes(20), comes(null)]).toEqual(['2026-10-26T19:00', '2026-10-26T11:00']);
  });

  it('[E-16] is none where no day is meant within a year', () => {
    const only = clock({ holidays: 'only' });
    expect(nextClockLook(only, around)).toBeNull();
  });
});
