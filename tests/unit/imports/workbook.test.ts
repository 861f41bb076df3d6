import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import writeWorkbook from 'write-excel-file/node';
import { rowOf } from '../../../server/src/imports/files';
import { workbookToCsv } from '../../../server/src/imports/xlsx/convert';
import { LIMITS } from '../../../server/src/imports/xlsx/limits';
import { DomainError } from '../../../server/src/kernel/errors';
import { row, workbook, zipOf, type WorkbookParts } from '../../support/workbook';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'workbook-'));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The sheet's name and its rows as the import reads them. */
const read = async (
  bytes: Buffer,
  monotonic: () => number = () => 0
): Promise<{ sheet: string; rows: string[][]; text: string }> => {
  const name = path.join(folder, randomBytes(8).toString('hex'));
  writeFileSync(`${name}.xlsx`, bytes);
  const files = { source: `${name}.xlsx`, bytes: bytes.length, target: `${name}.csv` };
  try {
    const sheet = await workbookToCsv(files, monotonic);
    const text = readFileSync(files.target, 'utf8');
    const rows = parse(text, { relax_column_count: true, skip_empty_lines: true }) as string[][];
    return { sheet, rows, text };
  } finally {
    rmSync(files.source, { force: true });
    rmSync(files.target, { force: true });
  }
};
const refusal = async (bytes: Buffer, monotonic?: () => number): Promise<DomainError> => {
  const thrown: unknown = await read(bytes, monotonic).then(
    () => null,
    (error: unknown) => error
  );
  if (!(thrown instanceof DomainError)) throw new Error(`not refused: ${String(thrown)}`);
  expect(thrown.details).toMatchObject({ field: 'file', remedy: expect.stringMatching(/\.$/) });
  return thrown;
};
const kindOf = async (bytes: Buffer) => (await refusal(bytes)).kind;

const one = (rows: WorkbookParts['sheets'][number]['rows'], more: Partial<WorkbookParts> = {}) =>
  workbook({ sheets: [{ name: 'Liste', rows }], ...more });
const cells = async (xml: string, more: Partial<WorkbookParts> = {}) =>
  (await read(await one(`<row r="1">${xml}</row>`, more))).rows[0];

/** Without empty rows, and empty cells at the end of a row: what is not there cannot be told from what is empty. */
const filled = (rows: readonly (readonly string[])[]): string[][] =>
  rows
    .map((cells_) => {
      const end = cells_.findLastIndex((cell) => cell !== '');
      return cells_.slice(0, end + 1);
    })
    .filter((cells_) => cells_.some((cell) => cell.trim() !== ''));

/** Text that XML can carry. */
const xmlText = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\r]/g, ''))
  .filter((text) => !/_x[0-9a-f]{4}_/i.test(text));

