import * as fc from 'fast-check';
import {
  around,
  MOST_ROWS,
  moved,
  newest,
  shownRows,
  STEP,
  trimmed,
  WHOLE,
  type RowWindow,
} from '../../../../admin/src/pages/Inbox/thread/row-window';

const rowsOf = (count: number) => Array.from({ length: count }, (_, at) => ({ key: `m${at}` }));
const keys = (rows: { key: string }[]) => rows.map(({ key }) => Number(key.slice(1)));

describe('what is drawn of a long thread', () => {
  const long = rowsOf(100_000);

  it('is all of a short one', () => {
    expect(shownRows(rowsOf(30), WHOLE)).toHaveLength(30);
    const short = rowsOf(30);
    expect(trimmed(short, WHOLE, 29)).toBe(WHOLE);
    expect(newest(short)).toEqual(WHOLE);
  });

  it('[C-05] is bounded wherever one reads, and steps reach every message without a gap', () => {
    let window: RowWindow | null = newest(long);
    const seen = new Set<number>();
    for (let n = 0; window !== null; n += 1) {
      const drawn = keys(shownRows(long, window));
      expect(drawn.length).toBeLessThanOrEqual(MOST_ROWS + STEP);
      expect(drawn.at(-1)! - drawn[0]!).toBe(drawn.length - 1);
      drawn.forEach((one) => seen.add(one));
      window = moved(long, window, 'up');
      expect(n).toBeLessThan(2_000);
    }
    expect(seen.size).toBe(long.length);
  });

  it('overlaps from step to step, so that what is read stays drawn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom('up', 'down'), (at, way) => {
        const before = around(long, `m${at}`);
        const next = moved(long, before, way as 'up' | 'down');
        expect(keys(shownRows(long, before))).toContain(at);
        if (!next) return;
        const drawn = new Set(keys(shownRows(long, next)));
        const kept = keys(shownRows(long, before)).filter((one) => drawn.has(one));
        expect(kept.length).toBeGreaterThanOrEqual(STEP);
        expect(drawn.size).toBeLessThanOrEqual(MOST_ROWS);
      })
    );
  });

  it('leaves out what is far from what is read, wherever more comes in, and never what is read', () => {
    const rows = rowsOf(1_000);
    expect(keys(shownRows(rows, trimmed(rows, WHOLE, 0)))).toEqual(
      Array.from({ length: MOST_ROWS }, (_, at) => at)
    );
    expect(trimmed(rows, WHOLE, 999)).toEqual(newest(rows));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), (at) => {
        const drawn = keys(shownRows(rows, trimmed(rows, WHOLE, at)));
        expect(drawn).toHaveLength(MOST_ROWS);
        expect(drawn[0]).toBeLessThanOrEqual(Math.max(0, at - STEP));
        expect(drawn.at(-1)).toBeGreaterThanOrEqual(Math.min(999, at + STEP));
      })
    );
  });

  it('goes on when the row at an end has another key now', () => {
    expect(shownRows(rowsOf(10), { from: 'gone', to: 'gone too' })).toHaveLength(10);
  });
});
