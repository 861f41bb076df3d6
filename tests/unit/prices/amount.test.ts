import fc from 'fast-check';
import { readAmount } from '../../../server/src/prices/domain/amount';

const read = (text: string) => {
  const amount = readAmount(text);
  return amount.ok ? amount.value : amount.error;
};

describe('a price as people and files write it', () => {
  it.each([
    ['0.0512', 51_200],
    ['0,0512', 51_200],
    ['$0.0512', 51_200],
    ['€ 0,05', 50_000],
    ['.5', 500_000],
    ['586.33', 586_330_000],
    ['1,234.50', 1_234_500_000],
    ['1.234,50', 1_234_500_000],
    ['USD 0.0625', 62_500],
    ['0', 0],
  ])('reads %s', (text, micros) => {
    expect(read(text)).toBe(micros);
  });

  it.each(['', ' ', 'n/a', 'N/A', '-', '–', 'none'])('takes %j as no rate', (text) => {
    expect(read(text)).toBeNull();
  });

  it.each([
    ['-0.05', 'negative'],
    ['(0.05)', 'negative'],
    ['0.0000001', 'too-precise'],
    ['1000000', 'too-high'],
    ['1,234', 'ambiguous'],
    ['1.2.3', 'ambiguous'],
    ['1,2,3', 'ambiguous'],
    ['five', 'not-a-rate'],
    ['=1+1', 'not-a-rate'],
    ['1e5', 'not-a-rate'],
    ['0x10', 'not-a-rate'],
    ['Infinity', 'not-a-rate'],
  ])('refuses %s as %s', (text, kind) => {
    expect(read(text)).toBe(kind);
  });

  it('reads back what was written with up to six digits, with a point or a comma', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999 }),
        fc.nat(999_999),
        fc.boolean(),
        (whole, rest, comma) => {
          const text = `${whole}.${String(rest).padStart(6, '0')}`;
          expect(read(comma ? text.replace('.', ',') : text)).toBe(whole * 1_000_000 + rest);
        }
      )
    );
  });

  it('answers for any text without throwing, and never below zero', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'grapheme' }), (text) => {
        const amount = readAmount(text);
        expect(!amount.ok || amount.value === null || amount.value >= 0).toBe(true);
      }),
      { numRuns: 1000 }
    );
  });
});
