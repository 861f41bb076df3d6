import { MOST_ABOVE, type ImportDelimiter } from '../../contracts/imports';
import { readMoment } from '../../kernel/days';
import { isDelimiter, looksLikeHeader, type CustomName } from './columns';
import { fieldOfName, plain } from './names';
import { isPhoneText } from './phone-cell';

/** `sep=;` says to a spreadsheet how the columns are parted; saved once more, it may have empty cells behind it. */
const DECLARED = /^\ufeff?"?sep=(.)"?[;,\t|]*(?:\r\n|\r|\n|$)/i;

/** The delimiter that a file names in its first line; null: it names none. */
export const declaredDelimiter = (text: string): ImportDelimiter | null => {
  const sign = DECLARED.exec(text)?.[1];
  return sign !== undefined && isDelimiter(sign) ? sign : null;
};

/** The same line as a row, by whatever sign it was parted. */
const isDeclaration = (row: readonly string[] | undefined): boolean =>
  row !== undefined &&
  /^sep=.?$/i.test(row[0]?.trim() ?? '') &&
  row.slice(1).every((cell) => cell.trim() === '');

const filledIn = (row: readonly string[]): number =>
  row.filter((cell) => cell.trim() !== '').length;

/** How many of the cells are names of fields, ours or the company's. */
const namesIn = (row: readonly string[], custom: ReadonlySet<string>): number =>
  row.filter((cell) => fieldOfName(cell) !== undefined || custom.has(plain(cell))).length;

const isPerson = (row: readonly string[], country: string): boolean =>
  row.some((cell) => cell.includes('@') || isPhoneText(cell, country));

/** Where a list begins: rows above it that are left out, and whether the next one names the columns. */
export interface Beginning {
  skip: number;
  hasHeader: boolean;
}

/** Rows of a title that may look like persons: the company with its number, its address. With more of them a list has begun. */
const MOST_LIKE_PERSONS = 3;

/** The row with the most names of fields, the first of several. */
const mostNamed = (scores: readonly number[]): { at: number; names: number } => {
  const names = Math.max(0, ...scores);
  return { at: scores.indexOf(names), names };
};

/** A title has one cell, or the day of the list beside it; the names below it have more. */
const isTitle = (row: readonly string[]): boolean =>
  filledIn(row) <= 1 || row.some((cell) => readMoment(cell) !== null);

/** The row that names the columns: before the first person, or among rows that look like persons and are a title; null: none. */
const headerAmong = (
  rows: readonly (readonly string[])[],
  { custom, country }: { custom: ReadonlySet<string>; country: string }
): number | null => {
  const persons = rows.map((row) => isPerson(row, country));
  const scores = rows.map((row, i) => (persons[i] ? 0 : namesIn(row, custom)));
  const person = persons.indexOf(true);
  const before = person < 0 ? rows : rows.slice(0, person);
  const first = mostNamed(scores.slice(0, before.length));
  const any = mostNamed(scores);
  // A word such as `Customer` is a name too: one alone in its row may be the title above.
  const isSure = first.names > 0 && filledIn(rows[first.at] ?? []) > 1;
  const above = persons.slice(0, any.at).filter(Boolean).length;
  if (!isSure && any.names > 1 && above <= MOST_LIKE_PERSONS) return any.at;
  if (first.names > 0) return first.at;
  const below = before.findIndex((row) => !isTitle(row));
  if (looksLikeHeader(before[below] ?? [], country)) return below;
  return looksLikeHeader(before[0] ?? [], country) ? 0 : null;
};

/**
 * Finds the header below a title, `sep=;` and the like: the row with the most names of fields, else the first row of words below
 * rows of one cell or with a day. Nothing is left out that may be a person, save above a row of several names. `hasHeader`: as
 * somebody chose; undefined: found.
 */
export const beginningOf = (
  rows: readonly (readonly string[])[],
  {
    custom,
    country,
    hasHeader,
  }: { custom: readonly CustomName[]; country: string; hasHeader?: boolean | undefined }
): Beginning => {
  const declared = isDeclaration(rows[0]) ? 1 : 0;
  if (hasHeader === false) return { skip: declared, hasHeader };
  const looked = rows.slice(declared, MOST_ABOVE + 1);
  const names = new Set(
    custom.flatMap(({ key, label, labelTr }) =>
      [key, label, labelTr ?? ''].filter(Boolean).map(plain)
    )
  );
  const at = headerAmong(looked, { custom: names, country });
  return { skip: declared + (at ?? 0), hasHeader: hasHeader ?? at !== null };
};
