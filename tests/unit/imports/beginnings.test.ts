import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import type { ColumnTarget } from '../../../server/src/contracts/imports';
import { plainCells, withoutTail } from '../../../server/src/imports/domain/cells';
import {
  guessDelimiter,
  matchColumns,
  type CustomName,
} from '../../../server/src/imports/domain/columns';
import { beginningOf, declaredDelimiter } from '../../../server/src/imports/domain/header';
import { plain } from '../../../server/src/imports/domain/names';
import { createQuoteMender, OPEN_QUOTE } from '../../../server/src/imports/domain/open-quotes';
import { originOf } from '../../../server/src/imports/domain/origins';
import { personReader } from '../../../server/src/imports/domain/person';
import { readPhoneCells } from '../../../server/src/imports/domain/phone-cell';

const begin = (text: string, hasHeader?: boolean) => {
  const delimiter = declaredDelimiter(text) ?? guessDelimiter(text);
  const options = { delimiter, relax_column_count: true, relax_quotes: true };
  const rows = (parse(text, options) as string[][]).filter((row) => row.some(Boolean));
  return { delimiter, ...beginningOf(rows, { custom: [], country: 'TR', hasHeader }) };
};

describe('where a list begins', () => {
  it.each([
    ['at its header', 'Ad;Cep\nAyşe;05321112233', { delimiter: ';', skip: 0, hasHeader: true }],
    ['below sep=', 'sep=;\nAd;Cep\nAyşe;05321112233', { delimiter: ';', skip: 1, hasHeader: true }],
    [
      'below sep= with a tab',
      'sep=\t\nAd\tCep\nA\t0532',
      { delimiter: '\t', skip: 1, hasHeader: true },
    ],
    [
      'below sep= that was saved once more, without a header',
      '"sep=,",\nAyşe,05321112233',
      { delimiter: ',', skip: 1, hasHeader: false },
    ],
    [
      'below a title and an empty line',
      'Fuar 2026 katılımcıları;;\n;;\nAd;Cep;Şehir\nAyşe;05321112233;Bursa',
      { delimiter: ';', skip: 1, hasHeader: true },
    ],
    [
      'below a title that is a name of a field',
      'Contacts\nExported 2026-03-01, 14:30\n\nName,Phone,City\nAda,+12125550101,Paris',
      { delimiter: ',', skip: 2, hasHeader: true },
    ],
    [
      'below a title, with names that nobody knows',
      'Liste\nKatılımcı;Hat;Not\nAyşe;05321112233;x',
      { delimiter: ';', skip: 1, hasHeader: true },
    ],
    [
      'below a title with an address',
      'Report for info@firma.com\nName,Phone\nAda,+12125550101',
      { delimiter: ',', skip: 1, hasHeader: true },
    ],
    [
      'below a title with a number',
      'Firma,0212 555 55 55\nName,Phone\nAyşe,05321112233',
      { delimiter: ',', skip: 1, hasHeader: true },
    ],
    [
      'below a title of another alphabet with a number',
      'Фирма;+7 495 123-45-67\nСписок\nТелефон;E-mail\n+79161234567;a@b.co',
      { delimiter: ';', skip: 2, hasHeader: true },
    ],
    [
      'below a title with its day',
      'Kundenliste;2024-05-31\nVorname;Handynummer\nJan;+4917612345678',
      { delimiter: ';', skip: 1, hasHeader: true },
    ],
    [
      'below a title with its day, with names that nobody knows',
      '顧客名簿;2024年5月31日\n氏名;連絡先\n田中;+819012345678',
      { delimiter: ';', skip: 1, hasHeader: true },
    ],
    [
      'at its first person, where a second list was added below',
      'Ayşe;05321112233\nCan;05331112233\nEce;05341112233\nAli;05351112233\nAd;Cep\nNil;05361112233',
      { delimiter: ';', skip: 0, hasHeader: false },
    ],
    ['at its first person', 'Ayşe;05321112233\nCan;05331112233', { skip: 0, hasHeader: false }],
    // Somebody without a number is a person to be named in the report, and no title.
    ['at a person without a number', 'Ayşe;123\nCan;05331112233', { skip: 0, hasHeader: false }],
    ['in one column', 'Telefon\n05321112233', { delimiter: ',', skip: 0, hasHeader: true }],
    ['with an address', 'ayse@example.com;Ad\n', { skip: 0, hasHeader: false }],
  ])('is found %s', (_where, text, wanted) => {
    expect(begin(text)).toMatchObject(wanted);
  });

  it('is where somebody says, as far as the header goes', () => {
    expect(begin('sep=;\nAd;Cep\nAyşe;05321112233', false)).toMatchObject({
      skip: 1,
      hasHeader: false,
    });
    expect(begin('Ayşe;05321112233\nCan;05331112233', true)).toMatchObject({
      skip: 0,
      hasHeader: true,
    });
  });
});

