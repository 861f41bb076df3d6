import fc from 'fast-check';
import type {
  ColumnTarget,
  ImportConsent,
  ImportRules,
} from '../../../server/src/contracts/imports';
import {
  consentOfList,
  planOf,
  readWhen,
  unreadDay,
  wordsOfRow,
  type RowWord,
} from '../../../server/src/imports/domain/consent';
import {
  createMeaning,
  looksLikeConsent,
  type MeaningOf,
} from '../../../server/src/imports/domain/consent-words';
import { personReader } from '../../../server/src/imports/domain/person';

const NOW = Date.UTC(2026, 10, 26, 12);
const columns: ColumnTarget[] = ['phone', 'marketingConsent', 'consentDate', 'consentSource'];
const reading = (
  name = 'İzin',
  consentWords: NonNullable<ImportRules['consentWords']> = [],
  targets = columns
) =>
  createMeaning({
    columns: targets,
    header: ['Cep', name, 'Tarih', 'Yer'],
    rules: { consentWords },
  });

describe('words of a consent column', () => {
  it.each([
    [
      'yes',
      [
        'yes',
        'Evet',
        'EVET ',
        '1',
        'TRUE',
        'x',
        '✓',
        '✔️',
        'onaylı',
        'ONAYLI',
        'İzinli',
        'Opt-in',
        'abone',
        'in',
      ],
    ],
    [
      'no',
      [
        'no',
        'Hayır',
        'HAYIR',
        'hayir',
        '0',
        'false',
        'ret',
        'RED',
        'unsubscribed',
        'Opted out',
        'İPTAL',
        'yok',
        'out',
      ],
    ],
    ['nothing', ['', '   ', '-', 'none', 'Kayıt yok']],
    [null, ['belki', '?', 'evet (sözlü)', 'constructor', '__proto__']],
  ])('[P-11] that say %s are read in English and Turkish', (means, cells) => {
    for (const cell of cells)
      expect([cell, reading()('marketingConsent', cell)]).toEqual([cell, means]);
  });

  it('[P-11] mean what the importer says, in every spelling and in their column alone', () => {
    const meaningOf = reading('İzin', [{ column: 'marketingConsent', word: 'Belki', means: 'no' }]);
    expect(meaningOf('marketingConsent', 'BELKİ')).toBe('no');
    expect(meaningOf('utilityConsent', 'belki')).toBeNull();
  });

  it('[P-11] are never taken for granted where the name of the column says that they refuse', () => {
    for (const name of ['Unsubscribed', 'Opt-out', 'Abonelikten çıktı', 'Do not contact'])
      expect(reading(name)('marketingConsent', 'yes')).toBeNull();
  });
});

describe('a column that looks like consent', () => {
  it('[P-11] is known by its name or by words that no other column has', () => {
    for (const name of [
      'Newsletter',
      'Marketing Consent',
      'Kampanya izni',
      'KVKK',
      'Opt-in',
      'Unsubscribed',
      'Açık rıza',
    ])
      expect([name, looksLikeConsent(name, [])]).toEqual([name, true]);
    for (const name of ['Etkinlik', 'Şehir', 'Rıza', 'İzin tarihi', 'Consent date', 'Ad'])
      expect([name, looksLikeConsent(name, [])]).toEqual([name, false]);
    expect(looksLikeConsent('Durum', ['', 'Abonelikten çıktı'])).toBe(true);
    expect(looksLikeConsent('VIP', ['evet', 'hayır'])).toBe(false);
  });
});

describe('the date of a consent', () => {
  it.each([
    ['2025-05-31', Date.UTC(2025, 4, 31)],
    ['31.05.2025', Date.UTC(2025, 4, 31)],
    ['31/05/2025 14:30', Date.UTC(2025, 4, 31)],
    ['2025-05-31T14:30:00', Date.UTC(2025, 4, 31)],
    ['2025-05-31 14:30:00.123 +03:00', Date.UTC(2025, 4, 31, 11, 30, 0, 123)],
    ['2025-05-31T14:30:00Z', Date.UTC(2025, 4, 31, 14, 30)],
    ['5 Oct 2026', Date.UTC(2026, 9, 5)],
    ['5 Ekim 2026, 14:30', Date.UTC(2026, 9, 5)],
    ['14/10/2026 2:30 PM', Date.UTC(2026, 9, 14)],
    ['2026-10-14 12:05 PM +00:00', Date.UTC(2026, 9, 14, 12, 5)],
    ['2026-10-14 12:05 ÖÖ Z', Date.UTC(2026, 9, 14, 0, 5)],
    ['03.10.2026 14.30', Date.UTC(2026, 9, 3)],
    ['5-Oct-26', Date.UTC(2026, 9, 5)],
    [`5${' '.repeat(99_000)}Oct`, null],
    ['2026-11-27', NOW],
    ['2026-12-01', null],
    ['05/31/2025', null],
    ['soon', null],
    ['', null],
  ])('is read like other dates of a list: %s', (text, at) => {
    expect(readWhen(text, NOW)).toBe(at);
  });
});

