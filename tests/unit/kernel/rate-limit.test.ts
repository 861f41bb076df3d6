import { createRateLimit } from '../../../server/src/kernel/rate-limit';

describe('the rate limit', () => {
  it('lets this many of a key through in a window, then again in the next', () => {
    const limit = createRateLimit({ most: 2, perMs: 1_000 });
    expect([0, 10, 20, 999].map((at) => limit.take('a', at))).toEqual([true, true, false, false]);
    expect(limit.take('b', 20)).toBe(true);
    expect(limit.take('a', 1_000)).toBe(true);
  });

  it('remembers a bounded number of keys, no matter who floods it', () => {
    const limit = createRateLimit({ most: 1, perMs: 1_000, keys: 100 });
    for (let n = 0; n < 10_000; n += 1) limit.take(`key ${n}`, 5);
    expect(limit.size()).toBeLessThanOrEqual(100);
    expect(limit.take('key 9999', 6)).toBe(false);
  });

  it('forgets windows that are over', () => {
    const limit = createRateLimit({ most: 1, perMs: 1_000 });
    for (let n = 0; n < 50; n += 1) limit.take(`key ${n}`, 0);
    limit.take('late', 5_000);
    expect(limit.size()).toBe(1);
  });
});
