import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import enWords from '../../../admin/src/translations/en/imports.json';
import trWords from '../../../admin/src/translations/tr/imports.json';
import {
  consentField,
  personField,
  type ColumnTarget,
  type ImportEncoding,
} from '../../../server/src/contracts/imports';
import {
  columnName,
  guessDelimiter,
  looksLikeHeader,
  matchColumns,
} from '../../../server/src/imports/domain/columns';
import { fileKind } from '../../../server/src/imports/domain/file-kind';
import { createLineCutter, LEFT_OUT } from '../../../server/src/imports/domain/long-lines';
import { guessEncoding } from '../../../server/src/imports/domain/encoding';
import { isBlank, personReader } from '../../../server/src/imports/domain/person';
import {
  becomesIn,
  blankFields,
  changedProfile,
  hasOtherName,
  newProfile,
  staysOut,
} from '../../../server/src/imports/domain/plan';
import { problemWords } from '../../../server/src/imports/domain/problem-words';
import { parsePhone } from '../../../server/src/kernel/read-phone';

/** Reads one row of a list of people in Turkey. */
const readRow = (
  cells: readonly string[],
  columns: readonly ColumnTarget[],
  header: string[] = []
) => personReader({ columns, header, country: 'TR' })(cells);

const TEXT = 'Ad Soyad;Telefon\nÇağrı Şahin;05321112233\nİpek Öğüt;05331112233\n';
const decode = (bytes: Uint8Array, encoding: ImportEncoding) => iconv.decode(bytes, encoding);
type Evidence = Parameters<typeof guessEncoding>[1];
const guess = (bytes: Buffer, given: Partial<Evidence> = {}) =>
  guessEncoding(bytes, { isUnicode: false, chardet: [], country: 'TR', decode, ...given });
/** As an upload is read: with what chardet says of it. */
const guessIn = (country: string, text: string, encoding: ImportEncoding) => {
  const bytes = iconv.encode(text, encoding);
  return guess(bytes, { country, chardet: chardet.analyse(bytes) });
};

