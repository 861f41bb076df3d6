import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dayOf, isDue } from '../../../server/src/runtime/domain/daily';

const ZONES = ['Europe/Vienna', 'America/New_York', 'Europe/Istanbul', 'Pacific/Apia', 'UTC'];

/** The local times at which a job runs that is asked every minute from `from` to `to`. */
const runs = (from: string, to: string, { zone, time }: { zone: string; time: string }) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const found: string[] = [];
  let last = dayOf(DateTime.fromISO(from, { zone }).toMillis() - 1, zone);
  for (let at = Date.parse(from); at <= Date.parse(to); at += 60_000) {
    if (!isDue(at, { time: { hour, minute }, last, zone })) continue;
    last = dayOf(at, zone);
    found.push(DateTime.fromMillis(at, { zone }).toFormat('dd HH:mm'));
  }
  return found;
};

describe('a job of every day', () => {
  it.each([
    [
      'Europe/Vienna',
      '2026-03-28T12:00:00Z',
      '2026-03-30T12:00:00Z',
      '02:07',
      ['29 03:00', '30 02:07'],
    ],
    [
      'Europe/Vienna',
      '2026-10-24T12:00:00Z',
      '2026-10-26T12:00:00Z',
      '02:07',
      ['25 02:07', '26 02:07'],
    ],
    [
      'America/New_York',
      '2026-10-31T12:00:00Z',
      '2026-11-02T12:00:00Z',
      '01:30',
      ['01 01:30', '02 01:30'],
    ],
    [
      'Europe/Istanbul',
      '2026-03-28T12:00:00Z',
      '2026-03-30T12:00:00Z',
      '03:17',
      ['29 03:17', '30 03:17'],
    ],
  ])('runs once a day in %s from %s to %s at %s', (zone, from, to, time, expected) => {
    expect(runs(from, to, { zone, time })).toEqual(expected);
  });

  it('runs later where no server ran at its time, and once', () => {
    const time = { hour: 3, minute: 17 };
    const noon = Date.parse('2026-06-02T12:00:00Z');
    expect(isDue(noon, { time, last: '2026-05-30', zone: 'UTC' })).toBe(true);
    expect(isDue(noon, { time, last: '2026-06-02', zone: 'UTC' })).toBe(false);
    expect(
      isDue(Date.parse('2026-06-02T03:16:59Z'), { time, last: '2026-06-01', zone: 'UTC' })
    ).toBe(false);
  });

  it('does not run again when the clock is set back, however far', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000_000 }),
        fc.nat({ max: 30 * 86_400_000 }),
        fc.constantFrom(...ZONES),
        (at, back, zone) => {
          const time = { hour: 0, minute: 0 };
          expect(isDue(at - Math.min(at, back), { time, last: dayOf(at, zone), zone })).toBe(false);
        }
      )
    );
  });
});
