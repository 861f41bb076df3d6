import { tooSilent } from '../../../server/src/automations/domain/silence';
import { DAY_MS, HOUR_MS } from '../../../server/src/kernel/time';

const NOW = Date.UTC(2026, 10, 20, 12);
/** Hours of this many days, the last one this long ago. */
const daily = (days: number, last: number, everyMs = DAY_MS): number[] =>
  Array.from({ length: days }, (_, i) => NOW - last - i * everyMs);

/** Since how many hours it has been silent, on for as long as its past. */
const silentFor = (hours: readonly number[], activeSince = 0): number | null => {
  const since = tooSilent(hours, { activeSince, now: NOW });
  return since === null ? null : (NOW - since) / HOUR_MS;
};

describe('an automation that says nothing', () => {
  it('[E-02] is too silent after twice the longest pause that it ever made', () => {
    expect(silentFor(daily(10, DAY_MS))).toBeNull();
    expect(silentFor(daily(10, 2 * DAY_MS))).toBeNull();
    expect(silentFor(daily(10, 2 * DAY_MS + HOUR_MS))).toBe(49);
    // One weekend without anything makes two days an ordinary pause.
    const weekend = daily(10, 2 * DAY_MS + HOUR_MS).filter((_, i) => i !== 4);
    expect(silentFor(weekend)).toBeNull();
  });

  it('[E-02] is never too silent within a day, however often it speaks', () => {
    const hourly = daily(200, 20 * HOUR_MS, HOUR_MS);
    expect(silentFor(hourly)).toBeNull();
    expect(silentFor(daily(200, 25 * HOUR_MS, HOUR_MS))).toBe(25);
  });

  it('[E-02] is as silent as ever while it was off: silence begins with the activation', () => {
    const past = daily(10, 10 * DAY_MS);
    expect(silentFor(past)).toBe(240);
    expect(silentFor(past, NOW - HOUR_MS)).toBeNull();
    expect(silentFor(past, NOW - 2 * DAY_MS)).toBeNull();
    expect(silentFor(past, NOW - 50 * HOUR_MS)).toBe(50);
  });

  it('[E-02] has a past of eight hours on five days before anybody can say what is usual', () => {
    expect(silentFor([])).toBeNull();
    expect(silentFor(daily(7, 10 * DAY_MS))).toBeNull();
    expect(silentFor(daily(40, 10 * DAY_MS, HOUR_MS))).toBeNull();
    expect(silentFor(daily(8, 10 * DAY_MS))).toBe(240);
  });
});