describe('the encoding of a list', () => {
  it('[P-12] is found for UTF-8, UTF-16 both ways with and without a mark, and Windows-1254', () => {
    expect(guess(Buffer.from(TEXT), { isUnicode: true })).toBe('utf-8');
    expect(guess(Buffer.from(`\uFEFF${TEXT}`), { isUnicode: true })).toBe('utf-8');
    expect(guess(iconv.encode(TEXT, 'utf-16le', { addBOM: true }))).toBe('utf-16le');
    expect(guess(iconv.encode(TEXT, 'utf-16be', { addBOM: true }))).toBe('utf-16be');
    expect(guess(iconv.encode(TEXT, 'utf-16le', { addBOM: false }))).toBe('utf-16le');
    expect(guess(iconv.encode(TEXT, 'utf-16be', { addBOM: false }))).toBe('utf-16be');
    expect(guessIn('TR', TEXT, 'windows-1254')).toBe('windows-1254');
  });

  it('[P-12] takes Western letters for what they look like, and Turkish where nothing says otherwise', () => {
    expect(guessIn('TR', 'Müller;é', 'windows-1252')).toBe('windows-1252');
    expect(guess(iconv.encode('Müller', 'windows-1254'))).toBe('windows-1254');
    // The letters that are not plain may stand behind what is looked at: the country alone decides.
    expect(guess(Buffer.from('Ad;Cep'))).toBe('windows-1254');
    expect(guess(Buffer.from('Name;Tel'), { country: 'RU' })).toBe('windows-1251');
  });

  it.each<[country: string, text: string, ImportEncoding]>([
    ['RU', 'Имя;Телефон\nИван Петров;+79161234567', 'windows-1251'],
    ['UA', 'Прізвище;Телефон\nЄвген Їжакевич;0501234567', 'windows-1251'],
    ['CZ', 'Jméno;Telefon\nJiří Novotný;602123456', 'windows-1250'],
    ['PL', 'Imię;Telefon\nPaweł Wiśniewski;501234567', 'windows-1250'],
    ['HU', 'Név;Telefon\nSzűcs Győző;201234567', 'windows-1250'],
    ['LT', 'Vardas;Telefonas\nŽydrūnas Čepaitis;61234567', 'windows-1257'],
    ['GR', 'Όνομα;Κινητό\nΓιώργος Παπαδόπουλος;6941234567', 'windows-1253'],
    ['IL', 'שם;טלפון\nמשה כהן;0501234567', 'windows-1255'],
    ['SA', 'الاسم;الجوال\nمحمد أحمد;0501234567', 'windows-1256'],
    ['TH', 'ชื่อ;โทรศัพท์\nสมชาย ใจดี;0812345678', 'windows-874'],
    ['JP', '氏名;携帯電話\n山田太郎;09012345678', 'shift_jis'],
    ['JP', '氏名;ﾌﾘｶﾞﾅ;携帯\n田中;ﾀﾅｶ;09012345678', 'shift_jis'],
    ['CN', '姓名;手机\n王伟;13812345678', 'gb18030'],
    ['TW', '姓名;手機\n陳怡君;0912345678', 'big5'],
    ['KR', '이름;휴대폰\n김민수;01012345678', 'euc-kr'],
    ['IS', 'Nafn;Farsími\nÞórður Guðmundsson;6111234', 'windows-1252'],
    ['BR', 'Nome;Celular\nJoão Conceição;11987654321', 'windows-1252'],
    ['TR', 'Ad;Cep\nÇağrı Yücel;05321112233', 'windows-1254'],
  ])('[P-12] is the one of Excel in the country: %s, %s', (country, text, encoding) => {
    expect(guessIn(country, text, encoding)).toBe(encoding);
    expect(decode(iconv.encode(text, encoding), encoding)).toBe(text);
  });

  it.each<[country: string, text: string, ImportEncoding]>([
    ['TR', 'Имя;Телефон\nИван Петров;+79161234567', 'windows-1251'],
    ['TR', 'Imię;Telefon\nPaweł Wiśniewski;501234567', 'windows-1250'],
    ['TR', 'Nafn;Farsími\nÞórður;6111234', 'windows-1252'],
    ['DE', 'Nafn;Farsími\nÞórður;6111234', 'windows-1252'],
    ['DE', 'Ad;Cep\nÇağrı Şahin;05321112233', 'windows-1254'],
    ['US', 'الاسم;الجوال\nمحمد أحمد;0501234567', 'windows-1256'],
    ['DE', 'Όνομα;Κινητό\nΓιώργος Παπαδόπουλος;6941234567', 'windows-1253'],
  ])(
    '[P-12] is recognised by its letters in a list of another country: %s, %s',
    (country, text, encoding) => {
      expect(guessIn(country, text, encoding)).toBe(encoding);
    }
  );

  it('knows workbooks and files of old Office programs by their first bytes', () => {
    expect(fileKind(Buffer.from([0x50, 0x4b, 3, 4]))).toBe('zip');
    expect(fileKind(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))).toBe('ole');
    expect(fileKind(Buffer.from('PK,phone'))).toBe('text');
  });
});

