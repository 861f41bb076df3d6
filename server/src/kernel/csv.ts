/**
 * What a spreadsheet would run as a formula when a cell begins with it, after white space and characters without width or
 * not. The wide forms are read as the narrow ones by spreadsheets set to Japanese or Chinese. With apostrophes before it, it is
 * harmless, and gets one more all the same: so that taking one away gives back every text.
 */
const FORMULA = /^'*[\s\p{Cf}]*[=+\-@＝＋－＠\t\r]/u;
/** An international number or a plain amount begins with + or - and is no formula. */
const NUMBER = /^[+-]?\d[\d ().,-]*$/;
const NEEDS_QUOTES = /[",;\r\n\t]/;

/** How spreadsheets of a language part columns, and where they begin the fraction of a number. */
export interface CsvForm {
  separator: ',' | ';';
  decimal: '.' | ',';
}

const POINTS: CsvForm = { separator: ',', decimal: '.' };
const COMMAS: CsvForm = { separator: ';', decimal: ',' };

/** Spreadsheets take `;` where numbers have a decimal comma; an unknown language is read as English. */
export const csvFormOf = (language: string): CsvForm => {
  try {
    if (Intl.NumberFormat.supportedLocalesOf(language).length === 0) return POINTS;
    return new Intl.NumberFormat(language).format(0.5).includes(',') ? COMMAS : POINTS;
  } catch {
    return POINTS; // no language at all
  }
};

const textOf = (value: unknown, { decimal }: CsvForm): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', decimal);
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | boolean);
};

/**
 * One cell of a CSV file that people open in a spreadsheet: what could run as a formula gets an apostrophe in front
 * (CWE-1236), the rest stays as it is.
 */
export const csvCell = (value: unknown, form: CsvForm = POINTS): string => {
  const text = textOf(value, form);
  // Nothing in it parts columns or begins a formula, and quoted it might be taken for text.
  if (typeof value === 'number') return text;
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A cell that `csvCell` made harmless, as it was: the apostrophe is no part of the text. */
export const withoutGuard = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

/** A line with its end. */
export const csvLine = (cells: readonly unknown[], form: CsvForm = POINTS): string =>
  `${cells.map((cell) => csvCell(cell, form)).join(form.separator)}\r\n`;

/** Without it Excel reads UTF-8 as the country's old code page, and İ, ş, ğ break. */
const BOM = '\uFEFF';

/** Lines of a file by their cells, the header first, in pieces as they are read. */
export type CsvPieces =
  | Iterable<readonly (readonly unknown[])[]>
  | AsyncIterable<readonly (readonly unknown[])[]>;

/** A CSV file for readers of this language, a piece in memory at a time. */
export async function* csvFile(pieces: CsvPieces, language: string): AsyncGenerator<string> {
  const form = csvFormOf(language);
  yield BOM;
  for await (const lines of pieces)
    if (lines.length > 0) yield lines.map((cells) => csvLine(cells, form)).join('');
}
