import fc from 'fast-check';
import { crossed } from '../../../server/src/campaigns/domain/guard';
import {
  bestOf,
  certaintyOf,
  differenceP,
  holm,
  judgeTest,
  wilson,
} from '../../../server/src/campaigns/domain/significance';

const arm = (letter: 'A' | 'B' | 'C', successes: number, of: number) => ({
  letter,
  delivered: of,
  successes,
  of,
});

describe('what the figures of a test say', () => {
  it('[A-12] gives Wilson intervals as published (Newcombe 1998, method 3)', () => {
    const published: [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [successes, of, low, high] of published) {
      const rate = wilson(successes, of);
      expect(rate?.low).toBeCloseTo(low, 4);
      expect(rate?.high).toBeCloseTo(high, 4);
    }
    expect(wilson(0, 0)).toBeNull();
  });

  it('[A-12] every interval holds its rate and lies between 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }), (n, of) => {
        const rate = wilson(Math.min(n, of), of);
        if (!rate) throw new Error('no interval');
        expect(rate.low).toBeLessThanOrEqual(rate.rate);
        expect(rate.high).toBeGreaterThanOrEqual(rate.rate);
        expect(rate.low).toBeGreaterThanOrEqual(0);
        expect(rate.high).toBeLessThanOrEqual(1);
      })
    );
  });

  it('[A-12] the two-proportion test agrees with tables of the normal distribution', () => {
    // z = 2.5460 (80 and 50 of 200 are 40 % and 25 %: z = 3.2026, p = 0.001362)
    expect(differenceP({ successes: 80, of: 200 }, { successes: 50, of: 200 })).toBeCloseTo(
      0.001362,
      5
    );
    expect(differenceP({ successes: 50, of: 100 }, { successes: 50, of: 100 })).toBeCloseTo(1, 6);
    expect(differenceP({ successes: 0, of: 0 }, { successes: 5, of: 10 })).toBe(1);
  });

  it('[A-12] corrects by Holm as published, keeps the order and never makes a p smaller', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 10));
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(ps, (all) => {
        const corrected = holm(all);
        all.forEach((p, i) => {
          expect(corrected[i]).toBeGreaterThanOrEqual(p);
          expect(corrected[i]).toBeLessThanOrEqual(Math.min(1, p * all.length) + 1e-12);
        });
        for (const [i, p] of all.entries())
          for (const [j, q] of all.entries())
            if (p < q) expect(corrected[i]).toBeLessThanOrEqual(corrected[j] ?? 1);
      })
    );
  });

  it('[A-12] says nothing below 30 successes, and tells chance from a clear difference', () => {
    expect(certaintyOf([arm('A', 10, 1_000), arm('B', 19, 1_000)])).toBe('too-few');
    expect(certaintyOf([arm('A', 50, 500), arm('B', 52, 500)])).toBe('chance');
    expect(certaintyOf([arm('A', 50, 500), arm('B', 150, 500)])).toBe('clear');
    expect(certaintyOf([arm('A', 150, 500), arm('B', 149, 500), arm('C', 50, 500)])).toBe('some');
  });

  it('[M-44] the rule needs 100 delivered of each, 30 successes and one that is best', () => {
    expect(judgeTest([arm('A', 60, 99), arm('B', 10, 500)])).toEqual({ why: 'too-few-delivered' });
    expect(judgeTest([arm('A', 14, 100), arm('B', 15, 100)])).toEqual({ why: 'too-few' });
    expect(judgeTest([arm('A', 40, 100), arm('B', 40, 100)])).toEqual({ why: 'tie' });
    expect(judgeTest([arm('A', 40, 100), arm('B', 41, 100)])).toEqual({ winner: 'B' });
    expect(bestOf([arm('A', 0, 100), arm('B', 0, 100)])).toBeNull();
  });
});

describe('guard rails', () => {
  const plan = { failedPercent: 20, optOutPercent: 3, least: 50 };

  it('[M-43] judge nothing of a small sample, and only what is above the rail', () => {
    expect(crossed(plan, { attempted: 49, failed: 49, optedOut: 49 })).toBeNull();
    expect(crossed(plan, { attempted: 50, failed: 10, optedOut: 1 })).toBeNull();
    expect(crossed(plan, { attempted: 50, failed: 11, optedOut: 0 })).toEqual({
      rail: 'guard-failed',
      percent: 22,
    });
    expect(crossed(plan, { attempted: 100, failed: 0, optedOut: 4 })).toEqual({
      rail: 'guard-opted-out',
      percent: 4,
    });
    const off = { ...plan, failedPercent: null, optOutPercent: null };
    expect(crossed(off, { attempted: 100, failed: 100, optedOut: 100 })).toBeNull();
  });
});
