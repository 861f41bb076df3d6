import fc from 'fast-check';
import { DateTime } from 'luxon';
import { bestHour } from '../../../server/src/campaigns/domain/best-hour';
import { dueIn, staleFrom } from '../../../server/src/campaigns/domain/due';
import {
  atHour,
  dayOf,
  instantOf,
  wallAt,
  wallOf,
  wallText,
} from '../../../server/src/kernel/wall';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = [
  'Europe/Istanbul',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Etc/GMT+12',
];
const iso = (at: number) => new Date(at).toISOString();
const zone = fc.constantFrom(...ZONES);
/** Minutes of the years 2020 to 2040. */
const minute = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 })
  .map((n) => n * 60_000);

describe('when somebody is due by their own clock', () => {
  it('[M-45] is the instant at which their clock shows the time, the first of two, or moved on by what is skipped', () => {
    fc.assert(
      fc.property(zone, minute, (name, wall) => {
        const at = instantOf(wall, name);
        const shown = wallAt(name, at);
        // Only clocks that go forward leave a time out, and by no more than an hour.
        expect(shown - wall).toBeGreaterThanOrEqual(0);
        expect(shown - wall).toBeLessThanOrEqual(HOUR);
        expect(shown).toBe(at + DateTime.fromMillis(at, { zone: name }).offset * 60_000);
        // Nothing earlier shows the same.
        for (const back of [HOUR / 2, HOUR]) expect(wallAt(name, at - back)).not.toBe(wall);
      })
    );
  });

  it('[M-45] knows the changes of clocks: 02:30 does not exist in March and comes twice in October', () => {
    const berlin = (text: string) => iso(instantOf(wallOf(text), 'Europe/Berlin'));
    expect(berlin('2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z'); // 03:30 there
    expect(berlin('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z'); // still summer time
    expect(berlin('2026-10-25T03:30')).toBe('2026-10-25T02:30:00.000Z');
    const howe = iso(instantOf(wallOf('2026-10-04T02:15'), 'Australia/Lord_Howe'));
    expect(howe).toBe('2026-10-03T15:45:00.000Z'); // half an hour is left out
  });

  it('[M-45] for whom the hour has passed gets it next day, at once or not at all, as the campaign says', () => {
    const wall = wallOf('2026-06-01T10:00');
    const now = Date.parse('2026-06-01T08:00:00Z');
    const tokyo = (ifPast: 'next-day' | 'at-once' | 'skip') =>
      dueIn(wall, 'Asia/Tokyo', { now, ifPast });
    expect(tokyo('next-day')).toEqual({ at: Date.parse('2026-06-02T01:00:00Z'), past: 'next-day' });
    expect(tokyo('at-once')).toEqual({ at: now, past: 'at-once' });
    expect(tokyo('skip')).toEqual({ at: null, past: 'skip' });
    expect(dueIn(wall, 'Europe/London', { now, ifPast: 'skip' })).toEqual({
      at: Date.parse('2026-06-01T09:00:00Z'),
      past: null,
    });
  });

  it('[M-45] next day is the first one on which the hour is still to come, at the same hour', () => {
    fc.assert(
      fc.property(zone, minute, fc.integer({ min: 0, max: 40 * DAY }), (name, wall, later) => {
        const now = instantOf(wall, name) + later;
        const { at } = dueIn(wall, name, { now, ifPast: 'next-day' });
        expect(at).not.toBeNull();
        expect(at ?? 0).toBeGreaterThanOrEqual(now);
        expect((at ?? 0) - now).toBeLessThanOrEqual(DAY + HOUR);
        const rest = (wallAt(name, at ?? 0) - wall) % DAY;
        // A whole number of days, but for an hour that is left out on that day.
        expect(Math.min(rest, DAY - rest)).toBeLessThanOrEqual(HOUR);
      })
    );
  });

  it('reads and writes clocks of no zone', () => {
    expect(wallText(wallOf('2026-12-24T10:05'))).toBe('2026-12-24T10:05');
    expect(dayOf(wallOf('2026-12-24T23:59'))).toBe('2026-12-24');
    expect(wallText(atHour(wallOf('2026-12-24T10:05'), 21))).toBe('2026-12-24T21:00');
  });
});

describe('until when a message is of use', () => {
  it('[M-50] is this many hours after the planned time, or the stated instant, whichever comes first', () => {
    expect(staleFrom(0, { staleAfterHours: null, staleAt: null })).toBeNull();
    expect(staleFrom(0, { staleAfterHours: 2, staleAt: null })).toBe(2 * HOUR);
    expect(staleFrom(0, { staleAfterHours: 2, staleAt: HOUR })).toBe(HOUR);
    expect(staleFrom(0, { staleAfterHours: 2, staleAt: 3 * HOUR })).toBe(2 * HOUR);
  });
});

describe('the best hour of a contact', () => {
  const at = (text: string, times = 1) => ({ at: Date.parse(`${text}:00Z`), times });

  it('[M-46] is the hour of their own clock with most reads and answers, at least 5 of them', () => {
    const evening = [at('2026-11-02T17:00', 3), at('2026-11-05T17:30', 2)];
    const morning = [at('2026-11-03T06:00', 4)];
    expect(bestHour([...evening, ...morning], 'Europe/Istanbul')).toBe(20);
    expect(bestHour([...evening, ...morning], 'America/New_York')).toBe(12);
    expect(bestHour(morning, 'Europe/Istanbul')).toBeNull();
    expect(bestHour([], 'Europe/Istanbul')).toBeNull();
  });

  it('[M-46] keeps to their clock when it changes, and to half hours', () => {
    const summer = at('2026-07-01T18:00', 3); // 20:00 in Berlin
    const winter = at('2026-11-15T19:00', 3); // 20:00 in Berlin
    expect(bestHour([summer, winter], 'Europe/Berlin')).toBe(20);
    expect(bestHour([at('2026-07-01T03:30', 5)], 'Asia/Kolkata')).toBe(9);
    expect(bestHour([at('2026-07-01T03:00', 5)], 'Asia/Kolkata')).toBe(8);
  });

  it('[M-46] takes the earlier of two that are alike', () => {
    expect(bestHour([at('2026-07-01T20:00', 5), at('2026-07-01T09:00', 5)], 'UTC')).toBe(9);
  });
});
