import fc from 'fast-check';
import {
  countryAbroad,
  isMobileIn,
  parsePhone,
  readPhone,
  readWaId,
} from '../../../server/src/kernel/read-phone';

/** The number and what is remarked of it; else the problem and what may have been meant. */
const readIn = (text: string, country?: string, also: string[] = []): unknown => {
  const reading = readPhone(text, country, also);
  return reading.kind === 'read'
    ? [reading.phone.e164, ...reading.remarks]
    : { [reading.problem]: reading.proposals.map(({ e164 }) => e164) };
};

const turkish = { e164: '+905321234567', waId: '905321234567', country: 'TR' };

/**
 * Mobile numbers of the examples of libphonenumber: calling code, what is dialled before a number within the country, and the
 * number. Some have no such digit, or one that is part of the number.
 */
const MOBILES: [country: string, code: string, before: string, national: string][] = [
  ['TR', '90', '0', '5012345678'],
  ['DE', '49', '0', '15123456789'],
  ['GB', '44', '0', '7400123456'],
  ['FR', '33', '0', '612345678'],
  ['ES', '34', '', '612345678'],
  ['IT', '39', '', '3123456789'],
  ['NL', '31', '0', '612345678'],
  ['BE', '32', '0', '450001234'],
  ['CH', '41', '0', '781234567'],
  ['AT', '43', '0', '664123456'],
  ['PL', '48', '', '512345678'],
  ['RO', '40', '0', '712034567'],
  ['GR', '30', '', '6912345678'],
  ['CZ', '420', '', '601123456'],
  ['HU', '36', '06', '201234567'],
  ['SE', '46', '0', '701234567'],
  ['NO', '47', '', '40612345'],
  ['DK', '45', '', '34412345'],
  ['PT', '351', '', '912345678'],
  ['IE', '353', '0', '850123456'],
  ['UA', '380', '0', '501234567'],
  ['RU', '7', '8', '9123456789'],
  ['KZ', '7', '8', '7710009998'],
  ['AZ', '994', '0', '401234567'],
  ['SA', '966', '0', '512345678'],
  ['AE', '971', '0', '501234567'],
  ['EG', '20', '0', '1001234567'],
  ['IL', '972', '0', '502345678'],
  ['IN', '91', '0', '8123456789'],
  ['PK', '92', '0', '3012345678'],
  ['BD', '880', '0', '1812345678'],
  ['ID', '62', '0', '812345678'],
  ['MY', '60', '0', '123456789'],
  ['TH', '66', '0', '812345678'],
  ['VN', '84', '0', '912345678'],
  ['JP', '81', '0', '9012345678'],
  ['KR', '82', '0', '1020000000'],
  ['CN', '86', '0', '13123456789'],
  ['SG', '65', '', '81234567'],
  ['AU', '61', '0', '412345678'],
  ['NZ', '64', '0', '211234567'],
  ['ZA', '27', '0', '711234567'],
  ['NG', '234', '0', '8021234567'],
  ['KE', '254', '0', '712123456'],
  ['GH', '233', '0', '231234567'],
  ['MA', '212', '0', '650123456'],
  ['CI', '225', '', '0123456789'],
  ['BJ', '229', '', '0195123456'],
  ['US', '1', '1', '2015550123'],
  ['CA', '1', '1', '5062345678'],
  ['BR', '55', '0', '11961234567'],
  ['MX', '52', '', '2221234567'],
  ['AR', '54', '', '91123456789'],
  ['CO', '57', '', '3211234567'],
  ['PE', '51', '0', '912345678'],
];

const formsOf = ([, code, before, national]: (typeof MOBILES)[number]): string[] => [
  `+${code}${national}`,
  `00${code}${national}`,
  `${code}${national}`,
  national,
  `${before}${national}`,
];

describe('one contact, however the number is written', () => {
  it.each(MOBILES)('[C-09] a mobile number of %s', (...mobile) => {
    const [country, code, , national] = mobile;
    for (const form of formsOf(mobile))
      expect([form, readIn(form, country)]).toEqual([form, [`+${code}${national}`]]);
  });

  it('with any signs between its digits and any marks around it', () => {
    const written = fc.record({
      mobile: fc.constantFrom(...MOBILES),
      form: fc.nat({ max: 4 }),
      between: fc.array(fc.constantFrom('', '', ' ', '-', '.', '\u00a0', '\u200e'), {
        minLength: 20,
        maxLength: 20,
      }),
      around: fc.constantFrom(['', ''], ['\u202a', '\u202c'], [' ', ','], ['tel:', ''], ['', ' ;']),
    });
    fc.assert(
      fc.property(written, ({ mobile, form, between, around: [left = '', right = ''] }) => {
        const digits = [...(formsOf(mobile)[form] ?? '')];
        const text = digits.map((digit, i) => (i > 1 ? (between[i] ?? '') : '') + digit).join('');
        expect(readIn(`${left}${text}${right}`, mobile[0])).toEqual([`+${mobile[1]}${mobile[3]}`]);
      })
    );
  });
});

