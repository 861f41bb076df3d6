import { isDeeperThan, textsOf, toJsonColumn } from '../../../server/src/kernel/json';

const nested = (depth: number, inner: unknown): unknown => {
  let value = inner;
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { a: value };
  return value;
};

describe('JSON from outside', () => {
  it('[X-06] gives up its texts however deep it is, so that an erased contact is found in it', () => {
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

describe('JSON for a column', () => {
  it('has no NUL and no half of an emoji, wherever they were', () => {
    const value = { a: ['b\u0000c', { d: '😡'.slice(0, 1) }], e: 'whole 😡', f: null, g: 1 };
    expect(JSON.parse(toJsonColumn(value))).toEqual({
      a: ['bc', { d: '\ufffd' }],
      e: 'whole 😡',
      f: null,
      g: 1,
    });
  });

  it('leaves all else as it is', () => {
    const value = { a: 'says \\u0000', b: 'ş', c: ['\n', '"'] };
    expect(JSON.parse(toJsonColumn(value))).toEqual(value);
    expect(toJsonColumn(null)).toBe('null');
  });
});
