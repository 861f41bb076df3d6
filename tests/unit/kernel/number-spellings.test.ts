import fc from 'fast-check';
import {
  canonicalDigits,
  comparedForms,
  spellings,
} from '../../../server/src/kernel/number-spellings';

/** Ivory Coast: the two first digits of before 2021 and those that came before them, by operator. */
const OPERATORS: [operator: string, added: string, before: string[]][] = [
  ['Moov', '01', ['01', '02', '03', '40', '43', '50', '53', '70', '73']],
  ['MTN', '05', ['04', '05', '06', '44', '46', '54', '65', '76', '84', '86', '94', '96']],
  ['Orange', '07', ['07', '08', '09', '47', '49', '57', '59', '67', '68', '77', '89', '97', '98']],
];

describe('canonicalDigits', () => {
  it.each([
    ['Brazil with its ninth digit', '+55 (11) 8765-4321', '5511987654321'],
    ['a Brazilian landline as it is', '551133334444', '551133334444'],
    ['Mexico without the old mobile 1', '5215512345678', '525512345678'],
    ['Argentina with the mobile 9', '541123456789', '5491123456789'],
    ['Argentina as it is with it', '5491123456789', '5491123456789'],
    ['Benin with 01 before a mobile', '22961000000', '2290161000000'],
    ['Benin with 01 before a landline', '22921301234', '2290121301234'],
    ['Benin as it is with ten digits', '2290161000000', '2290161000000'],
    ['an Abidjan landline with 27', '22522441234', '2252722441234'],
    ['a prefix of no operator as it is', '22560123456', '22560123456'],
    ['Togo, which changed nothing', '22890112345', '22890112345'],
  ])('writes %s', (_what, given, form) => {
    expect(canonicalDigits(given)).toBe(form);
  });

  it.each(
    OPERATORS.flatMap(([operator, added, before]) =>
      before.map((prefix) => [prefix, operator, added] as const)
    )
  )('puts before %s of Ivory Coast the digits of %s, %s', (prefix, _operator, added) => {
    expect(canonicalDigits(`225${prefix}181123`)).toBe(`225${added}${prefix}181123`);
  });

  it('changes nothing that it has written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(52|54|55|90|1|225|229)[0-9]{6,13}$/), (digits) => {
        expect(canonicalDigits(canonicalDigits(digits))).toBe(canonicalDigits(digits));
      }),
      { examples: [['5406000000000'], ['22507181123'], ['22921301234']] }
    );
  });
});

describe('spellings', () => {
  it.each([
    ['22507181123', ['22507181123', '2250707181123']],
    ['2250707181123', ['2250707181123', '22507181123']],
    ['22961000000', ['22961000000', '2290161000000']],
    ['2290161000000', ['2290161000000', '22961000000']],
    // The same eight digits at its end, and another operator: it has no spelling of before.
    ['2250507181123', ['2250507181123']],
    ['525512345678', ['525512345678', '5215512345678']],
    ['5215512345678', ['5215512345678', '525512345678']],
    ['541112345678', ['541112345678', '5491112345678']],
    ['5491112345678', ['5491112345678', '541112345678']],
    ['551187654321', ['551187654321', '5511987654321']],
    ['5511987654321', ['5511987654321', '551187654321']],
    ['905321234567', ['905321234567']],
  ])('of %s are %j', (digits, all) => {
    expect(spellings(digits)).toEqual(all);
  });

  it.each([
    '15511987654321',
    '551198765432100',
    '1525512345678',
    '52551234567890',
    '1541112345678',
    '54111234567890',
    '122507181123',
    '229610000001',
  ])('of %s, which only holds such a number, are none but itself', (digits) => {
    expect(spellings(digits)).toEqual([digits]);
  });

  it('have one canonical form, whichever is given', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(52|55|225|229|90)[0-9]{8,11}$/), (digits) => {
        const all = spellings(digits);
        expect(all[0]).toBe(digits);
        expect(new Set(all.map(canonicalDigits)).size).toBe(1);
      })
    );
  });
});

describe('comparedForms', () => {
  it('adds the form of before for the countries that changed their numbers since', () => {
    expect(comparedForms('22507181123')).toEqual(['2250707181123', '22507181123']);
    expect(comparedForms('+2290161000000')).toEqual(['2290161000000', '22961000000']);
    expect(comparedForms('551187654321')).toEqual(['5511987654321']);
    expect(comparedForms('905321234567')).toEqual(['905321234567']);
  });
});
