import fc from 'fast-check';
import {
  isFresh,
  isMissingMedia,
  nextTryAfter,
  nextTryAfterRefusal,
  UPLOAD_MARGIN_MS,
} from '../../../server/src/media/domain/retry';
import { readRange } from '../../../server/src/media/domain/serving';

describe('parts of a file', () => {
  it.each([
    ['bytes=0-0', 10, { start: 0, end: 0 }],
    ['bytes=2-', 10, { start: 2, end: 9 }],
    ['bytes=-3', 10, { start: 7, end: 9 }],
    ['bytes=-30', 10, { start: 0, end: 9 }],
    ['bytes=5-500', 10, { start: 5, end: 9 }],
    ['bytes=10-', 10, 'none'],
    ['bytes=-0', 10, 'none'],
    ['bytes=0-', 0, 'none'],
    ['bytes=5-4', 10, null],
    ['bytes=-', 10, null],
    ['bytes=0-1,3-4', 10, null],
    ['items=0-1', 10, null],
    [undefined, 10, null],
  ])('%s of %i bytes', (header, size, part) => {
    expect(readRange(header, size)).toEqual(part);
  });

  it('always lies inside the file', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (a, b, size) => {
        const part = readRange(`bytes=${a}-${b}`, size);
        if (part === null || part === 'none') return;
        expect(part.start).toBeLessThanOrEqual(part.end);
        expect(part.end).toBeLessThan(size);
      })
    );
  });
});

describe('tries and lives of files', () => {
  it('waits longer after each failed try, and ends', () => {
    const waits = Array.from({ length: 10 }, (_u, n) => nextTryAfter(n + 1) ?? 0);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[0]).toBe(2_000);
    expect(nextTryAfter(11)).toBeNull();
  });

  it('tries a refused file for some hours, and not longer than Meta keeps files', () => {
    const waits = [1, 2, 3, 4, 5].map((attempts) => nextTryAfterRefusal(attempts, 0));
    expect(waits).toEqual([60_000, 600_000, 3_600_000, 21_600_000, null]);
    expect(nextTryAfterRefusal(1, 7 * 24 * 3_600_000)).toBeNull();
    // The first refusal after a server that did not answer for long.
    expect(nextTryAfterRefusal(7, 0, true)).toBe(21_600_000);
    expect(nextTryAfterRefusal(7, 7 * 24 * 3_600_000, true)).toBeNull();
  });

  it('does not send an id shortly before Meta drops it', () => {
    expect(isFresh(null, 0)).toBe(false);
    expect(isFresh(UPLOAD_MARGIN_MS + 1, 0)).toBe(true);
    expect(isFresh(UPLOAD_MARGIN_MS, 0)).toBe(false);
  });

  it('knows a refusal for a file that is gone from others', () => {
    const gone = 'Invalid parameter Media ID 12 does not exist or belongs to another phone number.';
    expect(isMissingMedia({ code: 100, text: gone })).toBe(true);
    expect(isMissingMedia({ code: 131052, text: '' })).toBe(true);
    expect(isMissingMedia({ code: 100, text: 'Invalid parameter to' })).toBe(false);
    expect(isMissingMedia({ code: 131053, text: gone })).toBe(false);
  });
});
