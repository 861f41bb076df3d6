import type { Core } from '@strapi/strapi';
import chardet from 'chardet';
import { parse } from 'csv-parse/sync';
import {
  MOST_ABOVE,
  type ColumnTarget,
  type DaysOrder,
  type ImportFormat,
  type NumbersMark,
} from '../contracts/imports';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { orderOfDays } from '../kernel/days';
import { markOfNumbers } from '../kernel/numbers';
import {
  columnName,
  guessDelimiter,
  headerNames,
  matchColumns,
  type CustomName,
} from './domain/columns';
import { guessEncoding } from './domain/encoding';
import { withoutTail } from './domain/cells';
import { beginningOf, declaredDelimiter } from './domain/header';
import { isBlank } from './domain/person';
import { decode, HEAD_BYTES, headOf, readableHead, readableText, rowOf } from './files';
import { tooWide } from './xlsx/limits';
import { MAX_COLUMNS } from './xlsx/sheet';

const SAMPLE_ROWS = 5;
/** Rows by which the columns are matched. */
const MATCH_ROWS = 50;
/** Cells of a row, and letters of a cell, that are shown to choose the header by. */
const TOP_CELLS = 12;
const TOP_LETTERS = 80;

export interface Analysis {
  format: ImportFormat;
  header: string[];
  headerKey: string;
  /** The first rows as they are. */
  top: string[][];
  sample: string[][];
  /** Targets by name and by what the first rows hold. */
  columns: ColumnTarget[];
  dateOrders: DaysOrder[];
  numberMarks: NumbersMark[];
}

const refuse = (kind: string, message: string, remedy: string): DomainError =>
  new DomainError(kind, message, { field: 'file', remedy });

/** Complete lines of the beginning: the last one may have been cut by the limit. */
const wholeLines = (text: string, isWholeFile: boolean): string => {
  if (isWholeFile) return text;
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end > 0 ? text.slice(0, end + 1) : text;
};

const recordsOf = (text: string, delimiter: string): string[][] => {
  const readable = readableText(delimiter);
  try {
    return parse(readable.push(text) + readable.end(), {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as string[][];
  } catch {
    // Not parted by this sign at all: shown as plain lines, the dry run names the line.
    return text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(0, MATCH_ROWS)
      .map((line) => line.slice(0, 1_000).split(delimiter));
  }
};

/** The rows that can be read; one alone that is too wide is refused later, by its number. Throws `file-too-wide`. */
const firstRows = (text: string, delimiter: string): string[][] => {
  const records = recordsOf(text, delimiter).map(withoutTail);
  const widths = records.slice(0, MATCH_ROWS).map((record) => record.length);
  const wide = widths.filter((width) => width > MAX_COLUMNS);
  if (wide.length * 2 > widths.length) throw tooWide(MAX_COLUMNS);
  return records
    .map(rowOf)
    .flatMap(({ cells, refused }) => (refused === null && !isBlank(cells) ? [cells] : []));
};

type Letters = Pick<ImportFormat, 'encoding' | 'delimiter'>;

/** The first rows, and how their letters are written and their columns parted: as given, as the file declares, or guessed. */
const readBeginning = async (
  strapi: Core.Strapi,
  { storedName, isUnicode }: { storedName: string; isUnicode: boolean },
  { given, country }: { given: Partial<ImportFormat>; country: string }
): Promise<Letters & { rows: string[][] }> => {
  const head = await headOf(strapi, storedName);
  const guessed = () =>
    guessEncoding(head, { isUnicode, chardet: chardet.analyse(head), country, decode });
  const encoding = given.encoding ?? guessed();
  const readIn = (text: string) => {
    const delimiter = given.delimiter ?? declaredDelimiter(text) ?? guessDelimiter(text);
    return { encoding, delimiter, rows: firstRows(text, delimiter) };
  };
  const isWholeFile = head.length < HEAD_BYTES;
  const found = readIn(wholeLines(decode(head, encoding), isWholeFile));
  if (isWholeFile || found.rows.length > MOST_ABOVE) return found;
  // Too few to find the header among: a line that is no row fills the first bytes.
  return readIn(await readableHead(strapi, storedName, encoding));
};

const topOf = (rows: readonly string[][]): string[][] =>
  rows
    .slice(0, MOST_ABOVE + 1)
    .map((row) => row.slice(0, TOP_CELLS).map((cell) => [...cell].slice(0, TOP_LETTERS).join('')));

/**
 * Reads the beginning of a file: format (found where not given), header, first rows, which column is what, and how its days and
 * numbers are written.
 */
export const analyse = async (
  strapi: Core.Strapi,
  file: { storedName: string; isUnicode: boolean },
  {
    given,
    custom,
    country,
  }: { given: Partial<ImportFormat>; custom: readonly CustomName[]; country: string }
): Promise<Analysis> => {
  const { encoding, delimiter, rows } = await readBeginning(strapi, file, { given, country });
  if (rows.length === 0)
    throw refuse('file-empty', 'the file holds no rows', 'Choose a file with people.');
  const found = beginningOf(rows, { custom, country, hasHeader: given.hasHeader });
  const skip = given.skip ?? found.skip;
  const { hasHeader } = found;
  const list = rows.slice(skip);
  const width = Math.max(1, ...list.slice(0, MATCH_ROWS).map((row) => row.length));
  const [first = []] = list;
  const names = Array.from({ length: width }, (_, i) => (hasHeader ? (first[i] ?? '') : ''));
  const header = hasHeader ? headerNames(names) : names.map((_, i) => columnName(i));
  const data = hasHeader ? list.slice(1) : list;
  const cellsOf = (i: number) => data.map((row) => row[i] ?? '');
  return {
    format: { encoding, delimiter, hasHeader, skip },
    header,
    headerKey: keyOf(JSON.stringify([hasHeader, ...header.map((name) => name.toLowerCase())])),
    top: topOf(rows),
    sample: data.slice(0, SAMPLE_ROWS).map((row) => header.map((_, i) => row[i] ?? '')),
    columns: matchColumns(hasHeader ? header : names, data.slice(0, MATCH_ROWS), {
      custom,
      country,
    }),
    dateOrders: header.map((_, i) => orderOfDays(cellsOf(i))),
    numberMarks: header.map((_, i) => markOfNumbers(cellsOf(i))),
  };
};
