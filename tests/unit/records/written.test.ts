import fc from 'fast-check';
import { canBeWritten, mappingBody } from '../../../server/src/contracts/records';
import { madeUpEntry } from '../../../server/src/records/domain/made-up-entry';
import { namesNobodyElse, type NamedPerson } from '../../../server/src/records/domain/whose';
import { searchedValue, writtenValue } from '../../../server/src/records/domain/written';

/** A Friday, 23:30 in London and half past two on Saturday in Istanbul. */
const NIGHT = Date.parse('2026-11-27T23:30:00Z');
const STATES = ['in_transit', 'returned', 'Kapıda'];
const read = (text: string, type: string, zone = 'Europe/Istanbul') =>
  writtenValue(text, { type, choices: STATES }, { now: NIGHT, zone });

describe('a text as a value of an entry', () => {
  it('[B-25] is read by the type of the field', () => {
    expect(read(' Ayşe ', 'string')).toBe('Ayşe');
    expect(read('42', 'integer')).toBe(42);
    expect(read('+7', 'integer')).toBe(7);
    expect(read('9223372036854775807', 'biginteger')).toBe('9223372036854775807');
    expect(read('12,5', 'decimal')).toBe(12.5);
    expect(read('-0.25', 'float')).toBe(-0.25);
    expect(read('0,125', 'decimal')).toBe(0.125);
    expect(read('1234.500', 'decimal')).toBe(1234.5);
    expect(read('Evet', 'boolean')).toBe(true);
    expect(read('HAYIR', 'boolean')).toBe(false);
    expect(read('2026-12-24', 'date')).toBe('2026-12-24');
  });

  it('[B-25] clears the field where it is empty', () => {
    for (const type of ['string', 'integer', 'boolean', 'date', 'datetime', 'enumeration'])
      expect(read('  ', type)).toBeNull();
  });

  it('[B-25] takes only values of a list, in any spelling of one of them', () => {
    expect(read('in_transit', 'enumeration')).toBe('in_transit');
    expect(read('In transit', 'enumeration')).toBe('in_transit');
    expect(read('kapida', 'enumeration')).toBe('Kapıda');
    expect(read('lost', 'enumeration')).toBeUndefined();
    const twice = { type: 'enumeration', choices: ['a_b', 'a-b'] };
    expect(writtenValue('a b', twice, { now: NIGHT, zone: 'UTC' })).toBeUndefined();
  });

  it('[B-25] means a time without a zone, today and now by the clock of the contact', () => {
    expect(read('2026-12-24 14:30', 'datetime')).toBe('2026-12-24T11:30:00.000Z');
    expect(read('2026-12-24T14:30+01:00', 'datetime')).toBe('2026-12-24T13:30:00.000Z');
    expect(read('2026-12-24', 'datetime')).toBe('2026-12-23T21:00:00.000Z');
    expect(read('Şimdi', 'datetime')).toBe('2026-11-27T23:30:00.000Z');
    expect(read('bugün', 'date')).toBe('2026-11-28');
    expect(read('today', 'date', 'Europe/London')).toBe('2026-11-27');
  });

  it.each([
    ['integer', '1.5'],
    ['integer', '3000000000'],
    ['biginteger', '9223372036854775808'],
    ['decimal', '1.234,5'],
    // Fifteen hundred or one and a half, by the country of who wrote it.
    ['decimal', '1.500'],
    ['float', '-12,500'],
    ['boolean', 'perhaps'],
    ['date', '2026-02-31'],
    ['date', '24.12.2026'],
    ['datetime', 'tomorrow'],
    ['datetime', '2026-12-24 25:00'],
  ])('[B-25] is no value of a field of the type %s: %s', (type, text) =>
    expect(read(text, type)).toBeUndefined()
  );

  it('[B-25] is looked for as the host keeps it, also in fields that are not written', () => {
    const sought = (text: string, type: string) =>
      searchedValue(text, { type, choices: STATES }, { now: NIGHT, zone: 'UTC' });
    expect(sought(' red-shoe ', 'uid')).toBe('red-shoe');
    expect(sought('9:05', 'time')).toBe('09:05:00.000');
    expect(sought('23:30:15', 'time')).toBe('23:30:15.000');
    expect(sought('in transit', 'enumeration')).toBe('in_transit');
    expect([sought('24:00', 'time'), sought(' ', 'uid')]).toEqual([undefined, null]);
  });

  it('[B-25] is too long for a short text beyond 255 characters', () => {
    const long = 'x'.repeat(256);
    expect([read(long, 'string'), read(long, 'text')]).toEqual([undefined, long]);
  });

  it('[B-25] never throws', () => {
    const types = ['string', 'integer', 'biginteger', 'float', 'boolean', 'date', 'datetime'];
    fc.assert(
      fc.property(fc.constantFrom(...types, 'enumeration'), fc.string(), (type, text) => {
        expect(() => read(text, type)).not.toThrow();
      })
    );
  });
});