describe('delimiter and columns', () => {
  it('[P-12] finds ; , tab and |, also where quotes hold another one', () => {
    expect(guessDelimiter(TEXT)).toBe(';');
    expect(guessDelimiter('a,b\n"x;y;z",2\n"p;q;r",3')).toBe(',');
    expect(guessDelimiter('a\tb\n1,5\t2\n')).toBe('\t');
    expect(guessDelimiter('a|b\n1|2')).toBe('|');
    expect(guessDelimiter('05321112233\n05331112233')).toBe(',');
  });

  it('[P-10] matches names in English and Turkish, profile fields by key or label; only numbers more than once', () => {
    const custom = [{ key: 'birthday', label: 'Birthday', labelTr: 'Doğum günü' }];
    const match = (header: string[]) => matchColumns(header, [], { custom, country: 'TR' });
    expect(match(['Adı', 'Soyadı', 'CEP TELEFONU', 'E-Posta', 'Doğum Günü', 'Not'])).toEqual([
      'givenName',
      'familyName',
      'phone',
      'email',
      'custom:birthday',
      null,
    ]);
    expect(match(['First Name', 'Last name', 'Mobile', 'Phone', 'language'])).toEqual([
      'givenName',
      'familyName',
      'phone',
      'phone',
      'language',
    ]);
    expect(match(['Ad', 'GSM'])).toEqual(['name', 'phone']);
  });

  it('[P-10] matches a profile field by another word for its label, and guesses between none', () => {
    const field = (key: string, label: string, labelTr: string | null = null) => ({
      key,
      label,
      labelTr,
    });
    const birthday = field('birthday', 'Birthday', 'Doğum günü');
    const match = (header: string[], ...custom: ReturnType<typeof field>[]) =>
      matchColumns(['Cep', ...header], [], { custom, country: 'TR' }).slice(1);
    for (const name of ['Doğum tarihi', 'DOĞUM TARİHİ', 'Date of birth', 'birth_date'])
      expect([name, ...match([name], birthday)]).toEqual([name, 'custom:birthday']);
    // The field's very name is better, and of two fields none is guessed.
    expect(match(['Doğum tarihi', 'Doğum günü'], birthday)).toEqual([null, 'custom:birthday']);
    expect(match(['DOB'], birthday, field('born', 'Doğum tarihi'))).toEqual([null]);
    expect(match(['Şehir'], field('place', 'İl'))).toEqual(['custom:place']);
    expect(match(['Şehir'], field('district', 'İlçe'))).toEqual(['town']);
    // What fills our own field does so first.
    expect(match(['E-mail', 'Eposta'], field('second', 'Mail'))).toEqual([
      'email',
      'custom:second',
    ]);
  });

  it('[P-12] finds the phone by its values where no name says it, and a header by its words', () => {
    const rows = [
      ['Ali', '0532 111 22 33'],
      ['Can', '05331112233'],
    ];
    expect(matchColumns(['x', 'y'], rows, { custom: [], country: 'TR' })).toEqual([null, 'phone']);
    expect(looksLikeHeader(['Telefon', 'Ad'], 'TR')).toBe(true);
    expect(looksLikeHeader(['05321112233', 'Ali'], 'TR')).toBe(false);
    expect(looksLikeHeader(['a@b.co', 'Ali'], 'TR')).toBe(false);
    expect([0, 25, 26, 27, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA']);
  });

  it.each<[country: string, header: string, rows: string[], phone: number]>([
    ['DE', 'Vorname;Anmeldung;Handynummer', ['Jan;2024-05-31;0176 12345678'], 2],
    ['DE', 'Vorname;Anmeldung;Kontakt', ['Jan;2024-05-31;0176 12345678'], 2],
    ['US', 'Guest;Signup;Best line', ['Ada;05/31/2024;(212) 555-0101'], 2],
    ['DE', 'Kundennummer;Vorname;Kontakt', ['20240531;Jan;0176 12345678'], 2],
    ['NO', 'Kundenr;Navn;Ring', ['21234567;Ola;41234567', '22345678;Kari;91234567'], 2],
    ['FR', 'Client;Prénom;Joindre', ['0123456789;Jean;0612345678'], 2],
    ['ES', 'DNI;Nombre;Contacto', ['912345678;Ana;612345678'], 2],
    // The name is better than the digits: a number for people may be no mobile one.
    ['ES', 'DNI;Nombre;Teléfono de contacto', ['612345678;Ana;912345678'], 2],
    ['BR', 'CPF;Nome;Contato', ['11387654321;Ana;(21) 98765-4321'], 2],
    ['BR', 'CPF;Nome;Celular', ['11987654321;Ana;(21) 98765-4321'], 2],
    // In Türkiye a mobile phone, in Brazil the postcode.
    ['BR', 'CEP;Nome;Contato', ['01310-100;Ana;(21) 98765-4321'], 2],
    ['TR', 'Ad;Cep', ['Ali;0532 111 22 33'], 1],
    ['JP', '会員番号;氏名;携帯電話', ['0312345678;田中;090-1234-5678'], 2],
    ['DE', 'Fax privat;Name;Anruf', ['030 901820;Jan;030 901821'], 2],
  ])(
    '[P-12] takes the likeliest column of numbers for the phone: %s, %s',
    (country, names, rows, at) => {
      const cells = rows.map((row) => row.split(';'));
      const columns = matchColumns(names.split(';'), cells, { custom: [], country });
      expect(columns.flatMap((target, i) => (target === 'phone' ? [i] : []))).toEqual([at]);
    }
  );

  it.each([
    ['English', enWords],
    ['Turkish', trWords],
  ])('[P-10] [P-11] knows every field by the name that we show: %s', (_language, words) => {
    const match = (header: string[]) => matchColumns(header, [], { custom: [], country: 'TR' });
    const fields = [...personField.options, ...consentField.options];
    const shown = fields.map((field) => words[`imports.field.${field}`]);
    expect(match(shown)).toEqual(fields);
    expect(match(shown.map((name) => name.replaceAll(' ', '_').toUpperCase()))).toEqual(fields);
    expect(match([...fields])).toEqual(fields);
  });

  it('[P-11] leaves a consent column that does not say to what they agreed to the importer', () => {
    const match = (header: string[]) => matchColumns(header, [], { custom: [], country: 'TR' });
    expect(match(['WhatsApp izni', 'Consent', 'Opt-in', 'WhatsApp Marketing Consent'])).toEqual([
      null,
      null,
      null,
      'marketingConsent',
    ]);
  });
});

describe('a row', () => {
  const columns = ['phone', 'name', 'email', 'tags', 'custom:city', null] as const;
  const read = (...cells: string[]) => readRow(cells, columns);

  it('[P-12] puts 05xx, 5xx, 90…, 0090 and +90 numbers right', () => {
    for (const typed of [
      '0532 111 22 33',
      '5321112233',
      '905321112233',
      '00905321112233',
      '+90 (532) 111-22-33',
      "'05321112233",
      '905321112233.0',
    ]) {
      const result = read(typed, 'Ali', '', '', '');
      expect(result.ok && result.person.phone?.e164).toBe('+905321112233');
    }
  });

  it('[P-10] tells each bad row with its reason', () => {
    const reason = (...cells: string[]) => {
      const result = read(...cells);
      return result.ok ? null : [result.reason, result.detail];
    };
    expect(reason('', 'Ali')).toEqual(['phone-empty', null]);
    expect(reason('123', 'Ali')).toEqual(['phone-not-valid', '123']);
    expect(reason('9,05321E+11', 'Ali')).toEqual(['phone-cut', '9,05321E+11']);
    expect(reason('05321112233', 'Ali', 'a@b.co')).toBeNull();
    expect(problemWords({ reason: 'phone-empty' }, 'tr')).toBe('Telefon numarası yok');
    expect(problemWords({ reason: 'double', detail: '4' }, 'en')).toContain(': 4');
  });

  it('[P-10] is imported without a cell that cannot be read, and the report names it', () => {
    expect(read('05321112233', 'Ali', 'ali@', 'vip')).toMatchObject({
      ok: true,
      person: { name: 'Ali', tags: ['vip'] },
      unread: [{ reason: 'email-not-valid', detail: 'ali@' }],
    });
    const zones = readRow(
      ['05321112233', 'Mars/Olympus', 'klingonca?'],
      ['phone', 'timezone', 'language']
    );
    expect(zones).toMatchObject({
      ok: true,
      unread: [{ reason: 'language-not-valid' }, { reason: 'timezone-not-valid' }],
    });
    // What cannot be read is not there: an empty cell would be null.
    expect(zones.ok && 'timezone' in zones.person).toBe(false);
  });

  it.each([
    ['mailto:a@b.co', 'a@b.co'],
    ['mailto:a@b.co?subject=Hi', 'a@b.co'],
    ['A <a@b.co>', 'a@b.co'],
    ['"Иванова, Анна" <anna@пример.рф>', 'anna@пример.рф'],
    ['a@b.co; c@d.co', 'a@b.co'],
    ['a@b.co, c@d.co', 'a@b.co'],
    ['a@b.co ::: c@d.co', 'a@b.co'],
    // Half of it would be the address of somebody else.
    ['ada lovelace@b.co', null],
    ['a@b@c.co', null],
  ])('[P-10] reads the e-mail of %j: %s', (cell, email) => {
    const result = read('05321112233', 'Ali', cell, '', '');
    expect(result.ok && (result.person.email ?? null)).toBe(email);
  });

  it('cleans texts and splits tags', () => {
    const result = read(
      '05321112233',
      '  Ali \u0000  Can ',
      'A@B.CO',
      'vip, ; bursa|vip2',
      ' Bursa '
    );
    expect(result).toMatchObject({
      ok: true,
      person: {
        name: 'Ali Can',
        email: 'a@b.co',
        tags: ['vip', 'bursa', 'vip2'],
        custom: { city: 'Bursa' },
      },
    });
    expect(isBlank(['', ' '])).toBe(true);
    expect(isBlank(['', 'x'])).toBe(false);
  });

  it('[P-12] reads names of languages, and refuses a word that is none', () => {
    const languageOf = (cell: string) => {
      const row = readRow(['05321112233', cell], ['phone', 'language']);
      return row.ok ? (row.person.language ?? row.unread[0]?.reason) : row.reason;
    };
    expect(languageOf('Türkçe')).toBe('tr');
    for (const cell of ['constructor', '__proto__'])
      expect(languageOf(cell)).toBe('language-not-valid');
  });

  it('never throws, whatever a cell holds, and only takes numbers that can be dialled', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 8 }), (cells) => {
        const result = read(...cells);
        if (result.ok) expect(parsePhone(result.person.phone?.e164 ?? '').ok).toBe(true);
        else expect(result.reason).toMatch(/^[a-z-]+$/);
      })
    );
  });
});

