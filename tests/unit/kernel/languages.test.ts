import { orderIn } from '../../../server/src/kernel/collation';
import { regionOf } from '../../../server/src/kernel/region';

describe('regionOf', () => {
  it.each([
    ['tr', 'TR'],
    ['en', 'US'],
    ['pt-BR', 'BR'],
    ['de', 'DE'],
    ['es-419', 'US'],
    ['no such language', 'US'],
    [null, 'US'],
  ])('guesses of %s a country that people can change', (language, country) => {
    expect(regionOf(language)).toBe(country);
  });
});

describe('orderIn', () => {
  it('is that of the reader’s language', () => {
    const names = ['zebra', 'çay', 'cam', 'dal'];
    expect([...names].sort(orderIn('tr'))).toEqual(['cam', 'çay', 'dal', 'zebra']);
    expect(['z', 'ä', 'a'].sort(orderIn('sv'))).toEqual(['a', 'z', 'ä']);
    expect(['z', 'ä', 'a'].sort(orderIn('de'))).toEqual(['a', 'ä', 'z']);
  });

  it('is a neutral one where nobody says which', () => {
    expect(['b', 'a'].sort(orderIn(null))).toEqual(['a', 'b']);
    expect(['b', 'a'].sort(orderIn('no such language'))).toEqual(['a', 'b']);
  });
});