describe('cells as programs write them', () => {
  it('[P-12] have nothing around them that was meant for a spreadsheet', () => {
    const cells = [
      '="05321112233"',
      '= "a""b"',
      "'=SUM(A1)",
      "'+90 532",
      "'05321112233",
      "O'Neil",
      '=1+1',
    ];
    expect(plainCells(cells)).toEqual([
      '05321112233',
      'a"b',
      '=SUM(A1)',
      '+90 532',
      "'05321112233",
      "O'Neil",
      '=1+1',
    ]);
    expect(withoutTail(['a', '', 'b', ' ', ''])).toEqual(['a', '', 'b']);
  });

  it('are compared by their letters, where the mark is the letter too', () => {
    expect(plain('E-Posta Adresı')).toBe('epostaadresi');
    expect(plain('Straße')).toBe(plain('STRASSE'));
    expect(plain('कला')).not.toBe(plain('कील'));
    expect(plain('мой')).not.toBe(plain('мои'));
    const custom = [{ key: 'street', label: 'Straße', labelTr: null }];
    expect(matchColumns(['Strasse'], [], { custom, country: 'DE' })).toEqual(['custom:street']);
  });
});

describe('quotation marks that are never closed', () => {
  const mend = (chunks: string[], most = 40): string => {
    const mender = createQuoteMender(most, ';');
    return chunks.map((chunk) => mender.push(chunk)).join('') + mender.end();
  };

  it.each([
    ['nothing to mend', 'a;b\n"c\nd";e\n"f ""g""";h', 'a;b\n"c\nd";e\n"f ""g""";h'],
    ['one that is open at the end', 'a;b\n"c;d\ne;f', `a;b\n${OPEN_QUOTE}c;d\ne;f`],
    ['one in a later cell', 'a;"b\nc;d', `${OPEN_QUOTE}a;b\nc;d`],
    ['one that another one would close', '"a;b\nc;d\n"e";f\n', `${OPEN_QUOTE}a;b\nc;d\n"e";f\n`],
    [
      'one that is open for too long',
      `"a\n${'b\n'.repeat(30)}`,
      `${OPEN_QUOTE}a\n${'b\n'.repeat(30)}`,
    ],
    ['marks within a cell', '5" screen;b\na 6";c', '5" screen;b\na 6";c'],
    ['a cell that goes on after its mark', '"a" b;c\nd;e', '"a" b;c\nd;e'],
  ])('are marked alone: %s', (_what, text, wanted) => {
    expect(mend([text])).toBe(wanted);
  });

  it('lose no line, and leave whole rows as they are, wherever the text is cut', () => {
    const line = fc.stringMatching(/^[ab";]{0,8}$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(12), (lines, at) => {
        const text = lines.map((one) => `${one}\n`);
        const whole = mend([text.join('')]);
        expect(mend([text.slice(0, at).join(''), text.slice(at).join('')])).toBe(whole);
        expect(whole.split('\n')).toHaveLength(lines.length + 1);
        // What is passed on is read by csv-parse without an error.
        const options = { delimiter: ';', relax_quotes: true, relax_column_count: true };
        expect(() => parse(whole, options) as string[][]).not.toThrow();
      })
    );
  });

  it('are not looked for without end', () => {
    const many = Array.from({ length: 3_000 }, () => '"a\nb\n'.repeat(20)).join('');
    expect(() => mend([many], 30)).toThrow('too many');
  });
});