describe('what a row says of consent', () => {
  const words = (
    cells: string[],
    {
      meaningOf = reading(),
      targets = columns,
      consent = null,
      dateOrder = null,
    }: {
      meaningOf?: MeaningOf;
      targets?: ColumnTarget[];
      consent?: ImportConsent | null;
      dateOrder?: 'month-first' | null;
    } = {}
  ) => {
    const readPerson = personReader({ columns: targets, header: [], country: 'TR' });
    const read = readPerson(['0532 111 22 33', ...cells]);
    if (!read.ok) return null;
    const reading = { meaningOf, columns: targets, rules: { consent }, dateOrder, now: NOW };
    return wordsOfRow(read.person.consent, reading);
  };

  it('[P-11] is a word with its date and place, and nothing of an empty or unknown cell', () => {
    expect(words(['Evet', '31.05.2025', 'Fuar'])).toEqual([
      { category: 'marketing', says: 'yes', at: Date.UTC(2025, 4, 31), where: 'Fuar' },
    ]);
    expect(words(['hayır', 'dün', ''])).toEqual([
      { category: 'marketing', says: 'no', at: null, where: null },
    ]);
    expect(words(['', '31.05.2025', ''])).toEqual([]);
    expect(words(['belki', '31.05.2025', ''])).toEqual([]);
  });

  it('[P-11] has the day that the importer gives to all, where it says yes and has none of its own', () => {
    const given = { kind: 'given' as const, source: 'Form', wording: 'Yes, send me offers.' };
    const consent = { ...given, categories: ['marketing' as const], agreedOn: '2025-05-31' };
    const whenOf = (...cells: string[]) => words([...cells, ''], { consent })?.[0]?.at;
    expect(whenOf('evet', '')).toBe(Date.UTC(2025, 4, 31));
    expect(whenOf('evet', '01.02.2024')).toBe(Date.UTC(2024, 1, 1));
    expect(whenOf('evet', 'dün')).toBeNull();
    expect(whenOf('hayır', '')).toBeNull();
    const other = { ...consent, categories: ['utility' as const] };
    expect(words(['evet', '', ''], { consent: other })?.[0]?.at).toBeNull();
  });

  it('[P-11] is a yes at its own day, where all are said to have agreed and a column says when', () => {
    const given = { kind: 'given' as const, source: 'Form', wording: 'Yes, send me offers.' };
    const consent = { ...given, categories: ['marketing' as const] };
    const targets: ColumnTarget[] = ['phone', 'consentDate'];
    const yes = { category: 'marketing', says: 'yes', where: null };
    const said = (day: string, agreedOn?: string) =>
      words([day], { targets, consent: agreedOn ? { ...consent, agreedOn } : consent });
    expect(said('5 Eki 2026', '2025-05-31')).toEqual([{ ...yes, at: Date.UTC(2026, 9, 5) }]);
    expect(said('', '2025-05-31')).toEqual([{ ...yes, at: Date.UTC(2025, 4, 31) }]);
    // Without a day nobody can prove it.
    expect(said('')).toEqual([{ ...yes, at: null }]);
    expect(said('dün', '2025-05-31')).toEqual([{ ...yes, at: null }]);
    expect(consentOfList(consent, targets)).toEqual({ kind: 'none' });
  });

  it('[P-11] reads its day in the order of the file, and tells one that cannot be read', () => {
    const at = words(['evet', '03/10/2026', ''], { dateOrder: 'month-first' })?.[0]?.at;
    expect(at).toBe(Date.UTC(2026, 2, 10));
    const unread = (word: string, date: string) =>
      unreadDay(
        { marketing: word, utility: '', date, where: null },
        words([word, date, '']) ?? []
      ) !== null;
    expect(unread('evet', 'bir gün')).toBe(true);
    expect(unread('hayır', '2027-01-01')).toBe(true);
    expect(unread('evet', '')).toBe(false);
    expect(unread('', 'bir gün')).toBe(false);
    expect(unread('evet', '5 Ekim 2026')).toBe(false);
  });

  it('[P-11] has the date and the place of its own category, where the file has columns for them', () => {
    const targets: ColumnTarget[] = [
      ...(['phone', 'marketingConsent', 'utilityConsent', 'consentDate'] as const),
      ...(['utilityConsentDate', 'utilityConsentSource'] as const),
    ];
    const both = { meaningOf: createMeaning({ columns: targets, header: [], rules: {} }), targets };
    expect(words(['in', 'out', '2025-05-31', '2025-06-01T10:00:00.250Z', 'form'], both)).toEqual([
      { category: 'marketing', says: 'yes', at: Date.UTC(2025, 4, 31), where: null },
      { category: 'utility', says: 'no', at: Date.UTC(2025, 5, 1, 10, 0, 0, 250), where: 'form' },
    ]);
    expect(words(['none', 'out', '2025-05-31', '', ''], both)).toEqual([
      { category: 'utility', says: 'no', at: Date.UTC(2025, 4, 31), where: null },
    ]);
  });

  it('[P-11] decides its category alone: the claim about the whole list is left with the others', () => {
    const given = { kind: 'given' as const, source: 'Form', wording: 'Yes, send me offers.' };
    const both = { ...given, categories: ['marketing' as const, 'utility' as const] };
    const undated: ColumnTarget[] = ['phone', 'marketingConsent'];
    expect(consentOfList(both, undated)).toEqual({ ...both, categories: ['utility'] });
    expect(consentOfList({ ...given, categories: ['marketing'] }, undated)).toEqual({
      kind: 'none',
    });
    // A column of dates says when, of the others too.
    expect(consentOfList(both, columns)).toEqual({ kind: 'none' });
    expect(consentOfList(both, ['phone'])).toEqual(both);
    expect(consentOfList(null, columns)).toEqual({ kind: 'none' });
  });
});

