import {
  afterWork,
  lineUp,
  NO_LINE,
  type WorkLine,
} from '../../../server/src/flows/domain/work-line';

const NOW = 1_000_000;

/** When each of these runs tries again, from now on. */
const delays = (runs: number, first: WorkLine, { random = 0.5, atOnce = 10 } = {}): number[] => {
  let line = first;
  return Array.from({ length: runs }, () => {
    const turn = lineUp(line, { now: NOW, random, atOnce });
    ({ line } = turn);
    return turn.at - NOW;
  });
};
const usual = (ms: number): WorkLine =>
  Array.from({ length: 60 }, () => ms).reduce(afterWork, NO_LINE);

describe('runs that wait to call another system, or to find or write an entry', () => {
  it('[B-16] try again one after the other, as calls become free, and not all at once', () => {
    const slow = delays(100, usual(8_000));
    expect(slow.slice(0, 3)).toEqual([800, 1_600, 2_400]);
    expect(slow.at(-1)).toBe(80_000);
    expect(delays(3, usual(9_000), { atOnce: 3 })).toEqual([3_000, 6_000, 9_000]);
  });

  it('[B-16] wait no longer than the calls before them last, where these are quick', () => {
    expect(Math.max(...delays(600, usual(20)))).toBeLessThanOrEqual(1_300);
    expect(Math.min(...delays(600, usual(20), { random: 0 }))).toBe(375);
  });

  it('[B-16] wait some minutes at most, at different times', () => {
    const most = 5 * 60_000;
    expect(Math.max(...delays(20_000, usual(8_000), { random: 1 }))).toBe(most * 1.25);
    expect(delays(20_000, usual(8_000), { random: 0 }).at(-1)).toBe(most * 0.75);
  });
});