describe('what becomes of a contact', () => {
  const phone = { e164: '+905321112233', waId: '905321112233', country: 'TR' };
  const known = {
    name: 'Known',
    profileName: null,
    givenName: null,
    familyName: null,
    email: 'a@b.co',
    language: null,
    timezone: null,
    town: null,
  };
  const empty = {
    phone,
    userId: null,
    remarks: [],
    tags: [],
    groups: [],
    custom: {},
    blank: [],
    consent: { marketing: '', utility: '', date: '', where: null },
  };
  const person = { ...empty, name: 'New', email: null, language: 'tr' };

  it('[P-10] fills what is empty, overwrites, or leaves; an empty cell never erases', () => {
    const other = { ...person, town: 'Bursa' };
    const town = { ...known, town: 'İzmir' };
    expect(changedProfile(town, other, { duplicates: 'skip' })).toBeNull();
    expect(changedProfile(town, other, { duplicates: 'fill' })).toEqual({ language: 'tr' });
    const update = { duplicates: 'update' as const };
    expect(changedProfile(town, other, update)).toEqual({ language: 'tr', town: 'Bursa' });
    expect(changedProfile({ ...known, name: 'New', language: 'tr' }, person, update)).toBeNull();
    expect(newProfile({ ...empty, givenName: 'Ali', familyName: 'Can' })).toEqual({
      name: 'Ali Can',
      givenName: 'Ali',
      familyName: 'Can',
    });
  });

  it('[P-10] leaves a name that somebody gave, and what a cell is empty of, unless the importer wants otherwise', () => {
    const update = { duplicates: 'update' as const };
    expect(hasOtherName(known, person)).toBe(true);
    expect(changedProfile(known, person, update)).toEqual({ language: 'tr' });
    const replaced = changedProfile(known, person, { ...update, replacesNames: true });
    expect(replaced).toEqual({ name: 'New', language: 'tr' });
    // What WhatsApp calls somebody is no name that anybody gave.
    const shown = { ...known, profileName: 'Known' };
    expect(hasOtherName(shown, person)).toBe(false);
    expect(changedProfile(shown, person, update)).toEqual({ name: 'New', language: 'tr' });
    expect(blankFields(known, person)).toEqual(['email']);
    const erased = changedProfile(known, person, { ...update, erasesBlanks: true });
    expect(erased).toEqual({ language: 'tr', email: null });
    // A field of which the file has no column is not empty, and a name is never emptied.
    const { email: _email, ...without } = person;
    const nameless = { ...without, name: null };
    expect(changedProfile(known, nameless, { ...update, erasesBlanks: true })).toEqual({
      language: 'tr',
    });
  });

  it('[P-11] opts in only where nothing was known, and says who stays opted out', () => {
    const given = {
      kind: 'given' as const,
      categories: ['marketing' as const],
      source: 'x',
      wording: 'y',
    };
    const none = { kind: 'none' as const };
    const states = ['in', 'none', 'out'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(...states),
        fc.constantFrom(given, none),
        (marketing, utility, consent) => {
          const before = { marketing, utility };
          expect(becomesIn(before, consent)).toBe(consent.kind === 'given' && marketing === 'none');
          if (marketing === 'out') expect(staysOut(before, consent)).toBe(true);
          expect(staysOut(before, consent) && becomesIn(before, consent)).toBe(false);
        }
      )
    );
    expect(staysOut({ marketing: 'none', utility: 'out' }, given)).toBe(false);
    expect(staysOut({ marketing: 'none', utility: 'out' }, none)).toBe(true);
  });
});

