import fc from 'fast-check';
import { csvCell, csvLine } from '../../../server/src/kernel/csv';
import {
  addCounters,
  afterFailure,
  leftMs,
  nextRate,
} from '../../../server/src/operations/domain/progress';

describe('the speed of an operation', () => {
  it('[L-04] is that of the first step, then follows smoothly; a step without parts leaves it', () => {
    expect(nextRate(null, { done: 100, tookMs: 500 })).toBe(200);
    expect(nextRate(200, { done: 0, tookMs: 500 })).toBe(200);
    expect(nextRate(200, { done: 100, tookMs: 1000 })).toBeCloseTo(170);
    expect(nextRate(null, { done: 5, tookMs: 0 })).toBe(5000);
  });

  it('[L-04] gives the time left, or none where it cannot be said', () => {
    expect(leftMs({ done: 400, total: 1000, perSecond: 200 })).toBe(3000);
    expect(leftMs({ done: 1200, total: 1000, perSecond: 200 })).toBe(0);
    expect(leftMs({ done: 1, total: null, perSecond: 200 })).toBeNull();
    expect(leftMs({ done: 1, total: 5, perSecond: 0 })).toBeNull();
    expect(leftMs({ done: 1, total: 5, perSecond: null })).toBeNull();
  });
});

describe('what follows a failed step', () => {
  it('[L-05] is a later try, five times at most, and none after a refusal', () => {
    expect([0, 1, 2, 3].map((n) => afterFailure(n, false, 1000))).toEqual(
      [2000, 3000, 5000, 9000].map((retryAt) => ({ retryAt }))
    );
    expect(afterFailure(4, false, 1000)).toBe('give-up');
    expect(afterFailure(0, true, 1000)).toBe('give-up');
  });

  it('adds counters by name', () => {
    expect(addCounters(null, { a: 1 })).toEqual({ a: 1 });
    expect(addCounters({ a: 1, b: 2 }, { a: 2, c: 1 })).toEqual({ a: 3, b: 2, c: 1 });
    expect(addCounters({ a: 1 }, undefined)).toEqual({ a: 1 });
  });
});

describe('a cell of a CSV file', () => {
  it('[L-02] is never a formula for a spreadsheet, and numbers stay numbers', () => {
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(csvCell('@SUM(1)')).toBe("'@SUM(1)");
    expect(csvCell(' \t=1+1')).toBe(`"' \t=1+1"`);
    expect(csvCell('+90 532 111 22 33')).toBe('+90 532 111 22 33');
    expect(csvCell('-12.5')).toBe('-12.5');
    expect(csvCell('-12+cmd|x')).toBe("'-12+cmd|x");
    expect(csvCell(null)).toBe('');
    expect(csvLine(['a;b', 'c', { d: 1 }])).toBe('"a;b",c,"{""d"":1}"\r\n');
    fc.assert(
      fc.property(fc.string(), (text) => {
        const shown = csvCell(text).replace(/^"/, '');
        expect(/^\s*[=@]/.test(shown)).toBe(false);
      })
    );
  });
});
