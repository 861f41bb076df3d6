import { tooSilent } from '../../../server/src/automations/domain/silence';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';

const NOW = Date.UTC(2026, 10, 20, 12);
/** Hours of this many days, the last one this long ago. */
const daily = (days: number, last: number, everyMs = DAY_MS): number[] =>
  Array.from({ length: days }, (_, i) => NOW - last - i * everyMs);

describe('an automation that says nothing', () => {
  it('[E-02] is too silent after twice the longest pause that it ever made', () => {
    expect(tooSilent(daily(10, DAY_MS), NOW)).toBeNull();
    expect(tooSilent(daily(10, 2 * DAY_MS), NOW)).toBeNull();
    expect(tooSilent(daily(10, 2 * DAY_MS + HOUR_MS), NOW)).toBe(49);
    // One weekend without anything makes two days an ordinary pause.
    const weekend = daily(10, 2 * DAY_MS + HOUR_MS).filter((_, i) => i !== 4);
    expect(tooSilent(weekend, NOW)).toBeNull();
  });

  it('[E-02] is never too silent within a day, however often it speaks', () => {
    const hourly = daily(200, 20 * HOUR_MS, HOUR_MS);
    expect(tooSilent(hourly, NOW)).toBeNull();
    expect(tooSilent(daily(200, 25 * HOUR_MS, HOUR_MS), NOW)).toBe(25);
  });

  it('[E-02] has a past of eight hours on five days before anybody can say what is usual', () => {
    expect(tooSilent([], NOW)).toBeNull();
    expect(tooSilent(daily(7, 10 * DAY_MS), NOW)).toBeNull();
    expect(tooSilent(daily(40, 10 * DAY_MS, HOUR_MS), NOW)).toBeNull();
    expect(tooSilent(daily(8, 10 * DAY_MS), NOW)).toBe(240);
  });
});