describe('numbers in cells', () => {
  const read = (...cells: string[]) => {
    const phone = readPhoneCells(cells, { country: 'TR' });
    return phone.ok ? phone.phone.e164 : phone.reason;
  };

  it.each([
    ['p:+905321112233', '+905321112233'],
    ['p:+49 1512 3456789', '+4915123456789'],
    ['9.05321112233E+11', '+905321112233'],
    ['9,05321112233e+11', '+905321112233'],
    ['9.05321112233000E+11', '+905321112233'],
    ['9.05321E+11', 'phone-cut'],
    ['9E+11', 'phone-cut'],
    ['', 'phone-empty'],
    ['+90 212 444 55 66 ::: +90 532 111 22 33', '+905321112233'],
    ['santral ::: 0532 111 22 33', '+905321112233'],
    ['+90 212 444 55 66', '+902124445566'],
  ])('[P-12] are read as lists have them: %s', (cell, wanted) => {
    expect(read(cell)).toBe(wanted);
  });

  it('[P-12] of one contact: the first mobile one, else the first that can be dialled', () => {
    expect(read('0212 444 55 66', '', '0532 111 22 33', '0533 111 22 33')).toBe('+905321112233');
    expect(read('0212 444 55 66', '123')).toBe('+902124445566');
    // Where mobile numbers look like others the order decides.
    expect(read('+1 212 555 0101', '+1 646 555 0102')).toBe('+12125550101');
    expect(read('x', '123')).toBe('phone-not-a-number');
  });
});

