import fc from 'fast-check';
import { markOfNumbers, readNumber } from '../../../server/src/kernel/numbers';

describe('numbers as people write them', () => {
  it.each([
    ['12', 12],
    ['12,5', 12.5],
    ['1.234,50', 1234.5],
    ['1,234.50', 1234.5],
    ['1.234.567', 1_234_567],
    ["1'234.50", 1234.5],
    ['1’234.50', 1234.5],
    ['1 234,50', 1234.5],
    ['1\u202f234,50', 1234.5],
    ['1,23,456.7', 123_456.7],
    ['₺1.234,50', 1234.5],
    ['1.234,50 TL', 1234.5],
    ['-$12.5', -12.5],
    ['$-12.5', -12.5],
    ['R$ 12,5', 12.5],
    ['12%', 12],
    ['12 %', 12],
    ['(1,234.50)', -1234.5],
    ['12-', -12],
    ['€12,-', 12],
    ['1.234,--', 1234],
    ['1.234.56', null],
    ['12.12.2024', null],
    ['−3', -3],
    ['١٢٣٫٥', 123.5],
    ['١٬٢٣٤٫٥', 1234.5],
    ['１２', 12],
    ['12a', null],
    ['12 apples', null],
    ['--3', null],
    ['', null],
    ['.', null],
    ['%', null],
    ['٫'.repeat(100_000), null],
    ['1'.repeat(100_000), null],
  ])('[P-02] reads %j as %j', (text, wanted) => {
    expect(readNumber(text)).toBe(wanted);
  });

  it.each([
    ['1.234', '.', 1.234],
    ['1.234', ',', 1234],
    ['1,234', ',', 1.234],
    ['1,234', '.', 1234],
    ['₺1.234', ',', 1234],
    // Not written as its column: nothing is taken for something else.
    ['1,234.50', ',', null],
    ['12.34', ',', null],
    ['1.23.456', ',', null],
  ] as const)('reads %s of a column with fractions behind %s as %s', (text, mark, wanted) => {
    expect(readNumber(text, mark)).toBe(wanted);
  });

  it.each([
    [['1.234', '12,5'], ','],
    [['1,234', '12.5'], '.'],
    [['1.234', '1.234.567'], ','],
    [['1.234', '0.500'], '.'],
    [['₺1.234', '₺2.000'], 'open'],
    [['12.5', '12,5'], 'open'],
    [['12', '', 'many'], null],
  ])('knows of %j how they are written: %s', (cells, mark) => {
    expect(markOfNumbers(cells)).toBe(mark);
  });

  it('reads every amount back as a language writes it', () => {
    const amount = fc.integer({ min: -1e12, max: 1e12 }).map((n) => n / 100);
    fc.assert(
      fc.property(
        amount,
        fc.constantFrom('en', 'tr', 'de', 'de-CH', 'fr', 'en-IN'),
        (n, language) => {
          const text = new Intl.NumberFormat(language).format(n);
          const mark = new Intl.NumberFormat(language).format(0.5).includes(',') ? ',' : '.';
          expect([text, readNumber(text, mark)]).toEqual([text, n === 0 ? 0 : n]);
        }
      )
    );
  });
});
