import type { Knex } from 'knex';
import { listFields } from '../contacts/public';
import {
  isConsentDate,
  openColumns,
  type ColumnTarget,
  type DaysOrder,
  type DecimalMark,
  type ImportRules,
  type NumbersMark,
} from '../contracts/imports';
import { DomainError } from '../kernel/errors';
import { noDaySigns, noteDay, orderBySigns, type DaySigns } from '../kernel/days';
import { markBySigns, noNumberSigns, noteNumber, type NumberSigns } from '../kernel/numbers';
import type { RunParams } from './classify';
import { originOf } from './domain/origins';
import type { FileRow } from './domain/person';
import { changeImport, lockImport } from './store';
import type { ImportRow } from './tables';

/** What the whole file says of how its columns write days and numbers, as far as it is read; by place of the column. */
export interface Habits {
  days: [column: number, signs: DaySigns][];
  numbers: [column: number, signs: NumberSigns][];
}

/** Columns of which the first rows do not tell how days or numbers are written. */
export interface Undecided {
  days: number[];
  numbers: number[];
}

type Settings = Pick<ImportRow, 'columns' | 'dateOrders' | 'numberMarks'>;

/** Profile fields that a column may fill, with what their cells become. */
const fieldKinds = async (trx: Knex.Transaction) =>
  (await listFields(trx))
    .filter(({ archived }) => !archived)
    .map(({ fieldKey: key, kind }) => ({ key, kind }));

/**
 * Columns that become dates or numbers and do not tell in their first rows how they are written: before anything is read by
 * them, the whole column is asked. Null: there is none.
 */
export const undecidedOf = async (
  trx: Knex.Transaction,
  { columns, dateOrders, numberMarks }: Settings
): Promise<Undecided | null> => {
  const fields = await fieldKinds(trx);
  const kindOf = (target: ColumnTarget) =>
    fields.find(({ key }) => target === `custom:${key}`)?.kind;
  const isOpen = (found: DaysOrder | NumbersMark | undefined) =>
    found === 'open' || found === null || found === undefined;
  const all = (columns ?? []).map((target, i) => ({ target, i, kind: kindOf(target) }));
  const days = all
    .filter(({ target, kind }) => kind === 'date' || isConsentDate(target))
    .flatMap(({ i }) => (isOpen(dateOrders?.[i]) ? [i] : []));
  const numbers = all
    .filter(({ kind }) => kind === 'number')
    .flatMap(({ i }) => (isOpen(numberMarks?.[i]) ? [i] : []));
  return days.length + numbers.length > 0 ? { days, numbers } : null;
};

export const noHabits = ({ days, numbers }: Undecided): Habits => ({
  days: days.map((column) => [column, noDaySigns()]),
  numbers: numbers.map((column) => [column, noNumberSigns()]),
});

/** Adds what these rows say; answers new objects, since those before are kept until the step is committed. */
export const withRows = (before: Habits, rows: readonly FileRow[]): Habits => {
  const habits = structuredClone(before);
  const read = rows.filter(({ refused }) => refused === null);
  for (const { cells } of read) {
    for (const [column, signs] of habits.days) noteDay(signs, cells[column] ?? '');
    for (const [column, signs] of habits.numbers) noteNumber(signs, cells[column] ?? '');
  }
  return habits;
};

/** How the numbers of a file are written where its columns need not be asked: by us, or for us. */
const ownMark = ({
  sheet,
  header,
  format,
}: Pick<ImportRow, 'sheet' | 'header' | 'format'>): DecimalMark | null => {
  if (sheet !== null) return '.';
  if (originOf(header ?? []) !== 'own') return null;
  // Our own file parts columns by semicolons where its reader's numbers have a comma (kernel/csv).
  return format?.delimiter === ';' ? ',' : '.';
};

/** Columns of numbers, without those of which nothing has to be asked. */
export const settledMarks = (
  file: Parameters<typeof ownMark>[0],
  marks: readonly NumbersMark[]
): NumbersMark[] => marks.map((mark) => (mark === 'open' ? (ownMark(file) ?? mark) : mark));

const replaced = <T extends string>(
  found: readonly (T | null)[],
  changes: readonly (readonly [column: number, found: T | null])[],
  length: number
): (T | null)[] => {
  const known = new Map(changes);
  return Array.from({ length }, (_, i) => (known.has(i) ? known.get(i) : found[i]) ?? null);
};

/** What a whole column says of its days; an empty one has none that could be read in two ways. */
const orderOfColumn = (signs: DaySigns): DaysOrder =>
  signs.filled === 0 ? null : orderBySigns(signs);

/** Keeps what the whole file says with the import: the page shows it, and the import reads by it. Null: the settings changed. */
export const keepHabits = async (
  trx: Knex.Transaction,
  { importId, run }: RunParams,
  { days, numbers }: Habits
): Promise<ImportRow | null> => {
  const row = await lockImport(trx, importId);
  if (row?.run !== run) return null;
  const { length } = row.columns ?? [];
  const orders = days.map(([column, signs]) => [column, orderOfColumn(signs)] as const);
  const marks = numbers.map(([column, signs]) => [column, markBySigns(signs)] as const);
  const change = {
    dateOrders: replaced(row.dateOrders ?? [], orders, length),
    numberMarks: settledMarks(row, replaced(row.numberMarks ?? [], marks, length)),
  };
  await changeImport(trx, importId, change);
  return { ...row, ...change };
};

/** How each column is read: as its rows tell, else as the importer says. */
export const ordersOf = ({
  columns,
  dateOrders,
  numberMarks,
  rules,
}: Settings & Pick<ImportRow, 'rules'>): Pick<RunParams, 'dateOrders' | 'numberMarks'> => ({
  dateOrders: (columns ?? []).map((_, i) => {
    const found = dateOrders?.[i] ?? null;
    return found === 'open' || found === null ? (rules?.dateOrder ?? null) : found;
  }),
  numberMarks: (columns ?? []).map((_, i) => {
    const found = numberMarks?.[i] ?? null;
    return found === 'open' || found === null ? (rules?.decimalMark ?? null) : found;
  }),
});

const unanswered = (
  kind: 'dates-open' | 'numbers-open',
  columns: string,
  { what, ...said }: { what: string; field: string; remedy: string }
): DomainError =>
  new DomainError(kind, `${what} is not clear in ${columns}.`, {
    ...said,
    label: columns,
    status: 422,
  });

/**
 * Days and numbers are never guessed. Throws `dates-open`, `numbers-open` (422) naming the columns of which neither the whole file
 * nor the importer says how they are written.
 */
export const refuseOpenColumns = async (
  trx: Knex.Transaction,
  row: Settings & Pick<ImportRow, 'header'> & { rules: ImportRules }
): Promise<void> => {
  const { columns, dateOrders, numberMarks, rules, header } = row;
  const settings = {
    columns: columns ?? [],
    dateOrders: dateOrders ?? [],
    numberMarks: numberMarks ?? [],
  };
  const { dates, numbers } = openColumns({ ...settings, rules }, await fieldKinds(trx));
  const named = (open: readonly number[]) => open.map((i) => `“${header?.[i] ?? ''}”`).join(', ');
  if (dates.length > 0)
    throw unanswered('dates-open', named(dates), {
      what: 'The order of day and month',
      field: 'rules.dateOrder',
      remedy: 'Say whether the day or the month comes first.',
    });
  if (numbers.length > 0)
    throw unanswered('numbers-open', named(numbers), {
      what: 'The decimal mark',
      field: 'rules.decimalMark',
      remedy: 'Say which sign is before the fraction.',
    });
};