describe('lists of other programs', () => {
  const person = (header: string[], cells: string[]) => {
    const columns: ColumnTarget[] = matchColumns(header, [cells], { custom: [], country: 'TR' });
    return { columns, ...personReader({ columns, header, country: 'TR' })(cells) };
  };

  it('[P-12] Google Contacts: the mobile number by its label, labels as tags', () => {
    const header = [
      ...[
        'First Name',
        'Middle Name',
        'Last Name',
        'Labels',
        'E-mail 1 - Label',
        'E-mail 1 - Value',
      ],
      ...['Phone 1 - Label', 'Phone 1 - Value', 'Phone 2 - Label', 'Phone 2 - Value'],
    ];
    expect(originOf(header)).toBe('google');
    const cells = [
      ...['Ada', '', 'Örnek', 'VIP ::: * myContacts ::: Bursa, merkez', '*', 'a@x.com ::: b@x.com'],
      ...['Work', '+1 212 555 0101', 'Mobile', '+1 646 555 0102'],
    ];
    expect(person(header, cells)).toMatchObject({
      columns: [
        'givenName',
        null,
        'familyName',
        'tags',
        null,
        'email',
        null,
        'phone',
        null,
        'phone',
      ],
      person: {
        givenName: 'Ada',
        email: 'a@x.com',
        phone: { e164: '+16465550102' },
        tags: ['VIP', 'Bursa, merkez'],
      },
    });
  });

  it('[P-10] of any other kind, our own export above all: keep tags that begin as Google’s own groups do', () => {
    const own = 'name phone whatsapp_user_id tags marketing_consent updated_at'.split(' ');
    expect(originOf(own)).toBe('own');
    const cells = ['Ada', '+905321112233', '', '* VIP, Bursa', '', ''];
    expect(person(own, cells)).toMatchObject({ person: { tags: ['* VIP', 'Bursa'] } });
    const other = person(['Cep', 'Etiketler'], ['0532 111 22 33', '* VIP']);
    expect(other).toMatchObject({ columns: ['phone', 'tags'], person: { tags: ['* VIP'] } });
  });

  it('[P-12] Outlook, also in Turkish and German: the first mobile of several columns', () => {
    const cells = ['Ada', 'Örnek', '0212 444 55 66', '', '0532 111 22 33', 'VIP;Bayi'];
    for (const phones of [
      ['Business Phone', 'Home Phone', 'Mobile Phone'],
      ['İş Telefonu', 'Ev Telefonu', 'Cep Telefonu'],
      ['Telefon geschäftlich', 'Telefon privat', 'Mobiltelefon'],
    ]) {
      const header = ['First Name', 'Last Name', ...phones, 'Categories'];
      expect([phones, originOf(header)]).toEqual([phones, 'outlook']);
      expect(person(header, cells)).toMatchObject({
        columns: ['givenName', 'familyName', 'phone', 'phone', 'phone', 'tags'],
        person: { phone: { e164: '+905321112233' }, tags: ['VIP', 'Bayi'] },
      });
    }
    // Two columns of any list are what their names say.
    expect(originOf(['Name', 'Mobile Phone', 'Phone'])).toBeNull();
  });

  it('[P-12] Outlook in Spanish and French', () => {
    for (const [phones, fax] of [
      [['Teléfono del trabajo', 'Teléfono móvil'], 'Fax del trabajo'],
      [['Téléphone (bureau)', 'Tél. mobile'], 'Télécopie (bureau)'],
    ] as const) {
      const header = [...phones, fax];
      expect([phones, originOf(header)]).toEqual([phones, 'outlook']);
      expect(person(header, ['', '0532 111 22 33', '0212 444 55 66'])).toMatchObject({
        columns: ['phone', 'phone', null],
        person: { phone: { e164: '+905321112233' } },
      });
    }
  });

  it.each([
    ['Ad;Telefon;Cep Telefonu', 'TR'],
    ['Name;Phone;Mobile', 'TR'],
    ['Name;Phone;WhatsApp', 'TR'],
    ['Name;Phone;Phone', 'TR'],
    ['Имя;Телефон;Мобильный', 'RU'],
    ['氏名;電話番号;携帯電話', 'JP'],
  ])('[P-12] of no known program with several numbers: %s', (names, country) => {
    const header = names.split(';');
    const [landline = '', mobile = ''] = {
      TR: ['0212 444 55 66', '0532 111 22 33'],
      RU: ['8 495 123-45-67', '8 916 123-45-67'],
      JP: ['03-1234-5678', '090-1234-5678'],
    }[country as 'TR' | 'RU' | 'JP'];
    const columns = matchColumns(header, [], { custom: [], country });
    expect(columns.slice(1)).toEqual(['phone', 'phone']);
    const read = personReader({ columns, header, country });
    const numberOf = (...cells: string[]) => {
      const row = read(['x', ...cells]);
      return row.ok ? row.person.phone?.e164 : row.reason;
    };
    const alone = numberOf('', mobile);
    expect(alone).toMatch(/^\+\d+$/);
    expect(numberOf(landline, mobile)).toBe(alone);
    // Somebody without a mobile number comes in with the other one.
    expect(numberOf(landline, '')).toMatch(/^\+\d+$/);
    expect(numberOf(landline, '')).not.toBe(alone);
  });

  it('[P-12] take a vague name for the phone only where no other one says it', () => {
    const match = (header: string[], custom: CustomName[] = []) =>
      matchColumns(header, [], { custom, country: 'TR' });
    expect(match(['Numara', 'Ad', 'Cep'])).toEqual([null, 'name', 'phone']);
    expect(match(['Numara', 'Ad'])).toEqual(['phone', 'name']);
    // A company's own field of that very name is filled where another column has the number.
    const custom = [{ key: 'work', label: 'Work', labelTr: 'Telefon' }];
    expect(match(['Cep', 'Telefon'], custom)).toEqual(['phone', 'custom:work']);
    expect(match(['Ad', 'Telefon'], custom)).toEqual(['name', 'phone']);
  });

  it('[P-12] the download of Meta lead ads: without the marks before its numbers', () => {
    const header = [
      'id',
      'created_time',
      'form_id',
      'platform',
      'full_name',
      'phone_number',
      'city',
    ];
    const cells = [
      'l:1',
      '2026-03-01T10:00:00+03:00',
      'f:2',
      'ig',
      'Ada Örnek',
      'p:+905321112233',
      'Bursa',
    ];
    expect(originOf(header)).toBe('meta-leads');
    expect(person(header, cells)).toMatchObject({
      columns: [null, null, null, null, 'name', 'phone', 'town'],
      person: { name: 'Ada Örnek', phone: { e164: '+905321112233' }, town: 'Bursa' },
    });
    const zip = personReader({
      columns: ['phone', 'custom:zip'],
      header: ['phone_number', 'post_code', 'form_id', 'created_time'],
      country: 'TR',
    });
    expect(zip(['p:+905321112233', 'z:34000', 'f:1', 'x'])).toMatchObject({
      person: { custom: { zip: '34000' } },
    });
  });
});
