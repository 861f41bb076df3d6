import fc from 'fast-check';
import {
  canonicalDigits,
  isBsuid,
  maskPhone,
  parsePhone,
  phoneFromWaId,
  sameNumber,
} from '../../../server/src/kernel/phone';

const turkish = { ok: true, value: { e164: '+905321234567', waId: '905321234567', country: 'TR' } };

describe('parsePhone', () => {
  it.each([
    '0532 123 45 67',
    '532 123 45 67',
    '(0532) 123-45-67',
    '+90 532 123 45 67',
    '0090 532 123 45 67',
    '90 532 123 45 67',
    '905321234567',
    ' 05321234567 ',
    '+90(532)1234567',
    '٠٥٣٢١٢٣٤٥٦٧',
  ])('[C-09] reads %s as the same Turkish number', (typed) => {
    expect(parsePhone(typed, 'TR')).toEqual(turkish);
  });

  it.each(['+905321234567', '00905321234567', '905321234567'])(
    'reads %s without a default country',
    (typed) => {
      expect(parsePhone(typed)).toEqual(turkish);
    }
  );

  it('prefers the national reading and falls back to bare international digits', () => {
    expect(parsePhone('030 901820', 'DE')).toEqual({
      ok: true,
      value: { e164: '+4930901820', waId: '4930901820', country: 'DE' },
    });
    expect(parsePhone('447400123456', 'TR')).toEqual({
      ok: true,
      value: { e164: '+447400123456', waId: '447400123456', country: 'GB' },
    });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['1'.repeat(61), 'too-long'],
    ['hello', 'not-a-number'],
    ['call 05321234567', 'not-a-number'],
    ['DE.13491208655302741918', 'user-id'],
    ['+90 1', 'not-valid'],
    ['+1 650 253 0000 ext. 12', 'extension'],
  ])('refuses %j as %s', (typed, problem) => {
    expect(parsePhone(typed, 'TR')).toEqual({ ok: false, error: problem });
  });

  it('says that the country is missing when a national number has no default country', () => {
    expect(parsePhone('0532 123 45 67')).toEqual({ ok: false, error: 'country-missing' });
    expect(parsePhone('+905')).toEqual({ ok: false, error: 'not-valid' });
    expect(parsePhone('00905')).toEqual({ ok: false, error: 'not-valid' });
  });

  it('never throws, and every accepted number reads back as itself', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 70 }),
        fc.constantFrom('TR', 'DE', 'US', undefined, 'XX'),
        (typed, country) => {
          const first = parsePhone(typed, country);
          if (!first.ok) return true;
          expect(parsePhone(first.value.e164)).toEqual(first);
          expect(first.value.e164).toBe(`+${first.value.waId}`);
          return true;
        }
      )
    );
  });
});

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
    expect(phoneFromWaId('+905321234567')).toEqual(turkish.value);
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
    ['spaces and a plus sign', '+90 532 123 45 67', '905321234567'],
  ])('knows %s', (_what, a, b) => {
    expect(sameNumber(a, b)).toBe(true);
    expect(sameNumber(b, a)).toBe(true);
  });

  it.each([
    ['a Brazilian landline and a mobile with the same digits', '551133334444', '5511933334444'],
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

  it('has one canonical form per number', () => {
    expect(canonicalDigits('+55 (11) 8765-4321')).toBe('5511987654321');
    expect(canonicalDigits('5215512345678')).toBe('525512345678');
    expect(canonicalDigits('541123456789')).toBe('5491123456789');
    expect(canonicalDigits('5491123456789')).toBe('5491123456789');
    fc.assert(
      fc.property(fc.stringMatching(/^(52|54|55|90|1)[0-9]{6,13}$/), (digits) => {
        expect(canonicalDigits(canonicalDigits(digits))).toBe(canonicalDigits(digits));
      }),
      { examples: [['5406000000000']] }
    );
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
