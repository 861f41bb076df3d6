import { matchColumns } from '../../../server/src/imports/domain/columns';
import { personReader } from '../../../server/src/imports/domain/person';
import { problemWords } from '../../../server/src/imports/domain/problem-words';
import {
  mayBeElsewhere,
  NO_UNREAD,
  unreadView,
  withUnread,
} from '../../../server/src/imports/domain/unread-numbers';

const read = (cell: string) =>
  personReader({ columns: ['phone'], header: ['Phone'], country: 'TR' })([cell]);

describe('the number of a row', () => {
  it('[P-12] that is none in the country of the list is kept apart, with what it may be', () => {
    expect(read('15123456789')).toEqual({
      ok: false,
      reason: 'phone-other-country',
      detail: '15123456789 (+1 512 345 6789?)',
      elsewhere: '15123456789',
    });
    expect(read('hello')).toEqual({ ok: false, reason: 'phone-not-a-number', detail: 'hello' });
    expect(problemWords({ reason: 'phone-other-country' }, 'tr')).not.toBe('phone-other-country');
  });

  it.each([
    ['O532 111 22 33', 'letter-o'],
    ['0212 555 01 01 / 0532 111 22 33', 'first-of-several'],
    ['+90 599 111 22 33', 'unknown-range'],
  ])('[P-12] of %s is imported with a remark for the report', (cell, remark) => {
    expect(read(cell)).toMatchObject({ ok: true, person: { remarks: [remark] } });
    expect(problemWords({ reason: `phone-${remark}` }, 'en')).toContain('Imported.');
    expect(problemWords({ reason: `phone-${remark}` }, 'tr')).toContain('Aktarıldı.');
  });

  it('[P-12] is WhatsApp’s own id where the list has one, whatever its range', () => {
    const columns = matchColumns(['whatsapp_id', 'Phone'], [], { custom: [], country: 'TR' });
    expect(columns).toEqual(['waId', 'phone']);
    const readPerson = personReader({ columns, header: ['whatsapp_id', 'Phone'], country: 'TR' });
    const numberOf = (...cells: string[]) => {
      const row = readPerson(cells);
      return row.ok ? row.person.phone?.e164 : row.reason;
    };
    expect(numberOf('447400123456', '0532 111 22 33')).toBe('+447400123456');
    expect(numberOf('551187654321', '')).toBe('+551187654321');
    expect(numberOf('905321112233@c.us', '')).toBe('+905321112233');
    expect(numberOf('', '0532 111 22 33')).toBe('+905321112233');
    expect(numberOf('unknown', '0532 111 22 33')).toBe('+905321112233');
    expect(numberOf('05321112233', '')).toBe('phone-not-valid');
    // A national number among ids is no number of another country.
    expect(readPerson(['05321112233', ''])).not.toHaveProperty('elsewhere');
  });

  it('[P-12] is never an id of another program', () => {
    const targetsOf = (...header: string[]) =>
      matchColumns(header, [], { custom: [], country: 'TR' });
    expect(targetsOf('Chat ID', 'Phone')).toEqual([null, 'phone']);
    expect(targetsOf('WA Number', 'Name')).toEqual(['phone', 'name']);
    expect(targetsOf('jid', 'wa_id')).toEqual(['waId', null]);
  });
});

describe('numbers that could not be read', () => {
  const german = ['15123456789', '15123456780', '17612345678', '16012345678'];

  it('are counted by what they would be with a plus sign, and as mobiles of another country', () => {
    const counts = withUnread(NO_UNREAD, [...german, '447400123456', '12'], {
      home: 'TR',
      isSearched: true,
    });
    const view = unreadView(counts, 'TR');
    expect(view).toMatchObject({ country: 'TR', rows: 6 });
    expect(view?.international).toContainEqual({ country: 'GB', rows: 1 });
    expect(view?.national[0]).toEqual({ country: 'DE', rows: 4 });
  });

  it('add up over the steps of a list, in the countries that were found first', () => {
    const search = { home: 'TR', isSearched: true };
    const first = withUnread(NO_UNREAD, german, search);
    const second = withUnread(first, ['15123456781', '447400123456'], {
      home: 'TR',
      isSearched: false,
    });
    expect(second.rows).toBe(6);
    expect(second.national.DE).toBe(5);
    expect(second.international.GB).toBe(1);
  });

  it('are looked for elsewhere where they are more than slips', () => {
    const first = { rows: 1_000, isFirst: true };
    expect(mayBeElsewhere(1, first)).toBe(false);
    expect(mayBeElsewhere(1, { rows: 3, isFirst: true })).toBe(true);
    expect(mayBeElsewhere(60, { rows: 1_000, isFirst: false })).toBe(true);
    expect(mayBeElsewhere(1, { rows: 3, isFirst: false })).toBe(false);
  });

  it('are tried in a few countries only, however odd a long list is', () => {
    const odd = (step: number) => Array.from({ length: 60 }, (_, i) => `${step}${i}61234${i}`);
    let counts = NO_UNREAD;
    for (let step = 1; step < 20; step += 1)
      counts = withUnread(counts, odd(step), { home: 'TR', isSearched: true });
    expect(Object.keys(counts.national).length).toBeLessThanOrEqual(9);
    expect(counts.rows).toBe(19 * 60);
  });

  it('are nothing to show where all were read', () => {
    expect(unreadView(NO_UNREAD, 'TR')).toBeNull();
  });
});
