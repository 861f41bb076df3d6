import { parse } from 'csv-parse/sync';
import {
  MAX_REPLIES_ROWS,
  quickReplyBody,
  type RepliesProblem,
} from '../../contracts/quick-replies';
import { fold } from '../../contracts/fold';
import { unknownVariables } from '../../contracts/text-variables';
import { withoutGuard } from '../../kernel/csv';

/** A row that says something understandable. */
export interface FileReply {
  row: number;
  shortcut: string;
  text: string;
  /** Null: the file does not say; then as the reader may. */
  shared: boolean | null;
}
export interface ReadFile {
  replies: FileReply[];
  problems: RepliesProblem[];
}

type Column = 'shortcut' | 'text' | 'who';
const COLUMNS = new Map<string, Column>([
  ['shortcut', 'shortcut'],
  ['kisayol', 'shortcut'],
  ['text', 'text'],
  ['metin', 'text'],
  ['for', 'who'],
  ['kimin', 'who'],
]);
const SHARED = new Set(['shared', 'all', 'ortak', 'paylasilan']);
const MINE = new Set(['mine', 'me', 'benim']);
const SHOWN = 60;

/** The sign between the cells: that which stands in the first line most often. */
const delimiterOf = (text: string): string => {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => first.split(sign).length - 1;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

const problem = (
  kind: RepliesProblem['kind'],
  row: number | null,
  value: string | null = null
): RepliesProblem => ({ kind, row, value: value?.slice(0, SHOWN) ?? null });

const rowsOf = (text: string): string[][] | null => {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text.replace(/^\uFEFF/, '')),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
    });
  } catch {
    return null;
  }
};

/** Words of files in any case, with Turkish letters or without. */
const wordOf = (cell: string): string => fold(cell.trim());

const sharedOf = (cell: string): boolean | null | undefined => {
  const word = wordOf(cell);
  if (word === '') return null;
  if (SHARED.has(word)) return true;
  return MINE.has(word) ? false : undefined;
};

/** One row by the rules of the form; the number of the row is that of a spreadsheet. */
const readRow = (
  cells: string[],
  { columns, row }: { columns: ReadonlyMap<Column, number>; row: number }
): FileReply | RepliesProblem => {
  const cell = (column: Column): string => {
    const at = columns.get(column);
    return withoutGuard(at === undefined ? '' : (cells[at] ?? '')).trim();
  };
  const typed = cell('shortcut');
  const shortcut = typed === '' || typed.startsWith('/') ? typed : `/${typed}`;
  const shared = sharedOf(cell('who'));
  if (shared === undefined) return problem('who', row, cell('who'));
  const read = quickReplyBody.safeParse({ shortcut, text: cell('text') });
  if (!read.success) {
    const isShortcut = read.error.issues.some(({ path }) => path[0] === 'shortcut');
    if (typed === '') return problem('no-shortcut', row);
    return isShortcut ? problem('shortcut', row, typed) : problem('text', row);
  }
  const [unknown] = unknownVariables(read.data.text);
  if (unknown) return problem('variable', row, `{{${unknown}}}`);
  return { row, shortcut: read.data.shortcut, text: read.data.text, shared };
};

/** Reads a file of quick replies; what cannot be understood is said row by row, and nothing is thrown. */
export const readRepliesFile = (text: string): ReadFile => {
  const nothing = (kind: RepliesProblem['kind']): ReadFile => ({
    replies: [],
    problems: [problem(kind, null)],
  });
  const rows = rowsOf(text);
  if (!rows) return nothing('unreadable');
  const [head = [], ...rest] = rows;
  const columns = new Map<Column, number>();
  head.forEach((name, at) => {
    const column = COLUMNS.get(wordOf(name));
    if (column && !columns.has(column)) columns.set(column, at);
  });
  if (!columns.has('shortcut') || !columns.has('text')) return nothing('no-columns');
  if (rest.length > MAX_REPLIES_ROWS) return nothing('too-many-rows');
  const read = rest.map((cells, i) => readRow(cells, { columns, row: i + 2 }));
  return {
    replies: read.filter((one): one is FileReply => 'shortcut' in one),
    problems: read.filter((one): one is RepliesProblem => 'kind' in one),
  };
};