describe('what comes of a word', () => {
  const word = (says: 'yes' | 'no', at: number | null): RowWord => ({
    category: 'marketing',
    says,
    at,
    where: null,
  });

  it.each([
    ['yes', NOW, 'none', false, false, 'grant'],
    ['yes', null, 'none', false, false, 'no-date'],
    ['yes', NOW, 'in', false, false, 'nothing'],
    ['yes', NOW, 'out', false, false, 'stays-out'],
    ['yes', null, 'out', false, true, 'stays-out'],
    ['no', NOW, 'none', false, false, 'refuse'],
    ['no', null, 'in', false, false, 'refuse'],
    ['no', NOW, 'out', false, false, 'again'],
    ['no', NOW, 'in', true, false, 'keep'],
    ['no', null, 'in', true, true, 'end'],
  ] as const)(
    '[P-11] %s, said %s, of somebody who is %s (newer yes %s, ended %s): %s',
    (says, at, state, hasNewerYes, endsNewerYes, does) => {
      expect(planOf(word(says, at), { state, hasNewerYes, endsNewerYes }).does).toBe(does);
    }
  );

  it('[P-11] a yes of a file counts once somebody says where it is from; an older one changes nothing', () => {
    const known = { hasNewerYes: false, endsNewerYes: false };
    const does = (state: 'in' | 'none' | 'out', says: 'yes' | 'no') =>
      planOf(word(says, NOW), { ...known, state, isUnconfirmed: true }).does;
    expect([does('none', 'yes'), does('out', 'yes'), does('in', 'yes')]).toEqual([
      'unconfirmed',
      'stays-out',
      'nothing',
    ]);
    expect(does('none', 'no')).toBe('refuse');
    const older = (firstYes: number | null) =>
      planOf(word('yes', NOW), { ...known, state: 'in', firstYes }).does;
    expect([older(NOW + 1), older(NOW), older(null)]).toEqual(['older', 'nothing', 'nothing']);
  });

  it('[P-11] a yes opts in only with a date and where nothing was known, whatever else holds', () => {
    const states = ['in', 'none', 'out'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom('yes' as const, 'no' as const),
        fc.option(fc.integer({ min: 1, max: NOW })),
        fc.constantFrom(...states),
        fc.boolean(),
        fc.boolean(),
        (says, at, state, hasNewerYes, endsNewerYes) => {
          const { does } = planOf(word(says, at), { state, hasNewerYes, endsNewerYes });
          expect(does === 'grant').toBe(says === 'yes' && at !== null && state === 'none');
        }
      )
    );
  });
});
