import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

interface SheetParts {
  name: string;
  state?: 'hidden' | 'veryHidden';
  /** What stands within `sheetData`. */
  rows: string | Iterable<string>;
}

export interface WorkbookParts {
  sheets: SheetParts[];
  /** Shared texts: what stands within each `si`. */
  texts?: readonly string[];
  /** Codes of number formats; style n + 1 has the n-th, style 0 is general. */
  formats?: readonly string[];
  is1904?: boolean;
  /** Parts that are added, or written in place of the usual ones. */
  parts?: Readonly<Record<string, string | Buffer | Iterable<string>>>;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const relations = (list: readonly { id: string; type: string; target: string }[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}">${list
    .map(
      ({ id, type, target }) =>
        `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
    )
    .join('')}</Relationships>`;

const sheetFile = (index: number): string => `worksheets/sheet${index + 1}.xml`;

function* sheetXml(rows: SheetParts['rows']): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  if (typeof rows === 'string') yield rows;
  else yield* rows;
  yield '</sheetData></worksheet>';
}

const stylesXml = (formats: readonly string[]): string => {
  const codes = formats.map(
    (code, i) =>
      `<numFmt numFmtId="${200 + i}" formatCode="${escapeXml(code).replaceAll('"', '&quot;')}"/>`
  );
  const styles = formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`);
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
};

/** Parts of a workbook by name, as spreadsheet programs lay them out. */
const partsOf = ({ sheets, texts = [], formats = [], is1904, parts }: WorkbookParts) => ({
  '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
  '_rels/.rels': relations([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${
    is1904 ? ' date1904="1"' : ''
  }/><sheets>${sheets
    .map(
      ({ name, state }, i) =>
        `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`
    )
    .join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations([
    ...sheets.map((_, i) => ({ id: `rId${i + 1}`, type: 'worksheet', target: sheetFile(i) })),
    { id: 'rStyles', type: 'styles', target: 'styles.xml' },
    { id: 'rTexts', type: 'sharedStrings', target: '/xl/sharedStrings.xml' },
  ]),
  'xl/styles.xml': stylesXml(formats),
  'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${texts.map((text) => `<si>${text}</si>`).join('')}</sst>`,
  ...Object.fromEntries(sheets.map(({ rows }, i) => [`xl/${sheetFile(i)}`, sheetXml(rows)])),
  ...parts,
});

/** A ZIP of these files. */
export const zipOf = (
  files: Readonly<Record<string, string | Buffer | Iterable<string>>>
): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === 'string' || Buffer.isBuffer(content))
      zip.addBuffer(Buffer.from(content), name);
    else zip.addReadStream(Readable.from(content, { objectMode: false }), name);
  }
  zip.end();
  return buffer(zip.outputStream);
};

/** An XLSX file, part by part: also one that no program would write. */
export const workbook = (parts: WorkbookParts): Promise<Buffer> => zipOf(partsOf(parts));

/** A row of cells in which texts stand where they are, and numbers as numbers with a style. */
export const row = (
  number: number,
  cells: readonly (string | { n: number | string; style?: number } | null)[]
): string =>
  `<row r="${number}">${cells
    .map((cell, i) => {
      const at = `r="${String.fromCharCode(65 + i)}${number}"`;
      if (cell === null) return '';
      return typeof cell === 'string'
        ? `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
        : `<c ${at} s="${cell.style ?? 0}"><v>${cell.n}</v></c>`;
    })
    .join('')}</row>`;
