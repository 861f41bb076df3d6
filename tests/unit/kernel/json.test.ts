import { isDeeperThan, textsOf } from '../../../server/src/kernel/json';

const nested = (depth: number, inner: unknown): unknown => {
  let value = inner;
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { a: value };
  return value;
};

describe('JSON from outside', () => {
  it('[X-06] gives up its texts however deep it is, so that an erased person is found in it', () => {
    expect([...textsOf(nested(200_000, '905321112233'))]).toEqual(['905321112233']);
    expect([...textsOf({ a: ['x', { b: 'y' }], c: 1, d: null })].sort()).toEqual(['x', 'y']);
    expect([...textsOf(Array.from({ length: 300_000 }, () => 'z'))]).toHaveLength(300_000);
  });

  it('says whether it is deeper than a bound', () => {
    expect(isDeeperThan(3, nested(3, 'x'))).toBe(false);
    expect(isDeeperThan(3, nested(4, 'x'))).toBe(true);
    expect(isDeeperThan(60, nested(200_000, 'x'))).toBe(true);
  });
});
