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
    ['1\u00a0234\u00a0567 грн', 1_234_567],
    ['5 10', null],
    ['3 4', null],
    ['532 111 00 01', null],
    ['012 345', null],
    ["12'34", null],
    ['1 2345', null],
    ['1 23 456', 123_456],
    ['\u200e12', 12],
    ['\u202b١٢٣٫٥\u202c', 123.5],
    ['%12', 12],
    ['% 12,5', 12.5],
    ['Rp 1.234.567', 1_234_567],
    ['RM 1,234.50', 1234.5],
    ['1.234.567 VND', 1_234_567],
    ['COP 1.234.567', 1_234_567],
    ['Rs 1,23,456/-', 123_456],
    ['KSh 12,345,678/=', 12_345_678],
    ['S/ 1,234.50', 1234.5],
    ['R 1 234,50', 1234.5],
    ['R17', null],
    ['12/-5', null],
    ['12 KG', null],
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
    ['1,234円', '.', 1234],
    ['1,234원', '.', 1234],
    ['R1,234', '.', 1234],
    ['1,234 ر.س', '.', 1234],
    ['1,234 د.إ.\u200f', '.', 1234],
    // Not written as its column: nothing is taken for something else.
    ['1,234.50', ',', null],
    ['12.34', ',', null],
    ['1.23.456', ',', null],
    ['0.123', ',', null],
    ['0,123', '.', null],
    ['02,34,567', '.', null],
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
