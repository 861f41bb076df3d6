import fc from 'fast-check';
import { fold, foldKeyword } from '../../../server/src/contracts/fold';

describe('fold', () => {
  it('[O-17] makes İPTAL, IPTAL, iptal, ıptal and "İptal." equal', () => {
    const forms = [
      'İPTAL',
      'IPTAL',
      'iptal',
      'ıptal',
      'İptal.',
      ' iptal ',
      'i̇ptal',
      'İ P T A L',
      'iptal!!! 🛑',
    ];
    expect(new Set(forms.map(foldKeyword))).toEqual(new Set(['iptal']));
  });

  it.each([
    ['Ayşe ÇELİK', 'ayse celik'],
    ['Şule Ğüöç', 'sule guoc'],
    ['ﬁn', 'fin'],
    ['JOSÉ', 'jose'],
  ])('[C-09] folds %j to %j', (given, wanted) => {
    expect(fold(given)).toBe(wanted);
  });

  it('folds twice as it folds once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(foldKeyword(foldKeyword(text))).toBe(foldKeyword(text));
      })
    );
  });

  it('does not care for case', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abcçdefgğhıijklmnoöprsştuüvyz') }),
        (text) => {
          expect(fold(text.toLocaleUpperCase('tr'))).toBe(fold(text));
        }
      )
    );
  });
});