describe('a workbook', () => {
  it('[P-06] gives back every table of texts and numbers, cell by cell and in its rows', async () => {
    const cell = fc.oneof(
      xmlText,
      fc.constantFrom('05321112233', '+90 532 111 22 33', 'a,"b";c\n', '=1+1', ' '),
      fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
    );
    const shown = (value: string | number): string => {
      if (typeof value === 'string') return value;
      return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 6 }),
        async (table) => {
          const xml = table.map((cells_, i) =>
            row(
              i + 1,
              cells_.map((value) => (typeof value === 'string' ? value : { n: value }))
            )
          );
          const wanted = filled(table.map((cells_) => cells_.map(shown)));
          fc.pre(wanted.length > 0);
          const { rows, sheet } = await read(await one(xml.join('')));
          expect(filled(rows)).toEqual(wanted);
          expect(sheet).toBe('Liste');
        }
      ),
      { numRuns: 60 }
    );
  });

  it('[P-06] of another program is read as it is: shared texts, dates, yes and no, numbers of contacts', async () => {
    const bytes = await writeWorkbook(
      [
        [{ value: 'Ad' }, { value: 'Telefon' }, { value: 'Doğum' }, { value: 'VIP' }],
        [
          { value: 'Ayşe & <Gül>' },
          { value: 905_321_112_233 },
          { value: new Date(Date.UTC(1990, 4, 31)), type: Date, format: 'dd.mm.yyyy' },
          { value: true },
        ],
        [{ value: 'Çağrı' }, { value: '05331112233' }, null, { value: false }],
      ],
      { sheet: 'Müşteriler' }
    ).toBuffer();
    const { sheet, rows } = await read(bytes);
    expect(sheet).toBe('Müşteriler');
    expect(rows).toEqual([
      ['Ad', 'Telefon', 'Doğum', 'VIP'],
      ['Ayşe & <Gül>', '905321112233', '1990-05-31', 'true'],
      ['Çağrı', '05331112233', '', 'false'],
    ]);
  });

  it('[P-12] keeps phone numbers whole, as numbers and as text', async () => {
    const plain = ['905321112233', '9.05321112233E+11', '5321112233.0', '905321112233'];
    const xml = plain.map((v) => `<c><v>${v}</v></c>`).join('');
    expect(await cells(xml)).toEqual([
      '905321112233',
      '905321112233',
      '5321112233',
      '905321112233',
    ]);
    const text = '<c t="inlineStr"><is><t>+905321112233</t></is></c><c t="str"><v>0532</v></c>';
    expect(await cells(text)).toEqual(['+905321112233', '0532']);
    // Some programs write text without saying that it is no number.
    const untyped = ['+4915123456789', '05321112233', '+45000', '0x10'];
    const styled = untyped.map((v) => `<c><v>${v}</v></c><c s="1"><v>${v}</v></c>`).join('');
    expect(await cells(styled, { formats: ['dd.mm.yyyy'] })).toEqual(
      untyped.flatMap((v) => [v, v])
    );
    expect(await cells('<c s="1"><v>1200</v></c>', { formats: ['00000'] })).toEqual(['01200']);
  });

  it('[P-12] leaves a number without its digits as it is, so that nobody gets the number of somebody else', async () => {
    const lost = ['9.05E+11', '9.05321E+11', '9E+11', '1.5E+3', '9.05321112233E+11'];
    const xml = lost.map((v) => `<c><v>${v}</v></c>`).join('');
    const kept = ['9.05E+11', '9.05321E+11', '9E+11', '1500', '905321112233'];
    expect(await cells(xml)).toEqual(kept);
    // As Java writes numbers that end in zeros: nothing is lost.
    const java = ['9.0532111E11', '6.281234567E12', '9.05321E11'];
    expect(await cells(java.map((v) => `<c><v>${v}</v></c>`).join(''))).toEqual([
      '905321110000',
      '6281234567000',
      '9.05321E11',
    ]);
    const text = '<c t="inlineStr"><is><t>9,05E+11</t></is></c>';
    expect(await cells(text)).toEqual(['9,05E+11']);
  });

  it('[P-10] reads days and times by their format, in both calendars', async () => {
    const formats = ['dd.mm.yyyy', '0.00', 'hh:mm', '[h]:mm', '"day" 0', 'd/m/yy h:mm', '[Red]0'];
    const serials = formats
      .map(
        (_, i) => `<c s="${i + 1}"><v>${i === 2 ? '0.5' : i === 5 ? '44000.25' : '44000'}</v></c>`
      )
      .join('');
    const shown = ['44000', '12:00:00', '44000', '44000', '2020-06-18T06:00:00', '44000'];
    expect(await cells(serials, { formats })).toEqual(['2020-06-18', ...shown]);
    const later = await cells('<c s="1"><v>42538</v></c>', { formats, is1904: true });
    expect(later).toEqual(['2020-06-18']);
    const first = '<c s="1"><v>1</v></c><c s="1"><v>59</v></c><c s="1"><v>61</v></c>';
    expect(await cells(first, { formats })).toEqual(['1900-01-01', '1900-02-28', '1900-03-01']);
    expect(await cells('<c t="d"><v>2026-05-31T00:00:00</v></c>')).toEqual(['2026-05-31']);
    const odd = '<c s="1"><v>-4</v></c><c s="1"><v>99999999</v></c><c s="9"><v>7</v></c>';
    expect(await cells(odd, { formats })).toEqual(['-4', '99999999', '7']);
  });

  it('takes results of formulas, text of all colours, and nothing of errors and of hidden readings', async () => {
    const texts = [
      '<r><rPr><b/></rPr><t>Ayşe </t></r><r><t>Gül</t></r><rPh sb="0" eb="1"><t>ay-she</t></rPh>',
    ];
    const xml =
      '<c t="s"><v>0</v></c><c t="str"><f>A1&amp;"x"</f><v>sum</v></c><c><f>1+1</f><v>2</v></c>' +
      '<c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c><f>1+1</f></c><c t="inlineStr"><is><t>a_x000D_b</t></is></c>';
    expect(await cells(xml, { texts })).toEqual(['Ayşe Gül', 'sum', '2', '', 'true', '', 'a\rb']);
  });

  it('puts cells where they say they are, whatever the sheet says of its size, and counts rows as the sheet does', async () => {
    const parts = {
      'xl/worksheets/sheet1.xml':
        '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1" spans="1:16384"/>' +
        '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c><c r="XFD3" s="1"/></row>' +
        '<row r="1048576"><c r="A1048576"><v>3</v></c></row></sheetData>' +
        '<mergeCells><mergeCell ref="A1:C9"/></mergeCells></worksheet>',
    };
    const { rows, text } = await read(await one('', { parts }));
    expect(rows).toEqual([['', '1', '', '2'], ['3']]);
    expect(text.split('\n').indexOf('"3"')).toBe(1_048_575);
  });

  it('[P-10] loses only the rows that are too wide or too long, each by its number as in a CSV file', async () => {
    const long = `<c t="str"><v>${'1'.repeat(30_000)}</v></c>`.repeat(4);
    const right = (number: number, text: string) =>
      `<row r="${number}"><c r="A${number}"><v>${number}</v></c>` +
      `<c r="GS${number}" t="str"><v>${text}</v></c><c r="GT${number}" t="str"><v> </v></c></row>`;
    const good = row(1, ['Cep']) + row(2, ['Ayşe']);
    const bad = `${right(3, 'a note far right')}<row r="4">${long}</row>`;
    const sheet = good + bad + right(5, ' ') + row(6, ['Can']);
    const { rows, text } = await read(await one(sheet));
    const wanted = [null, null, 'row-too-wide', 'row-too-long', null, null];
    expect(rows.map((cells_) => rowOf(cells_).refused)).toEqual(wanted);
    expect(text.split('\n')[5]).toBe('"Can"');
    // What is left of a row that is refused takes no room, however long it was.
    expect(text.length).toBeLessThan(1_000);
  });

  it('[P-06] with rows in any order, without their places and with a wrong size is read as its program meant it', async () => {
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const mixed = [
      row(4, ['Can', '2']),
      row(1, ['Ad', 'Cep']),
      row(3, ['Ayşe', '1']),
      row(3, ['Ece', '3']),
    ];
    const { rows, text } = await read(await one(mixed.join('')));
    expect(rows).toEqual([
      ['Ad', 'Cep'],
      ['Ayşe', '1'],
      ['Ece', '3'],
      ['Can', '2'],
    ]);
    // The place of a row is the line of its text.
    expect(text.split('\n').slice(0, 3)).toEqual(['"Ad","Cep"', '', '"Ayşe","1"']);
    const parts = {
      'xl/worksheets/sheet1.xml': `<worksheet><dimension ref="A1"/><sheetData><row>${cell('Ad')}${cell('Cep')}</row><row><c r="B2" t="n"><v>905321112233</v></c><c r="A2" t="str"><v>Can</v></c></row></sheetData></worksheet>`,
    };
    expect((await read(await one('', { parts }))).rows).toEqual([
      ['Ad', 'Cep'],
      ['Can', '905321112233'],
    ]);
  });

  it('[P-06] with rows in another order is refused where they are too many to be sorted in memory', async () => {
    const limit = jest.replaceProperty(LIMITS as { sortedBytes: number }, 'sortedBytes', 20);
    const mixed = row(2, ['a long text']) + row(1, ['another long text']);
    expect((await refusal(await one(mixed))).message).toContain('not in order');
    limit.restore();
    expect((await read(await one(mixed))).rows).toHaveLength(2);
  });

  it('takes texts in runs of many colours, and a text under another type', async () => {
    const xml =
      '<c t="inlineStr"><is><r><rPr><b/></rPr><t>Ay</t></r><r><t>şe </t></r><r><t>Gül</t></r></is></c>' +
      '<c t="inlineStr"><v>Can</v></c><c><is><t>Ece</t></is></c><c t="s"/>';
    expect(await cells(xml)).toEqual(['Ayşe Gül', 'Can', 'Ece']);
  });

  it('is read from the first sheet that is shown and has rows', async () => {
    const rows = (text: string) => row(1, [text]);
    const sheets = [
      { name: 'Gizli', state: 'hidden' as const, rows: rows('hidden') },
      { name: 'Çok gizli', state: 'veryHidden' as const, rows: rows('hidden') },
      { name: 'Boş', rows: '<row r="1"><c r="A1" t="inlineStr"><is><t> </t></is></c></row>' },
      { name: 'Kişiler & Co', rows: rows('people') },
      { name: 'Başka', rows: rows('other') },
    ];
    const found = await read(await workbook({ sheets }));
    expect(found).toMatchObject({ sheet: 'Kişiler & Co', rows: [['people']] });
    expect(await kindOf(await workbook({ sheets: sheets.slice(0, 3) }))).toBe('file-empty');
  });

  it('is understood with prefixes, in UTF-16, and with parts where its relations say', async () => {
    const sheet =
      '<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>ığ</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const parts = { 'xl/worksheets/sheet1.xml': Buffer.from(`\uFEFF${sheet}`, 'utf16le') };
    const other = await one('', { parts });
    expect((await read(other)).rows).toEqual([['ığ']]);
  });
});

