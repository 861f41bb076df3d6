import type { Knex } from 'knex';
import type { Dialect } from './db';

/** A column of a batch: its name in SQL and its type. */
export interface BatchColumn {
  name: string;
  type: 'int' | 'text';
}

const sqliteColumn = ({ name }: BatchColumn) => `json_extract(value, '$.${name}') AS ${name}`;
const postgresColumn = ({ name, type }: BatchColumn) =>
  `${name} ${type === 'int' ? 'bigint' : 'text'}`;
const mysqlColumn = ({ name, type }: BatchColumn) =>
  `${name} ${type === 'int' ? 'BIGINT' : 'LONGTEXT'} PATH '$.${name}' NULL ON EMPTY`;

/**
 * A derived table `v` over rows given as ONE JSON parameter: no limit on the number of variables, one statement
 * shape for any batch size, the same cost through knex as without it.
 */
export const valuesSql = (dialect: Dialect, columns: BatchColumn[], alias = 'v'): string => {
  if (dialect === 'sqlite')
    return `(SELECT ${columns.map(sqliteColumn).join(', ')} FROM json_each(?)) AS ${alias}`;
  if (dialect === 'postgres')
    return `json_to_recordset(?::json) AS ${alias}(${columns.map(postgresColumn).join(', ')})`;
  return `JSON_TABLE(?, '$[*]' COLUMNS (${columns.map(mysqlColumn).join(', ')})) AS ${alias}`;
};

export interface BatchUpdate {
  table: string;
  columns: BatchColumn[];
  /** Column → SQL over `t` (the row) and `v` (the batch). MySQL assigns left to right: what others read comes last. */
  set: Record<string, string>;
  /** SQL that joins `t` and `v`. */
  on: string;
  where?: string;
}

/** One UPDATE of many rows from one JSON parameter, on the three databases. */
export const updateFromSql = (
  dialect: Dialect,
  { table, columns, set, on, where }: BatchUpdate
): string => {
  const values = valuesSql(dialect, columns);
  const target = dialect === 'mysql' ? 't.' : '';
  const sets = Object.entries(set)
    .map(([column, value]) => `${target}${column} = ${value}`)
    .join(', ');
  const filter = where ? ` AND (${where})` : '';
  return dialect === 'mysql'
    ? `UPDATE ${table} AS t JOIN ${values} ON ${on} SET ${sets} WHERE 1 = 1${filter}`
    : `UPDATE ${table} AS t SET ${sets} FROM ${values} WHERE ${on}${filter}`;
};

/** Rows changed by a raw UPDATE or DELETE, as each driver says it. */
export const affectedRows = (dialect: Dialect, result: unknown): number => {
  if (dialect === 'postgres') return Number((result as { rowCount?: number }).rowCount ?? 0);
  if (dialect === 'mysql')
    return Number((result as [{ affectedRows?: number }])[0]?.affectedRows ?? 0);
  return Number((result as { changes?: number } | undefined)?.changes ?? 0);
};

/** Rows of a raw SELECT, as each driver says it. */
export const rawRows = (dialect: Dialect, result: unknown): Record<string, unknown>[] => {
  if (dialect === 'postgres') return (result as { rows: Record<string, unknown>[] }).rows;
  if (dialect === 'mysql') return (result as [Record<string, unknown>[]])[0];
  return result as Record<string, unknown>[];
};

/**
 * `column` is one of `values`, as SQL: one parameter on SQLite and PostgreSQL, so that a statement is the same text for
 * any number of them; MySQL's planner wants the list itself. Never empty.
 */
export const amongSql = (
  dialect: Dialect,
  column: string,
  values: readonly (number | string)[]
): { sql: string; bindings: Knex.RawBinding[] } => {
  if (dialect === 'sqlite')
    return {
      sql: `${column} IN (SELECT value FROM json_each(?))`,
      bindings: [JSON.stringify(values)],
    };
  if (dialect === 'postgres') return { sql: `${column} = ANY(?)`, bindings: [values as never] };
  return { sql: `${column} IN (${values.map(() => '?').join(',')})`, bindings: [...values] };
};

/** `amongSql` for `modify`; no values match no row. */
export const among =
  (dialect: Dialect, column: string, values: readonly (number | string)[]) =>
  (query: Knex.QueryBuilder): void => {
    const { sql, bindings } = amongSql(dialect, column, values);
    void (values.length > 0 ? query.whereRaw(sql, bindings) : query.whereRaw('1 = 0'));
  };
