import fc from 'fast-check';
import {
  dayOf,
  localeOf,
  momentOf,
  readable,
  truthOf,
} from '../../../server/src/records/domain/readable';

const tr = { language: 'tr' };
const en = { language: 'en_US' };

describe('a value of an entry, as a person reads it', () => {
  it('[T-30] writes days in the contact’s language, whatever form the database gives', () => {
    expect(readable('2026-03-12', 'date', tr)).toBe('12 Mart 2026');
    expect(readable('2026-03-12', 'date', en)).toBe('March 12, 2026');
    expect(readable('2026-03-12T00:00:00.000Z', 'date', en)).toBe('March 12, 2026');
    expect(readable(new Date('2026-03-12T00:00:00Z'), 'date', tr)).toBe('12 Mart 2026');
    expect(readable('soon', 'date', tr)).toBeNull();
  });

  it('[T-30] writes moments in the contact’s time zone', () => {
    const at = Date.UTC(2026, 2, 12, 22, 30);
    expect(readable(at, 'datetime', { language: 'tr', timezone: 'Europe/Istanbul' })).toBe(
      '13 Mart 2026 01:30'
    );
    expect(readable(String(at), 'datetime', { language: 'tr', timezone: null })).toBe(
      '12 Mart 2026 22:30'
    );
    expect(readable(at, 'datetime', { language: 'tr', timezone: 'Mars/Base' })).toBe(
      '12 Mart 2026 22:30'
    );
  });

  it('[T-30] writes numbers, yes and no, and list values as words', () => {
    expect(readable('1234.50', 'decimal', tr)).toBe('1.234,5');
    expect(readable(1234.5, 'decimal', en)).toBe('1,234.5');
    expect(readable(0, 'integer', en)).toBe('0');
    expect(readable(1, 'boolean', tr)).toBe('Evet');
    expect(readable(false, 'boolean', tr)).toBe('Hayır');
    expect(readable(true, 'boolean', { language: 'xx' })).toBe('Yes');
    expect(readable('in_transit', 'enumeration', en)).toBe('in transit');
    expect(readable('web form', 'enumeration', en)).toBe('web form');
    expect(readable('09:30:00.000', 'time', en)).toBe('09:30');
    // A number so large that it lost digits would be another number.
    expect(readable('9007199254740993', 'biginteger', en)).toBe('9007199254740993');
  });

  it('[T-34] is empty for what is empty, so that the fallback stands', () => {
    for (const value of [null, undefined, '']) expect(readable(value, 'string', en)).toBeNull();
    expect(readable('   ', 'string', en)).toBeNull();
    expect(readable(Number.NaN, 'decimal', en)).toBeNull();
    expect(readable('perhaps', 'boolean', en)).toBeNull();
  });

  it('[T-30] never throws and never shows a machine’s form', () => {
    const types = [
      'string',
      'integer',
      'decimal',
      'boolean',
      'date',
      'datetime',
      'time',
      'enumeration',
      'json',
    ];
    expect(readable(Number.NaN, 'string', en)).toBeNull();
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom(...types),
        fc.string(),
        (value, type, language) => {
          const text = readable(value, type, { language });
          expect(
            text === null || (text !== '' && text !== '[object Object]' && text !== 'NaN')
          ).toBe(true);
        }
      )
    );
  });

  it('reads languages, days, moments and truths of every driver', () => {
    expect(localeOf('en_US')).toBe('en-US');
    expect(localeOf('not a language')).toBe('en');
    expect(dayOf(new Date('2026-01-02T23:00:00Z'))).toBe('2026-01-02');
    expect(momentOf('')).toBeNull();
    expect(momentOf(new Date(5))).toBe(5);
    expect([truthOf('0'), truthOf('true'), truthOf(2), truthOf({})]).toEqual([
      false,
      true,
      true,
      null,
    ]);
  });
});
