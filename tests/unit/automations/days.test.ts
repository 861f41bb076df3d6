import fc from 'fast-check';
import { beforeDays } from '../../../server/src/automations/domain/days';
import { isFree } from '../../../server/src/automations/domain/once';
import { DAY_MS } from '../../../server/src/kernel/time';
import { wallAt } from '../../../server/src/kernel/wall';

const VIENNA = 'Europe/Vienna';
const at = (text: string): number => Date.parse(text);
/** Is what was done then free again within so many days? */
const free = (days: number, { zone, then, now }: { zone: string; then: number; now: number }) =>
  isFree(then, { freeUpTo: beforeDays(days, { zone, now }) });

describe('days of a limit', () => {
  it('[E-16] let a weekly clock come each week, however late its turn was the week before', () => {
    const week = { zone: VIENNA, then: at('2026-11-09T08:00:40Z') };
    expect(free(7, { ...week, now: at('2026-11-16T08:00:00Z') })).toBe(true);
    expect(free(7, { ...week, now: at('2026-11-15T22:59:59Z') })).toBe(false);
    expect(free(8, { ...week, now: at('2026-11-16T08:00:00Z') })).toBe(false);
  });

  it('[E-16] let it come in the week in which clocks go forward, and on each day of a daily one', () => {
    // 09:00 in Vienna on both Mondays, an hour less than a week apart.
    const [then, now] = [at('2026-03-23T08:00:00Z'), at('2026-03-30T07:00:00Z')];
    expect(free(7, { zone: VIENNA, then, now })).toBe(true);
    const [saturday, sunday] = [at('2026-03-28T08:00:00Z'), at('2026-03-29T07:00:00Z')];
    expect(free(1, { zone: VIENNA, then: saturday, now: sunday })).toBe(true);
  });

  it('[E-16] are those of the clock by which the time is meant', () => {
    // 19:30 in New York, before and after clocks go forward there: the second one is a day earlier in UTC.
    const [then, now] = [at('2026-03-02T00:30:00Z'), at('2026-03-08T23:30:00Z')];
    expect(free(7, { zone: 'America/New_York', then, now })).toBe(true);
    expect(free(7, { zone: 'UTC', then, now })).toBe(false);
  });

  it('[E-16] are counted by the calendar, whatever its clocks do', () => {
    const zone = fc.constantFrom('UTC', VIENNA, 'Asia/Beirut', 'America/New_York', 'Asia/Tokyo');
    const instant = fc.integer({ min: at('2020-01-01'), max: at('2040-01-01') });
    const ago = fc.integer({ min: 0, max: 20 * DAY_MS });
    fc.assert(
      fc.property(
        zone,
        instant,
        ago,
        fc.integer({ min: 1, max: 20 }),
        (where, now, since, days) => {
          const then = now - since;
          const dayOf = (moment: number) => Math.floor(wallAt(where, moment) / DAY_MS);
          const isOver = dayOf(now) - dayOf(then) >= days;
          expect(free(days, { zone: where, then, now })).toBe(isOver);
        }
      )
    );
  });
});