describe('the order of reading', () => {
  it.each([
    '0532 123 45 67',
    '532 123 45 67',
    '(0532) 123-45-67',
    '+90 532 123 45 67',
    '0090 532 123 45 67',
    '90 532 123 45 67',
    '+90(532)1234567',
  ])('[C-09] reads %s as the same Turkish number', (typed) => {
    expect(parsePhone(typed, 'TR')).toEqual({ ok: true, value: turkish });
  });

  it.each(['+905321234567', '00905321234567', '\uff0b905321234567'])(
    'reads %s without a country',
    (typed) => {
      expect(parsePhone(typed)).toEqual({ ok: true, value: turkish });
    }
  );

  it.each([
    ['0 before a landline', '030 901820', 'DE', '+4930901820'],
    ['011 in the United States', '011 90 532 123 45 67', 'US', '+905321234567'],
    ['0011 in Australia', '0011 90 532 123 45 67', 'AU', '+905321234567'],
    ['0011 before a number that would be one of Jamaica', '0011 65 8123 4567', 'AU', '+6581234567'],
    ['010 in Japan', '010 90 532 123 45 67', 'JP', '+905321234567'],
    ['15 within an Argentine mobile', '011 15-2345-6789', 'AR', '+5491123456789'],
    ['044 of before 2019 in Mexico', '044 55 1234 5678', 'MX', '+525512345678'],
    ['045 of before 2019 in Mexico', '045 (81) 1234 5678', 'MX', '+528112345678'],
    ['8 before a Russian mobile', '8 (912) 345-67-89', 'RU', '+79123456789'],
    ['the 0 of an Italian landline, which stays', '02 1234 5678', 'IT', '+390212345678'],
    [
      'a mobile with its calling code before a landline of Leer',
      '4915123456789',
      'DE',
      '+4915123456789',
    ],
  ])('reads %s', (_what, typed, country, e164) => {
    expect(readIn(typed, country)).toEqual([e164]);
  });

  it.each([
    ['+966 52 123 4567', 'TR', '+966521234567'],
    ['00966 52 123 4567', 'TR', '+966521234567'],
    ['052 123 4567', 'SA', '+966521234567'],
    ['+90 599 123 45 67', 'DE', '+905991234567'],
    ['0599 123 45 67', 'TR', '+905991234567'],
  ])(
    'takes %s of the right length in a range that no plan names, with a remark',
    (typed, country, e164) => {
      expect(readIn(typed, country)).toEqual([e164, 'unknown-range']);
    }
  );

  it.each([
    ['+34 (0) 612 345 678', '+34612345678'],
    ['+351 (0) 912 345 678', '+351912345678'],
    ['+39 (0)333 1234567', '+393331234567'],
    ['+45 (0) 34 41 23 45', '+4534412345'],
    ['+599(0)3181234', '+5993181234'],
    ['0065 (0)81234567', '+6581234567'],
    ['+49 (0) 151 23456789', '+4915123456789'],
    // Part of the number, as the plan has it.
    ['+39 (0)6 1234 5678', '+390612345678'],
    ['+39 (0)331 123456', '+390331123456'],
    ['+225 (0)7 07 18 11 23', '+2250707181123'],
  ])('reads the 0 in brackets of %s as its plan has it', (typed, e164) => {
    expect(readIn(typed, 'TR')).toEqual([e164]);
  });

  it('reads no Argentine number without its area', () => {
    for (const typed of ['015 2345-6789', '15 2345-6789', '+54 15 2345 6789'])
      expect([typed, readIn(typed, 'AR')]).toEqual([typed, { 'not-valid': [] }]);
    expect(readIn('0351 15 234-5678', 'AR')).toEqual(['+5493512345678']);
  });

  it.each([
    ['+90 1', 'TR'],
    ['+90 532 123 45', 'TR'],
    ['00905', 'TR'],
    ['0532 123 45', 'TR'],
    ['+999 532 123 45 67', 'TR'],
  ])('refuses %s, which has another length', (typed, country) => {
    expect(readIn(typed, country)).toEqual({ 'not-valid': [] });
  });
});