describe('a field that flows may be allowed to write', () => {
  const config = mappingBody.parse({
    ...{ role: 'Customer', fields: { phone: 'mobile', email: 'mail', consent: 'news' } },
    marks: { faith: 'belief' },
  });
  const may = (path: string, type = 'string', sensitive = false) =>
    canBeWritten({ path, type, sensitive }, config);

  it('[B-25] has a type that can be read from a text', () => {
    const types = ['string', 'text', 'email', 'integer', 'biginteger', 'decimal', 'float'];
    const more = ['boolean', 'date', 'datetime', 'timestamp', 'enumeration'];
    expect([...types, ...more].filter((type) => !may('field', type))).toEqual([]);
    const others = ['password', 'relation', 'json', 'media', 'time', 'uid'];
    expect(others.filter((type) => may('field', type))).toEqual([]);
  });

  it('[B-25] is no secret, and says nothing of whose the entry is', () => {
    const never = ['mobile', 'mail', 'news', 'faith', 'createdAt'];
    expect(never.filter((path) => may(path))).toEqual([]);
    expect([may('pin', 'string', true), may('town')]).toEqual([false, true]);
  });
});

describe('an entry that is linked with nobody', () => {
  const phone = { e164: '+905320000001', waId: '905320000001', country: 'TR' };
  const none = { phone: null, phoneText: '', phoneKeys: [], email: null, emailText: '' };
  const contact = { id: 7, addressKey: '905320000001', email: 'Ayse@example.com' };
  const VELI = 8;
  const mayHave = (
    named: Partial<NamedPerson>,
    related: { isPerson: boolean; contactId: number | null }[] = []
  ) => namesNobodyElse({ named: { ...none, ...named }, related }, contact);
  const numbered = (...phoneKeys: string[]) => ({
    phone,
    phoneText: '0532 000 00 01',
    phoneKeys,
  });
  const mailed = (email: string) => ({ email, emailText: email });

  it('[B-25] is somebody else’s when its number or its e-mail is', () => {
    expect(mayHave(numbered('905320000001'))).toBe(true);
    expect(mayHave(numbered('905320000002'))).toBe(false);
    // Numbers of her country changed, and she is kept under the key of before.
    expect(mayHave(numbered('905320000002', '905320000001'))).toBe(true);
    expect(mayHave(mailed('ayse@example.com'))).toBe(true);
    expect(mayHave(mailed('veli@example.com'))).toBe(false);
    expect(mayHave({})).toBe(true);
  });

  it('[B-25] may be anybody’s when its number or its e-mail cannot be read', () => {
    expect(mayHave({ ...mailed('ayse@example.com'), phoneText: 'see file' })).toBe(false);
    expect(mayHave({ emailText: 'veli at example' })).toBe(false);
  });

  it('[B-25] is somebody’s whose entry it relates to, also without a number there', () => {
    const customer = (contactId: number | null) => [{ isPerson: true, contactId }];
    expect(mayHave({}, customer(null))).toBe(false);
    expect(mayHave({}, customer(VELI))).toBe(false);
    expect(mayHave({}, customer(contact.id))).toBe(true);
    expect(mayHave(mailed('ayse@example.com'), customer(null))).toBe(true);
    // An address that two people share.
    expect(mayHave(mailed('ayse@example.com'), customer(VELI))).toBe(false);
  });

  it('[B-25] is not theirs while another relation leads to an entry of somebody else', () => {
    const seller = (contactId: number | null) => [{ isPerson: false, contactId }];
    expect(mayHave({}, seller(null))).toBe(true);
    expect(mayHave({}, seller(VELI))).toBe(false);
    expect(mayHave(numbered('905320000001'), seller(VELI))).toBe(true);
  });
});

describe('a made-up entry', () => {
  it('[B-25] has a value of each kind, as the person would read it', () => {
    const field = (path: string, type: string) => ({
      ...{ path, label: path, type, choices: type === 'enumeration' ? STATES : [] },
    });
    const fields = [
      field('title', 'string'),
      field('state', 'enumeration'),
      field('total', 'decimal'),
      field('paid', 'boolean'),
      field('at', 'datetime'),
    ];
    const where = { language: 'tr', timezone: 'Europe/Istanbul', now: NIGHT };
    expect(madeUpEntry(fields, where)).toEqual({
      ...{ title: 'title', state: 'in transit', total: '42', paid: 'Evet' },
      at: '28 Kasım 2026 02:30',
    });
  });
});
