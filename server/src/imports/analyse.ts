import type { Core } from '@strapi/strapi';
import chardet from 'chardet';
import { parse } from 'csv-parse/sync';
import type { ColumnTarget, ImportFormat, DaysOrder } from '../contracts/imports';
import { DomainError } from '../kernel/errors';
import { keyOf } from '../kernel/hash';
import { orderOfDays } from '../kernel/days';
import {
  columnName,
  guessDelimiter,
  headerNames,
  looksLikeHeader,
  matchColumns,
  type CustomName,
} from './domain/columns';
import { guessEncoding } from './domain/encoding';
import { createLineCutter, LEFT_OUT } from './domain/long-lines';
import { isBlank } from './domain/person';
import { decode, headOf, MAX_RECORD } from './files';
import { tooWide } from './xlsx/limits';
import { MAX_COLUMNS } from './xlsx/sheet';

const SAMPLE_ROWS = 5;
const MATCH_ROWS = 50;

export interface Analysis {
  format: ImportFormat;
  header: string[];
  headerKey: string;
  sample: string[][];
  /** Targets by name and by what the first rows hold. */
  columns: ColumnTarget[];
  dateOrders: DaysOrder[];
}

const refuse = (kind: string, message: string, remedy: string): DomainError =>
  new DomainError(kind, message, { field: 'file', remedy });

/** Complete lines of the beginning: the last one may have been cut by the limit. */
const wholeLines = (text: string, isWholeFile: boolean): string => {
  if (isWholeFile) return text;
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end > 0 ? text.slice(0, end + 1) : text;
};

const firstRows = (text: string, delimiter: string): string[][] => {
  const cutter = createLineCutter(MAX_RECORD);
  const readable = cutter.push(text) + cutter.end();
  try {
    const rows = parse(readable, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MATCH_ROWS + 1,
    }) as string[][];
    return rows.filter((row) => !isBlank(row) && !row.some((cell) => cell.includes(LEFT_OUT)));
  } catch {
    // A quote that is not closed within the beginning: shown as plain lines, the dry run names the line.
    return readable
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '' && !line.includes(LEFT_OUT))
      .slice(0, MATCH_ROWS)
      .map((line) => line.split(delimiter));
  }
};

const formatOf = (
  head: Buffer,
  { isUnicode, given }: { isUnicode: boolean; given: Partial<ImportFormat> }
): Omit<ImportFormat, 'hasHeader'> & { text: string } => {
  const guessed = () => guessEncoding(head, { isUnicode, chardet: chardet.detect(head) });
  const encoding = given.encoding ?? guessed();
  const text = wholeLines(decode(head, encoding), head.length < 256 * 1024);
  return { encoding, delimiter: given.delimiter ?? guessDelimiter(text), text };
};

/** Reads the beginning of a file: format (guessed where not given), header, first rows, and which column is what. */
export const analyse = async (
  strapi: Core.Strapi,
  file: { storedName: string; isUnicode: boolean },
  {
    given,
    custom,
    country,
  }: { given: Partial<ImportFormat>; custom: readonly CustomName[]; country: string }
): Promise<Analysis> => {
  const head = await headOf(strapi, file.storedName);
  const { encoding, delimiter, text } = formatOf(head, { isUnicode: file.isUnicode, given });
  const rows = firstRows(text, delimiter);
  const [first] = rows;
  if (!first) throw refuse('file-empty', 'the file holds no rows', 'Choose a file with people.');
  const width = Math.max(...rows.map((row) => row.length));
  if (width > MAX_COLUMNS) throw tooWide(width, MAX_COLUMNS);
  const hasHeader = given.hasHeader ?? looksLikeHeader(first, country);
  const names = Array.from({ length: width }, (_, i) => (hasHeader ? (first[i] ?? '') : ''));
  const header = hasHeader ? headerNames(names) : names.map((_, i) => columnName(i));
  const data = hasHeader ? rows.slice(1) : rows;
  return {
    format: { encoding, delimiter, hasHeader },
    header,
    headerKey: keyOf(JSON.stringify([hasHeader, ...header.map((name) => name.toLowerCase())])),
    sample: data.slice(0, SAMPLE_ROWS).map((row) => header.map((_, i) => row[i] ?? '')),
    columns: matchColumns(hasHeader ? header : names, data, { custom, country }),
    dateOrders: header.map((_, i) => orderOfDays(data.map((row) => row[i] ?? ''))),
  };
};
