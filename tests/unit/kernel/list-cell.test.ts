import fc from 'fast-check';
import { joinList, splitList } from '../../../server/src/kernel/list-cell';

const read = (cell: string) => splitList(cell).map((value) => value.trim());

describe('several values in one cell', () => {
  it.each([
    ['vip, bursa;x|y', ['vip', 'bursa', 'x', 'y']],
    ['vip, "Bursa, merkez"', ['vip', 'Bursa, merkez']],
    ['"a ""b"" c",d', ['a "b" c', 'd']],
    ['VIP ::: Bursa, merkez', ['VIP', 'Bursa, merkez']],
    // A mark that nobody closes is a letter.
    ['5" vida, x', ['5" vida', 'x']],
    ['"a, b', ['"a', 'b']],
    ['', ['']],
  ])('are read from %s', (cell, values) => {
    expect(read(cell)).toEqual(values);
  });

  it('are returned as they were, with signs and marks in them', () => {
    const value = fc
      .string({ unit: fc.constantFrom('a', 'b', ' ', ',', ';', '|', '"', ':', 'ş'), maxLength: 8 })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        expect(read(joinList(values))).toEqual(values);
      })
    );
  });
});