describe('what is never read as something else', () => {
  it('a German mobile among Turkish numbers stays unread, and what it may be is said', () => {
    expect(readIn('15123456789', 'TR', ['DE'])).toEqual({
      'other-country': ['+15123456789', '+4915123456789'],
    });
    expect(readIn('15123456789', 'DE')).toEqual(['+4915123456789']);
  });

  it('a Turkish mobile among British numbers is no number of Cuba', () => {
    expect(readIn('5321110001', 'GB', ['TR'])).toEqual({
      'other-country': expect.arrayContaining(['+445321110001', '+905321110001']) as string[],
    });
    expect(readIn('5321110001', 'TR')).toEqual(['+905321110001']);
  });

  it.each([
    ['447400123456', 'TR', '+447400123456'],
    ['919876543210', 'TR', '+919876543210'],
    ['905321234567', 'DE', '+905321234567'],
    ['4915123456789', 'TR', '+4915123456789'],
  ])(
    'digits of another country stay unread without a plus sign: %s in %s',
    (typed, country, e164) => {
      expect(readIn(typed, country)).toEqual({ 'other-country': [e164] });
    }
  );

  it('a British mobile among Canadian numbers is no number of the United States', () => {
    expect(readIn('07700 900123', 'CA')).toEqual({ 'not-valid': [] });
    expect(readIn('0647 555 0123', 'CA')).toEqual({ 'other-country': ['+16475550123'] });
  });

  it('digits stay unread while no country is chosen', () => {
    expect(readIn('905321234567')).toEqual({ 'country-missing': ['+905321234567'] });
    expect(readIn('0532 123 45 67')).toEqual({ 'country-missing': [] });
    expect(readIn('0532 123 45 67', undefined, ['TR'])).toEqual({
      'country-missing': ['+905321234567'],
    });
  });

  it('a 0 that its country does not dial may be of a neighbour', () => {
    expect(readIn('0612345678', 'ES', ['FR'])).toEqual({
      'other-country': ['+34612345678', '+33612345678'],
    });
  });

  it('each proposal is read as what it proposes', () => {
    const digits = fc.stringMatching(/^[0-9]{6,13}$/);
    const country = fc.constantFrom('TR', 'GB', 'DE', 'ES', 'US', 'CI', 'BR', 'SA');
    fc.assert(
      fc.property(digits, country, (typed, home) => {
        const reading = readPhone(typed, home, ['TR', 'FR', 'IN']);
        if (reading.kind === 'read') return;
        for (const { shown, e164 } of reading.proposals)
          expect([shown, parsePhone(shown, home)]).toMatchObject([
            shown,
            { ok: true, value: { e164 } },
          ]);
      })
    );
  });
});

describe('spellings of WhatsApp and of before', () => {
  it.each([
    ['551187654321', 'BR', '+551187654321'],
    ['5215512345678', 'MX', '+5215512345678'],
    ['22507181123', 'CI', '+22507181123'],
    ['22961000000', 'BJ', '+22961000000'],
  ])('%s is read in its own country', (digits, country, e164) => {
    expect(readIn(digits, country)).toEqual([e164]);
    expect(readIn(`+${digits}`, 'TR')).toEqual([e164]);
    expect(readPhone(digits, 'TR').kind).toBe('unread');
  });

  it.each([
    ['07 18 11 23', 'CI', '+2250707181123'],
    ['07 07 18 11 23', 'CI', '+2250707181123'],
    ['61 00 00 00', 'BJ', '+2290161000000'],
    ['01 61 00 00 00', 'BJ', '+2290161000000'],
  ])('national digits of before are the number of today: %s in %s', (typed, country, e164) => {
    expect(readIn(typed, country)).toEqual([e164]);
  });
});

describe('what is no number', () => {
  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['1'.repeat(61), 'too-long'],
    ['DE.13491208655302741918', 'user-id'],
    ['+1 650 253 0000 ext. 12', 'extension'],
    ['₺1.234', 'not-a-number'],
    ['12%', 'not-a-number'],
  ])('is said of %j: %s', (typed, problem) => {
    expect(parsePhone(typed, 'TR')).toEqual({ ok: false, error: problem });
  });

  it('never throws, and every number that was read reads back as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 70 }), fc.stringMatching(/^[+0-9 ()/,-]{0,30}$/)),
        fc.constantFrom('TR', 'DE', 'US', 'BR', 'CI', undefined, 'XX'),
        (typed, country) => {
          const first = parsePhone(typed, country);
          if (!first.ok) return;
          expect(parsePhone(first.value.e164)).toMatchObject({
            ok: true,
            value: { e164: first.value.e164 },
          });
          expect(first.value.e164).toBe(`+${first.value.waId}`);
        }
      )
    );
  });
});

describe('readWaId', () => {
  it.each([
    ['905321234567', '+905321234567'],
    ['+90 532 123 45 67', '+905321234567'],
    ['00905321234567', '+905321234567'],
    ['551187654321', '+551187654321'],
    ['99912345678', '+99912345678'],
    ['905321234567@c.us', '+905321234567'],
  ])('takes %s as international, whatever its range', (typed, e164) => {
    expect(readWaId(typed)).toMatchObject({ kind: 'read', phone: { e164 }, remarks: [] });
  });

  it.each([
    ['', 'empty'],
    ['DE.13491208655302741918', 'user-id'],
    ['05321234567', 'not-valid'],
    ['ada', 'not-a-number'],
    ['1234', 'not-valid'],
  ])('refuses %j as %s', (typed, problem) => {
    expect(readWaId(typed)).toMatchObject({ kind: 'unread', problem });
  });
});

describe('what a column of numbers would be elsewhere', () => {
  it('is said by country', () => {
    expect(countryAbroad('447400123456')).toBe('GB');
    expect(countryAbroad('15123456789')).toBe('US');
    expect(countryAbroad('05321234567')).toBeNull();
    expect(isMobileIn('15123456789', 'DE')).toBe(true);
    expect(isMobileIn('15123456789', 'TR')).toBe(false);
    expect(isMobileIn('030901820', 'DE')).toBe(false);
  });
});
