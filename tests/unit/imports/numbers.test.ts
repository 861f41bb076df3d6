import enWords from '../../../admin/src/translations/en/imports.json';
import trWords from '../../../admin/src/translations/tr/imports.json';
import { matchColumns } from '../../../server/src/imports/domain/columns';
import { personReader } from '../../../server/src/imports/domain/person';
import { problemWords } from '../../../server/src/imports/domain/problem-words';
import {
  mayBeElsewhere,
  NO_UNREAD,
  unreadView,
  withUnread,
} from '../../../server/src/imports/domain/unread-numbers';
import { en, tr } from '../../support/words';

const read = (cell: string) =>
  personReader({ columns: ['phone'], header: ['Phone'], country: 'TR' })([cell]);

describe('what is wrong with a row', () => {
  /** The sentences of the page, which are written a second time for the report: the server has no catalogue. */
  const onPage = [
    ['en', enWords],
    ['tr', trWords],
  ] as const;
  const PREFIX = 'imports.problem.';

  it.each(onPage)('[P-10] is said in the report as on the page, in %s', (language, catalogue) => {
    const page = Object.entries(catalogue).filter(([key]) => key.startsWith(PREFIX));
    expect(page.length).toBeGreaterThan(20);
    const report = page.map(([key]) => [
      key,
      problemWords({ reason: key.slice(PREFIX.length) }, language),
    ]);
    expect(report).toEqual(page);
  });
});

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
    expect(problemWords({ reason: `phone-${remark}` }, 'en')).toMatch(/^The row is imported/);
    expect(problemWords({ reason: `phone-${remark}` }, 'tr')).toContain('Satır aktarılır.');
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

  describe('beside an id that is none', () => {
    const columns = ['waId', 'phone', 'whatsappUserId'] as const;
    const readPerson = personReader({ columns, header: [], country: 'TR' });
    const badId = (detail: string) => ({ reason: 'wa-id-not-valid', detail });

    it('[P-10] counts, and the id costs its field with a line in the report', () => {
      expect(readPerson(['05321112233', '0532 111 22 33', ''])).toMatchObject({
        ok: true,
        person: { phone: { e164: '+905321112233' }, userId: null },
        unread: [badId('05321112233')],
      });
      expect(readPerson(['unknown', '123', 'TR.abc1'])).toMatchObject({
        ok: true,
        person: { phone: null, userId: 'TR.abc1' },
        unread: [{ reason: 'phone-not-valid', detail: '123' }, badId('unknown')],
      });
      for (const cells of [
        ['', '0532 111 22 33', ''],
        ['905321112233', '123', ''],
      ])
        expect(readPerson(cells)).toMatchObject({ ok: true, unread: [] });
      for (const words of [en, tr])
        expect(words('imports.problem.wa-id-not-valid')).toMatch(/imported|aktarıl/i);
      expect(problemWords(badId('x'), 'en')).toBe(`${en('imports.problem.wa-id-not-valid')}: x`);
      expect(problemWords(badId('x'), 'tr')).toBe(`${tr('imports.problem.wa-id-not-valid')}: x`);
    });

    it('[P-12] comes with the WhatsApp user id that stands among the ids, where the row has no other one', () => {
      const who = (...cells: string[]) => {
        const row = readPerson(cells);
        return row.ok
          ? [row.person.phone?.e164, row.person.userId, ...row.unread.map(({ reason }) => reason)]
          : row.reason;
      };
      expect(who('TR.abc1', '', '')).toEqual([undefined, 'TR.abc1']);
      expect(who("'TR.abc1", '0532 111 22 33', '')).toEqual(['+905321112233', 'TR.abc1']);
      expect(who('TR.abc1', '', 'TR.abc1')).toEqual([undefined, 'TR.abc1']);
      expect(who('TR.abc1', '', 'TR.other')).toEqual([undefined, 'TR.other', 'wa-id-not-valid']);
      expect(who('TR.abc1', '', 'other')).toEqual([undefined, 'TR.abc1', 'user-id-not-valid']);
      expect(who('TR.', '', '')).toBe('phone-not-a-number');
    });
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
    expect(mayBeElsewhere(1, { rows: 3, isFirst: true })).toBe(false);
    expect(mayBeElsewhere(2, { rows: 3, isFirst: true })).toBe(true);
    expect(mayBeElsewhere(1, { rows: 1, isFirst: true })).toBe(true);
    expect(mayBeElsewhere(60, { rows: 1_000, isFirst: false })).toBe(true);
    expect(mayBeElsewhere(2, { rows: 3, isFirst: false })).toBe(false);
  });

  it('are tried in a few countries only, however odd a long list is', () => {
    const odd = (step: number) => Array.from({ length: 60 }, (_, i) => `${step}${i}61234${i}`);
    let counts = NO_UNREAD;
    for (let step = 1; step < 20; step += 1)
      counts = withUnread(counts, odd(step), { home: 'TR', isSearched: true });
    expect(Object.keys(counts.national).length).toBeLessThanOrEqual(9);
    expect(counts.rows).toBe(19 * 60);
  });

  it('are nothing to show where all were read, or all but one that is too short', () => {
    expect(unreadView(NO_UNREAD, 'TR')).toBeNull();
    const slip = { home: 'TR', isSearched: false };
    expect(unreadView(withUnread(NO_UNREAD, ['532 11'], slip), 'TR')).toBeNull();
    expect(unreadView(withUnread(NO_UNREAD, ['532 11', '532 12'], slip), 'TR')).toMatchObject({
      rows: 2,
    });
  });
});
