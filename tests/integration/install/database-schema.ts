import type { Knex } from 'knex';
import type { DatabaseClient } from '../../support/databases';

/** An index as every database can tell it: `unique whatsapp_x (a,b)`, sorted, without names. */
export type IndexLine = string;

const line = (table: string, unique: boolean, columns: readonly string[]): IndexLine =>
  `${unique ? 'unique' : 'index'} ${table} (${columns.join(',')})`;

const rowsOf = (answer: unknown): Record<string, unknown>[] => {
  if (Array.isArray(answer)) return (Array.isArray(answer[0]) ? answer[0] : answer) as never;
  return (answer as { rows: Record<string, unknown>[] }).rows;
};

const onSqlite = async (knex: Knex, table: string): Promise<IndexLine[]> => {
  const lines: IndexLine[] = [];
  for (const index of rowsOf(await knex.raw(`pragma index_list('${table}')`))) {
    const columns = rowsOf(await knex.raw(`pragma index_info('${String(index['name'])}')`));
    const names = columns.map((column) => String(column['name']));
    lines.push(line(table, Number(index['unique']) === 1, names));
  }
  return lines;
};

const onPostgres = async (knex: Knex, table: string): Promise<IndexLine[]> => {
  const answer = await knex.raw('select indexdef from pg_indexes where tablename = ?', [table]);
  return rowsOf(answer).map(({ indexdef }) => {
    const columns = /\(([^)]*)\)/.exec(String(indexdef))?.[1] ?? '';
    return line(
      table,
      String(indexdef).includes('UNIQUE'),
      columns.replaceAll('"', '').split(', ')
    );
  });
};

const onMysql = async (knex: Knex, table: string): Promise<IndexLine[]> => {
  const answer = await knex.raw(
    `select index_name as name, min(non_unique) as many,
       group_concat(column_name order by seq_in_index) as columns_of
     from information_schema.statistics
     where table_schema = database() and table_name = ? group by index_name`,
    [table]
  );
  return rowsOf(answer).map((row) =>
    line(table, Number(row['many']) === 0, String(row['columns_of']).split(','))
  );
};

const readers: Record<DatabaseClient, typeof onSqlite> = {
  sqlite: onSqlite,
  postgres: onPostgres,
  mysql: onMysql,
};

/** Every index and unique key of these tables, one line each; a doubled one gives two lines. */
export const indexesOf = async (
  knex: Knex,
  client: DatabaseClient,
  tables: readonly string[]
): Promise<IndexLine[]> => {
  const lines: IndexLine[] = [];
  for (const table of tables) lines.push(...(await readers[client](knex, table)));
  return lines.sort();
};

/** Every row of every table, as text, by table; for comparing one boot with another. */
export const rowsOfTables = async (
  knex: Knex,
  tables: readonly string[]
): Promise<Record<string, string[]>> => {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = (await knex(table).select('*').orderBy('id')) as unknown[];
    all[table] = rows.map((row) => JSON.stringify(row));
  }
  return all;
};
