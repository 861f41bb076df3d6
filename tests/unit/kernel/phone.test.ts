import fc from 'fast-check';
import {
  countryOfNumber,
  isBsuid,
  maskPhone,
  phoneFromWaId,
  sameNumber,
} from '../../../server/src/kernel/phone';
import { parsePhone } from '../../../server/src/kernel/read-phone';

describe('isBsuid', () => {
  it.each(['DE.1', 'US.ENT.Ab9', `TR.${'a'.repeat(128)}`])('[X-15] recognises %s', (id) => {
    expect(isBsuid(id)).toBe(true);
  });

  it.each([
    'de.1',
    'DE.',
    'DEU.1',
    'DE.1-2',
    `TR.${'a'.repeat(129)}`,
    '905321234567',
    ' DE.1',
    'DE.1\n',
    'DE.ENT.',
  ])('does not take %j for a user id', (id) => {
    expect(isBsuid(id)).toBe(false);
  });

  it('[X-15] never turns a user id into a phone number', () => {
    const id = fc.tuple(
      fc.stringMatching(/^[A-Z]{2}$/),
      fc.constantFrom('', 'ENT.'),
      fc.stringMatching(/^[0-9A-Za-z]{1,40}$/)
    );
    fc.assert(
      fc.property(id, ([country, parent, rest]) => {
        expect(parsePhone(`${country}.${parent}${rest}`, 'TR')).toEqual({
          ok: false,
          error: 'user-id',
        });
      })
    );
  });
});

describe('phoneFromWaId', () => {
  it('trusts an id of Meta that the numbering plan calls invalid', () => {
    expect(phoneFromWaId('551187654321')).toEqual({
      e164: '+551187654321',
      waId: '551187654321',
      country: 'BR',
    });
  });

  it('accepts a plus sign and unknown country codes', () => {
    expect(phoneFromWaId('+905321234567')).toEqual({
      e164: '+905321234567',
      waId: '905321234567',
      country: 'TR',
    });
    expect(phoneFromWaId('99912345678')).toEqual({
      e164: '+99912345678',
      waId: '99912345678',
      country: null,
    });
  });

  it.each(['', '1234', '1'.repeat(21), 'DE.13491208655302741918', '90 532', 'a905321234567'])(
    'refuses %j',
    (id) => {
      expect(phoneFromWaId(id)).toBeNull();
    }
  );
});

describe('sameNumber', () => {
  it.each([
    ['Brazil with and without its ninth digit', '5511987654321', '551187654321'],
    ['Mexico with and without the old mobile 1', '5215512345678', '+52 55 1234 5678'],
    ['Argentina with and without the mobile 9', '5491123456789', '541123456789'],
    ['Argentina with the local 15', '5491123456789', '54 11 15 2345 6789'],
    ['Argentina with the national 0', '5491123456789', '54 011 2345 6789'],
    ['Ivory Coast before and after 2021', '22507181123', '+225 07 07 18 11 23'],
    ['Benin before and after 2024', '22961000000', '+229 01 61 00 00 00'],
    ['spaces and a plus sign', '+90 532 123 45 67', '905321234567'],
  ])('knows %s', (_what, a, b) => {
    expect(sameNumber(a, b)).toBe(true);
    expect(sameNumber(b, a)).toBe(true);
  });

  it.each([
    ['a Brazilian landline and a mobile with the same digits', '551133334444', '5511933334444'],
    // 07 181123 was Orange's: with the prefix of MTN the same eight digits are somebody else's.
    ['numbers of two operators of Ivory Coast', '22507181123', '2250507181123'],
    ['two people', '905321234567', '905321234568'],
    ['nothing and nothing', '', ''],
    ['letters only', 'abc', 'def'],
    ['a user id and its digits', 'DE.4930901820', '4930901820'],
    ['two user ids with the same digits', 'DE.12345', 'US.12345'],
  ])('keeps apart %s', (_what, a, b) => {
    expect(sameNumber(a, b)).toBe(false);
  });

  it('compares user ids as they are', () => {
    expect(sameNumber('DE.12345', 'DE.12345')).toBe(true);
  });
});

describe('countryOfNumber', () => {
  it.each([
    ['+90 850 555 01 01', 'TR'],
    ['+1 555-123-4567', 'US'],
    ['+225 07 07 18 11 23', 'CI'],
    ['+44 7400 123456', 'GB'],
    ['+7 771 000 99 98', 'KZ'],
  ])('finds that of %s', (shown, country) => {
    expect(countryOfNumber(shown)).toBe(country);
  });

  it('finds none for numbers of no country', () => {
    expect(countryOfNumber('+882 16 1234 5678')).toBeNull();
    expect(countryOfNumber('')).toBeNull();
  });
});

describe('maskPhone', () => {
  it('[L-07] shows the beginning and the last two digits only', () => {
    expect(maskPhone('+90 532 123 45 67')).toBe('+905…67');
    expect(maskPhone('90532123')).toBe('+905…23');
  });

  it('[L-07] shows nothing of what is too short to be hidden', () => {
    expect(maskPhone('1234567')).toBe('…');
    expect(maskPhone('')).toBe('…');
  });

  it('[L-07] shows country and end of a user id', () => {
    expect(maskPhone('DE.13491208655302741918')).toBe('DE.…918');
    expect(maskPhone('DE.123')).toBe('DE.…');
  });
});
