import fc from 'fast-check';
import { fold, foldCase, foldKeyword, formerFold } from '../../../server/src/contracts/fold';

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

  it.each([
    ['Straße STRASSE', 'strasse strasse'],
    ['Łódź', 'lodz'],
    ['SØREN Ærø', 'soren aero'],
    ['Đặng Œuvre Þór', 'dang oeuvre thor'],
    ['Əliyev', 'eliyev'],
    ['Γιώργος ΓΙΩΡΓΟΣ', 'γιωργοσ γιωργοσ'],
    // Optional signs: nobody types them who searches.
    ['مُحَمَّد', 'محمد'],
    ['أحمد إلغاء آب', 'احمد الغاء اب'],
    ['שָׁלוֹם', 'שלום'],
    ['Артём за\u0301мок', 'артем замок'],
    // Compatibility forms and what nobody sees.
    ['ｶﾞ Ｋａｒｇｏ', 'ガ kargo'],
    ['V\u200bI\u00adP\u2060', 'vip'],
    ['1️⃣ ❤️', '1 ❤'],
    // One apostrophe, whatever a keyboard or a program makes of it; an accent alone is one as well.
    ['O’Brien O´Brien', "o'brien o'brien"],
    ['toʻxtat to‘xtat', "to'xtat to'xtat"],
    ['Ганнаʼ Дем’ян', "ганна' дем'ян"],
    ['ŉ', "'n"],
  ])('[C-09] folds %j to %j', (given, wanted) => {
    expect(fold(given)).toBe(wanted);
  });

  it.each([
    ['toʻxtat', 'to‘xtat', 'to’xtat', "TO'XTAT", 'to`xtat'],
    ['п’ять', 'пʼять', "п'ять", 'п´ять'],
  ])('makes one keyword of %s and %s', (...words) => {
    expect(new Set(words.map(foldKeyword)).size).toBe(1);
  });

  it('kept apostrophes apart by the rule of before, so that such rows are written again', () => {
    expect(formerFold('O’Brien Straße')).toBe('o’brien strasse');
    expect(formerFold("O'Brien")).not.toBe(formerFold('O’Brien'));
  });

  it.each([
    ['कला', 'कील', 'कल'],
    ['かき', 'かぎ', 'がき'],
    ['ハハ', 'パパ', 'ババ'],
    ['мой', 'мои'],
    ['їх', 'іх'],
    ['মা', 'মি', 'ম'],
    ['மா', 'மீ', 'ம'],
    ['มา', 'มี', 'ม้า'],
    ['سؤال', 'سوال'],
    ['가', '각'],
  ])('keeps %s and %s apart: there the mark is the letter', (...words) => {
    expect(new Set(words.map(fold)).size).toBe(words.length);
    expect(new Set(words.map(foldKeyword)).size).toBe(words.length);
  });

  it('makes one of all ways in which Unicode can write the same text', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'aéßİıøςΩάйёїकाी़かがぱพีมাமீאָأإ각한'),
    });
    fc.assert(
      fc.property(text, (one) => {
        for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const)
          expect(fold(one.normalize(form))).toBe(fold(one));
      })
    );
  });

  it('leaves what the former fold wrote in plain letters as it is: such rows need not be written again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        // An accent alone was a blank.
        fc.pre(!/[´\u1ffd]/.test(text));
        const former = formerFold(text);
        if (!/[^\u0000-\u007f]/.test(former)) expect(fold(text)).toBe(former);
      })
    );
  });

  it('never parts what differs by case alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        for (const other of [b, a.toLowerCase(), a.normalize('NFD')])
          if (foldCase(a) === foldCase(other)) expect(fold(a)).toBe(fold(other));
      })
    );
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