describe('a workbook that means harm', () => {
  /** This many bytes of the same kind, as a ZIP packs them best. */
  function* much(text: string, times: number): Generator<string> {
    const block = text.repeat(1_000);
    for (let i = 0; i < times / 1_000; i += 1) yield block;
  }

  /** Writes another unpacked size of the sheet into the list of the archive. */
  const lying = (bytes: Buffer, size: number): Buffer => {
    const at = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    bytes.writeUInt32LE(size, at + 24);
    return bytes;
  };

  it('[P-06] is refused before it is unpacked when it says that it is too large', async () => {
    const refused = await refusal(lying(await one(row(1, ['x'])), 1_100_000_000));
    expect(refused).toMatchObject({ kind: 'file-workbook-large', status: 413 });
    expect(refused.message).toContain('1 GB');
  });

  it('[P-06] is refused when its parts together unpack to too much, or one to more than it says', async () => {
    const bytes = await one(much('<row><c><v>1</v></c></row>', 20_000), {
      texts: [...much('<t>x</t>', 60_000)],
    });
    const limit = jest.replaceProperty(
      LIMITS as { unpackedBytes: number },
      'unpackedBytes',
      800_000
    );
    expect(await kindOf(bytes)).toBe('file-workbook-large');
    limit.restore();
    expect((await read(bytes)).rows).toHaveLength(20_000);
    expect(await kindOf(lying(bytes, 10))).toBe('file-workbook-damaged');
  });

  it('is refused when its cells repeat a long text, or its texts are too many', async () => {
    const long = await one(much('<row><c t="s"><v>0</v></c></row>', 8_000), {
      texts: [`<t>${'x'.repeat(32_000)}</t>`],
    });
    expect((await refusal(long)).message).toContain('200 MB');
    const sst = function* () {
      yield '<sst>';
      yield* much(`<si><t>${'y'.repeat(30_000)}</t></si>`, 5_000);
      yield '</sst>';
    };
    const many = await one(row(1, ['x']), { parts: { 'xl/sharedStrings.xml': sst() } });
    expect((await refusal(many)).message).toContain('128 MB');
  });

  it('is refused when it takes too long', async () => {
    let now = 0;
    const bytes = await one(much('<row><c><v>1</v></c></row>', 10_000));
    const refused = await refusal(bytes, () => (now += LIMITS.ms / 4));
    expect(refused.message).toContain('120 s');
  });

  it('expands no entity and reads no document type', async () => {
    const laughs =
      '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
    const outside = '<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet><sheetData/></worksheet>';
    const unknown =
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
    for (const xml of [laughs, outside, unknown]) {
      const bytes = await one('', { parts: { 'xl/worksheets/sheet1.xml': xml } });
      expect(await kindOf(bytes)).toBe('file-workbook-damaged');
    }
  });

  it.each([
    ['a cell without a place', '<row r="1"><c r="XFE1"><v>1</v></c></row>', 'no place'],
    ['a row too far down', '<row r="999999999"><c><v>1</v></c></row>', 'a row has no place'],
    ['a row before the first', '<row r="0"><c><v>1</v></c></row>', 'a row has no place'],
    ['a text that is not there', '<row r="1"><c t="s"><v>7</v></c></row>', 'not there'],
    ['no such text', '<row r="1"><c t="s"><v>-1</v></c></row>', 'not there'],
    ['tags in tags', '<a>'.repeat(100) + '</a>'.repeat(100), 'nested too deeply'],
    ['an endless comment', `<!--${'x'.repeat(700_000)}-->`, 'no cell can have'],
    ['an endless attribute', `<row r="1" x="${'x'.repeat(700_000)}"/>`, 'no cell can have'],
    [
      'an endless value',
      `<row><c>${`<v>${'1'.repeat(400)}</v>`.repeat(300)}</c></row>`,
      'a cell has more text',
    ],
    [
      'an endless text',
      `<row><c t="inlineStr"><is>${`<t>${'1'.repeat(400)}</t>`.repeat(300)}</is></c></row>`,
      'a cell has more text',
    ],
    ['a tag that is not closed', '<row>', 'unexpected close tag'],
  ])('is refused with %s', async (_, rows, why) => {
    const refused = await refusal(await one(rows));
    expect(refused.kind).toBe('file-workbook-damaged');
    expect(refused.message).toContain(why);
  });

  it('is distinguished from what is no workbook: a ZIP, another document, a damaged or locked archive', async () => {
    expect(await kindOf(await zipOf({ 'a.txt': 'a' }))).toBe('file-not-workbook');
    const document = await one('', { parts: { 'xl/workbook.xml': '<document/>' } });
    expect(await kindOf(document)).toBe('file-not-workbook');
    const whole = await one(row(1, ['x']));
    expect(await kindOf(whole.subarray(0, whole.length - 30))).toBe('file-workbook-damaged');
    expect(await kindOf(Buffer.from('PK\u0003\u0004 and nothing'))).toBe('file-workbook-damaged');
    const locked = Buffer.from(whole);
    for (let at = locked.indexOf('PK\u0001\u0002'); at >= 0;) {
      locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8);
      at = locked.indexOf('PK\u0001\u0002', at + 4);
    }
    expect(await kindOf(locked)).toBe('file-workbook-locked');
  });

  it('never does more than refuse, whatever byte of it is another', async () => {
    const whole = await one(row(1, ['Ayşe', { n: 905_321_112_233 }]), { texts: ['<t>a</t>'] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          const thrown: unknown = await read(bytes).then(
            () => null,
            (error: unknown) => error
          );
          if (thrown !== null) expect(thrown).toBeInstanceOf(DomainError);
        }
      ),
      { numRuns: 150 }
    );
  });

  it('[P-06] of 60,000 rows takes no more memory than its texts', async () => {
    const rows = function* () {
      for (let i = 1; i <= 60_000; i += 1)
        yield row(i, [`Person ${i}`, { n: 905_000_000_000 + i }, `person${i}@example.com`]);
    };
    const file = path.join(folder, 'large.xlsx');
    writeFileSync(file, await one(rows()));
    const target = path.join(folder, 'large.csv');
    global.gc?.();
    const before = process.memoryUsage().rss;
    await workbookToCsv({ source: file, bytes: statSync(file).size, target }, () => 0);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 ** 2);
    expect(readFileSync(target, 'utf8').split('\n')).toHaveLength(60_001);
  });
});
