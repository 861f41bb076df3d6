/**
 * What a spreadsheet would run as a formula when a cell begins with it, after white space and characters without width or
 * not. The wide forms are read as the narrow ones by spreadsheets set to Japanese or Chinese.
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠\t\r]/u;
/** An international number or a plain amount begins with + or - and is no formula. */
const NUMBER = /^[+-]?\d[\d ().,-]*$/;
const NEEDS_QUOTES = /[",;\r\n\t]/;

/**
 * One cell of a CSV file that people open in a spreadsheet: what could run as a formula gets an apostrophe in front
 * (CWE-1236), the rest stays as it is.
 */
export const csvCell = (value: unknown): string => {
  const text =
    value === null || value === undefined
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value as string | number | boolean);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A cell that `csvCell` made harmless, as it was: the apostrophe is no part of the text. */
export const withoutGuard = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

/** A line with its end. */
export const csvLine = (cells: readonly unknown[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** Without it Excel reads UTF-8 as the country's old code page, and İ, ş, ğ break. */
export const CSV_BOM = '\uFEFF';
