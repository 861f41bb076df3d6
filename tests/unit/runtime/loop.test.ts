import { turnOf } from '../../../server/src/runtime/loop';

/** What Node would have measured of gaps of these lengths, ms. */
const gapsOf = (lengths: number[]) => {
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const variance = lengths.reduce((sum, one) => sum + (one - mean) ** 2, 0) / lengths.length;
  return { count: lengths.length, mean: mean * 1e6, stddev: Math.sqrt(variance) * 1e6 };
};
const times = (n: number, ms: number): number[] => Array.from({ length: n }, () => ms);

describe('the turns of the event loop', () => {
  it('an idle loop and one that was not looked at have none', () => {
    expect(turnOf(gapsOf(times(50, 10)))).toBeCloseTo(0);
    expect(turnOf({ count: 0, mean: NaN, stddev: NaN })).toBe(0);
  });

  it('one long turn in a second of short ones counts by the time that it took', () => {
    expect(turnOf(gapsOf([...times(50, 10), 500]))).toBeGreaterThan(200);
    expect(turnOf(gapsOf([...times(99, 10), 12]))).toBeLessThan(1);
  });

  it('turns of equal length are that long', () => {
    expect(turnOf(gapsOf(times(5, 100)))).toBeCloseTo(90);
  });
});
