import fc from 'fast-check';
import {
  bounds,
  LETTERS,
  partOf,
  placeOf,
  randomSplit,
  SPLIT,
} from '../../../server/src/campaigns/domain/split';

const shapes = fc.record({
  holdout: fc.integer({ min: 0, max: 50 }),
  share: fc.integer({ min: 1, max: 100 }),
  arms: fc.integer({ min: 1, max: 4 }),
});
const randoms = fc.tuple(
  fc.double({ min: 0, max: 0.999999, noNaN: true }),
  fc.double({ min: 0, max: 0.999999, noNaN: true })
);
const splitOf = ([first, second]: [number, number]) => {
  const numbers = [first, second];
  const { splitA: a, splitB: b } = randomSplit(() => numbers.shift() ?? 0);
  return { a, b };
};

describe('how a campaign divides its audience', () => {
  it('[M-44] every campaign puts every bucket at a place of its own', () => {
    fc.assert(
      fc.property(randoms, (r) => {
        const split = splitOf(r);
        const places = new Set(Array.from({ length: SPLIT }, (_, n) => placeOf(n, split)));
        return places.size === SPLIT;
      }),
      { numRuns: 30 }
    );
  });

  it('[M-44] the shares hold to a hundredth of a percent, and the arms are equal', () => {
    fc.assert(
      fc.property(shapes, randoms, (shape, r) => {
        const split = { ...shape, ...splitOf(r) };
        const counts = new Map<string, number>();
        for (let n = 0; n < SPLIT; n += 1) {
          const part = String(partOf(n, split));
          counts.set(part, (counts.get(part) ?? 0) + 1);
        }
        expect(counts.get('hold-out') ?? 0).toBe(shape.holdout * 100);
        const arms = LETTERS.map((letter) => counts.get(letter) ?? 0).filter((n) => n > 0);
        const tested = ((SPLIT - shape.holdout * 100) * shape.share) / 100;
        if (shape.arms === 1) expect(arms).toEqual([]);
        else {
          expect(arms).toHaveLength(shape.arms);
          for (const n of arms) expect(Math.abs(n - tested / shape.arms)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 25 }
    );
  });

  it('[M-44] the same contact has the same part every time, and more contacts in the test move nobody between arms and control group', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: SPLIT - 1 }), shapes, randoms, (n, shape, r) => {
        const split = { ...shape, ...splitOf(r) };
        expect(partOf(n, split)).toBe(partOf(n, { ...split }));
        const isOut = partOf(n, split) === 'hold-out';
        expect(partOf(n, { ...split, share: 100 }) === 'hold-out').toBe(isOut);
      })
    );
    expect(bounds({ holdout: 10, share: 20, arms: 2 })).toEqual({
      ends: [900, 1800],
      holdoutFrom: 9000,
    });
  });
});
