import { compareFigures } from '../../../bench/compare';

describe('two builds of a bench', () => {
  const before = [
    { db: 'sqlite', rate: 100, times: { p50: 4, p99: 0 }, rows: [{ n: 1 }] },
    { db: 'sqlite', rate: 300, times: { p50: 2, p99: 0 }, rows: [{ n: 1 }] },
    { db: 'sqlite', rate: 120, times: { p50: 3, p99: 0 }, rows: [{ n: 1 }] },
  ];
  const now = [{ db: 'sqlite', rate: 180, times: { p50: 1, p99: 7 }, fresh: 5, rows: [{ n: 2 }] }];

  it('are compared figure by figure, by the median of their rounds', () => {
    expect(compareFigures({ before, now }, true)).toEqual([
      { key: 'rate', before: 120, now: 180, ratio: 1.5 },
      { key: 'times.p50', before: 3, now: 1, ratio: 0.333 },
      { key: 'times.p99', before: 0, now: 7, ratio: null },
      { key: 'rows.0.n', before: 1, now: 2, ratio: 2 },
      { key: 'fresh', before: null, now: 5, ratio: null },
    ]);
  });

  it('have no ratio when their cases differ', () => {
    const ratios = compareFigures({ before, now }, false).map(({ ratio }) => ratio);
    expect(new Set(ratios)).toEqual(new Set([null]));
  });
});