describe('lines that no row can have', () => {
  const cut = (chunks: string[], most = 10): string => {
    const cutter = createLineCutter(most);
    return chunks.map((chunk) => cutter.push(chunk)).join('') + cutter.end();
  };

  it('are skipped alone, and line numbers stay', () => {
    const text = `a;b\n${'x'.repeat(40)}\r\nc;d`;
    expect(cut([text])).toBe(`a;b\n${LEFT_OUT}\r\nc;d`);
    expect(cut(['short\n', 'lines'])).toBe('short\nlines');
  });

  it('close the quotation mark that they would have closed', () => {
    expect(cut([`"a\n${'x'.repeat(40)}";b\nc`])).toBe(`"a\n${LEFT_OUT}"\nc`);
  });

  it('are found wherever the text is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ab";\n\r]{0,30}$/), { maxLength: 8 }), (chunks) => {
        expect(cut(chunks).replaceAll(/\r\n?/g, '\n')).toBe(
          cut([chunks.join('')]).replaceAll(/\r\n?/g, '\n')
        );
      })
    );
  });
});

describe('what a file is', () => {
  it.each([
    ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture'],
    ['a JPEG', Buffer.from('ffd8ffe0', 'hex'), 'picture'],
    ['a HEIC', Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0'), 'picture'],
    ['an AVIF', Buffer.from('\0\0\0\u0020ftypavif\0\0\0\0'), 'picture'],
    ['a BMP', Buffer.from('424d3601000000000000360000002800000001000000', 'hex'), 'picture'],
    ['a TIFF', Buffer.from('49492a0008000000', 'hex'), 'picture'],
    ['a TIFF of another order', Buffer.from('4d4d002a00000008', 'hex'), 'picture'],
    ['a list of cars', Buffer.from('BMW;Phone;Name of the owner\n'), 'text'],
    ['a list in capitals', Buffer.from('II*;MM*;ftypheic\n'), 'text'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'pdf'],
    ['a workbook', Buffer.from('504b0304', 'hex'), 'zip'],
    ['a list', Buffer.from('Name;Phone'), 'text'],
  ])('is recognised by its first bytes: %s', (_what, head, kind) => {
    expect(fileKind(head)).toBe(kind);
  });
});

describe('the sample file', () => {
  it.each([
    ['English', enWords],
    ['Turkish', trWords],
  ])('is read as it is: %s', (_language, words) => {
    const text = words['imports.file.sample-text'];
    const rows = parse(text, { delimiter: guessDelimiter(text) }) as string[][];
    const [header = [], ...people] = rows;
    const columns = matchColumns(header, people, { custom: [], country: 'TR' });
    expect(columns).not.toContain(null);
    expect(columns).toEqual(expect.arrayContaining(['phone', 'givenName', 'familyName', 'tags']));
    expect(people.map((cells) => readRow(cells, columns))).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
  });
});
