import { wellFormed } from '../kernel/json';
import { valuesSql, type BatchColumn } from './batch';
import type { Db, Dialect, Sql } from './db';
import { columnNames, type Column, type ColumnKind, type RowOf, type Table } from './table';

const BATCH_TYPES: Record<ColumnKind, BatchColumn['type']> = {
  string: 'text',
  text: 'text',
  json: 'text',
  int: 'int',
  big: 'int',
  bool: 'int',
  float: 'text',
};

const quote = (dialect: Dialect, name: string): string =>
  dialect === 'mysql' ? `\`${name}\`` : `"${name}"`;

/** One half of an emoji would have the whole batch refused. */
const whole = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? wellFormed(value) : value;

const scalar = ({ kind }: Column, value: unknown): string | number | null => {
  if (value === null || value === undefined) return null;
  if (kind === 'bool') return value ? 1 : 0;
  if (kind !== 'json') return whole('', value) as string | number;
  const text = JSON.stringify(value);
  // Only half a pair is written as an escape.
  return /\\ud[89a-f]/.test(text) ? JSON.stringify(value, whole) : text;
};

/** A value of the batch as its column takes it: PostgreSQL converts nothing by itself but the size of integers. */
const fitted = (dialect: Dialect, { kind }: Column, value: string): string => {
  if (dialect !== 'postgres') return value;
  if (kind === 'bool') return `(${value} = 1)`;
  if (kind === 'json') return `${value}::jsonb`;
  return kind === 'float' ? `${value}::double precision` : value;
};

const parameter = (dialect: Dialect, column: Column): string =>
  dialect === 'postgres'
    ? fitted(dialect, column, `?::${BATCH_TYPES[column.kind] === 'int' ? 'bigint' : 'text'}`)
    : '?';

/** What becomes of a row whose keys are there already: it stays as it is (MySQL: by a no-op), or takes these columns. */
const onConflict = (dialect: Dialect, keys: string[], taken: string[]): string => {
  const q = (name: string) => quote(dialect, name);
  if (dialect === 'mysql') {
    const sets = taken.map((name) => `${q(name)} = VALUES(${q(name)})`);
    return `ON DUPLICATE KEY UPDATE ${sets.length > 0 ? sets.join(', ') : `${q('id')} = ${q('id')}`}`;
  }
  const sets = taken.map((name) => `${q(name)} = excluded.${q(name)}`);
  const on = `ON CONFLICT (${keys.map(q).join(', ')})`;
  return sets.length > 0 ? `${on} DO UPDATE SET ${sets.join(', ')}` : `${on} DO NOTHING`;
};

export interface BatchInsert<T extends Table> {
  into: T;
  rows: readonly Partial<RowOf<T>>[];
  /** Columns of the unique key by which a row is known. */
  keys: (keyof T['columns'] & string)[];
  /** Columns that a row which is there already takes over; none = it stays as it is. */
  taken?: (keyof T['columns'] & string)[];
}

/**
 * Inserts many rows of a hot table by one statement with one JSON parameter, whatever their number. What is the same in
 * all of them is told once; what none of them has is left to the column's default.
 */
export const insertMany = async <T extends Table>(
  { dialect }: Db,
  sql: Sql,
  { into, rows, keys, taken = [] }: BatchInsert<T>
): Promise<void> => {
  const [first] = rows as readonly Record<string, unknown>[];
  if (!first) return;
  const all = rows as readonly Record<string, unknown>[];
  const has = (name: string) => all.some((row) => row[name] !== null && row[name] !== undefined);
  // Never all of them: without a column of its own the batch would have no shape.
  const isSame = (name: string) =>
    !keys.includes(name) && all.every((row) => row[name] === first[name]);
  const given = columnNames(into).filter(([name]) => has(name));
  const same = given.filter(([name]) => isSame(name));
  const own = given.filter(([name]) => !isSame(name));
  const inDatabase = (name: string) => given.find((column) => column[0] === name)?.[1] ?? name;
  const batch = all.map((row) =>
    Object.fromEntries(own.map(([name, , column], i) => [`c${i}`, scalar(column, row[name])]))
  );
  const names = [...same, ...own].map(([, name]) => quote(dialect, name));
  const values = [
    ...same.map(([, , column]) => parameter(dialect, column)),
    ...own.map(([, , column], i) => fitted(dialect, column, `v.c${i}`)),
  ];
  const columns = own.map(([, , column], i) => ({ name: `c${i}`, type: BATCH_TYPES[column.kind] }));
  await sql.raw(
    `INSERT INTO ${into.table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${valuesSql(dialect, columns)} WHERE 1 = 1 ${onConflict(dialect, keys.map(inDatabase), taken.map(inDatabase))}`,
    [...same.map(([name, , column]) => scalar(column, first[name])), JSON.stringify(batch)]
  );
};
