import fc from 'fast-check';
import {
  address,
  addressKeyOf,
  addressKeysOf,
  shownAddress,
} from '../../../server/src/contacts/domain/address';
import {
  cleanText,
  derivedColumns,
  readIdentity,
  searchTextOf,
} from '../../../server/src/contacts/domain/identity';
import { keyOf } from '../../../server/src/kernel/hash';

const nobody = { waId: null, phone: null, bsuid: null };

describe('address', () => {
  it('[X-15] prefers the wa_id over the typed number, and a user id where no number is known', () => {
    expect(address({ waId: '905321234567', phone: '+905320000000', bsuid: 'TR.1' })).toEqual({
      kind: 'phone',
      to: '+905321234567',
    });
    expect(address({ ...nobody, phone: '+905321234567' })).toEqual({
      kind: 'phone',
      to: '+905321234567',
    });
    expect(address({ ...nobody, bsuid: 'TR.134912' })).toEqual({
      kind: 'bsuid',
      recipient: 'TR.134912',
    });
    expect(address(nobody)).toBeNull();
  });

  it('gives all spellings of one number one key', () => {
    const key = (digits: string) => addressKeyOf({ ...nobody, waId: digits });
    expect(key('5511987654321')).toBe(key('551187654321'));
    expect(key('5215512345678')).toBe(key('525512345678'));
    expect(key('22507181123')).toBe(key('2250707181123'));
    expect(key('22507181123')).not.toBe(key('2250507181123'));
    expect(key('22961000000')).toBe(key('2290161000000'));
    expect(key('905321234567')).toBe(addressKeyOf({ ...nobody, phone: '+905321234567' }));
    expect(key('905321234567')).not.toBe(key('905321234568'));
    expect(addressKeyOf(nobody)).toBeNull();
  });

  it('finds a refusal that was kept under the number of before', () => {
    const keys = addressKeysOf({ ...nobody, phone: '+2250707181123' });
    expect(keys).toEqual([keyOf('2250707181123'), keyOf('22507181123')]);
    expect(addressKeysOf({ ...nobody, waId: '905321234567' })).toEqual([keyOf('905321234567')]);
  });

  it('shows a number, else the user name, else the user id', () => {
    expect(shownAddress({ ...nobody, waId: '905321234567', username: 'ada' })).toBe(
      '+905321234567'
    );
    expect(shownAddress({ ...nobody, bsuid: 'TR.1', username: '@ada' })).toBe('@ada');
    expect(shownAddress({ ...nobody, username: 'ada@shop' })).toBe('@ada@shop');
    expect(shownAddress({ ...nobody, bsuid: 'TR.1', username: null })).toBe('TR.1');
    expect(shownAddress({ ...nobody, username: null })).toBe('');
  });
});

describe('readIdentity', () => {
  it('[X-15] passes a user id on as it is and takes no number out of it', () => {
    const who = readIdentity({ bsuid: 'TR.13491208655302741918' });
    expect(who).toMatchObject({
      bsuid: 'TR.13491208655302741918',
      waId: null,
      e164: null,
      country: 'TR',
    });
  });

  it('takes a country only from the beginning of a user id', () => {
    expect(readIdentity({ bsuid: 'X.TR.1' }).country).toBeNull();
    expect(readIdentity({ bsuid: 'TRX.1' }).country).toBeNull();
    expect(readIdentity({})).toEqual({
      waId: null,
      e164: null,
      bsuid: null,
      parentUserId: null,
      username: null,
      profileName: null,
      country: null,
    });
  });

  it('cleans hostile names', () => {
    const who = readIdentity({
      waId: '905321234567',
      profileName: '\u0000  A\u0000da ',
      username: 'x'.repeat(500),
    });
    expect(who.profileName).toBe('Ada');
    expect(who.username).toHaveLength(80);
    expect(readIdentity({ waId: 'DROP TABLE' }).waId).toBeNull();
  });
});

describe('derived columns', () => {
  const row = {
    ...nobody,
    name: 'Ayşe Kaya',
    username: null,
    email: 'AYSE@x.com',
    profileName: 'Ayşe Kaya',
    town: null,
  };

  it('[C-09] folds name and e-mail for the search, once each, within the column', () => {
    expect(searchTextOf(row)).toBe('ayse kaya ayse@x.com');
    expect(searchTextOf({ ...row, profileName: 'Aysa' })).toBe('ayse kaya aysa ayse@x.com');
    expect(searchTextOf({ ...row, name: '㎢'.repeat(200) }).length).toBeLessThanOrEqual(255);
  });

  it('[P-24] keys the town without its capitals, accents and spaces', () => {
    const keyed = (town: string) => derivedColumns({ ...row, town }).townKey;
    expect(keyed('İSTANBUL')).toBe(keyed(' istanbul '));
    expect(keyed('Iğdır')).toBe(keyed('ığdır'));
    expect(keyed('Bursa')).not.toBe(keyed('Ankara'));
    expect(keyed('  ')).toBeNull();
  });

  it('keys the number until WhatsApp names its wa_id, so that one number makes one contact', () => {
    const typed = derivedColumns({ ...row, phone: '+905321234567' });
    const known = derivedColumns({ ...row, phone: '+905321234567', waId: '905321234567' });
    expect(typed.waKey).toBe(known.waKey);
    expect(typed.waKey).toMatch(/^[0-9a-f]{64}$/);
    expect(known.waKey).not.toBe(derivedColumns({ ...row, waId: '905321234568' }).waKey);
    expect(typed.bsuidKey).toBeNull();
    expect(derivedColumns(row)).toMatchObject({ waKey: null, addressKey: null, townKey: null });
  });
});

describe('cleanText', () => {
  it.each([
    ['  Ada ', 255, 'Ada'],
    ['Ada Lovelace', 4, 'Ada'],
    ['   ', 255, null],
    ['\u0000 \u0000', 255, null],
    [null, 255, null],
    [undefined, 255, null],
  ])('makes of %j, %i characters at most, %j', (text, most, wanted) => {
    expect(cleanText(text, most)).toBe(wanted);
  });

  it('answers null or trimmed text without NUL, never longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, most) => {
        const clean = cleanText(text, most);
        if (clean === null) return;
        expect(clean).not.toContain('\u0000');
        expect(clean.trim()).toBe(clean);
        expect([...clean].length).toBeLessThanOrEqual(most);
        expect(clean).not.toBe('');
      })
    );
  });
});
