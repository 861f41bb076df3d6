import type { Knex } from 'knex';
import type { Core } from '@strapi/strapi';
import { messageOf } from './log';

export type Dialect = 'sqlite' | 'postgres' | 'mysql';
/** A knex handle: the pool's or a transaction's. */
export type Sql = Knex | Knex.Transaction;

/** The database, as the stores see it. */
export interface Db {
  readonly dialect: Dialect;
  readonly knex: Knex;
  /**
   * Runs `work` in one transaction (READ COMMITTED on the server databases), again from the start on deadlock, lock wait
   * or busy, at most 5 times. `work` must await nothing but this database (I18) and must be repeatable.
   */
  tx<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** SQL text of the database clock in epoch milliseconds, read inside the statement (engine 1). */
  readonly now: string;
}

const NOW: Record<Dialect, string> = {
  sqlite: `CAST((julianday('now')-2440587.5)*86400000 AS INTEGER)`,
  postgres: `(extract(epoch from clock_timestamp())*1000)::bigint`,
  mysql: `CAST(UNIX_TIMESTAMP(SYSDATE(3))*1000 AS UNSIGNED)`,
};

const RETRYABLE = /40P01|40001|deadlock|lock wait timeout|SQLITE_BUSY|database is locked/i;
const RETRYABLE_CODES = new Set([
  '40P01',
  '40001',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'SQLITE_BUSY',
]);
const UNIQUE_CODES = new Set([
  '23505',
  'ER_DUP_ENTRY',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** True for a refused duplicate key, on any of the databases. */
export const isUniqueViolation = (error: unknown): boolean => UNIQUE_CODES.has(codeOf(error));

/** True when the whole transaction may simply be done again. */
export const isRetryable = (error: unknown): boolean =>
  RETRYABLE_CODES.has(codeOf(error)) || RETRYABLE.test(messageOf(error));

const MAX_TRIES = 5;

export const createDb = (strapi: Core.Strapi): Db => {
  const knex = strapi.db.connection;
  const client = String(strapi.db.dialect.client);
  const dialect: Dialect =
    client === 'postgres' ? 'postgres' : client === 'mysql' ? 'mysql' : 'sqlite';
  const config = dialect === 'sqlite' ? {} : { isolationLevel: 'read committed' as const };

  const tx: Db['tx'] = async (work) => {
    // Inside a transaction of the host we join it: SQLite has one connection, a second one would wait for ever.
    if (strapi.db.inTransaction()) return strapi.db.transaction(({ trx }) => work(trx));
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await knex.transaction(work, config);
      } catch (error) {
        if (attempt >= MAX_TRIES || !isRetryable(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 10 * (0.5 + Math.random())));
      }
    }
  };
  return { dialect, knex, tx, now: NOW[dialect] };
};

/** Reads the database clock. */
export const dbNow = async (db: Db, sql: Sql = db.knex): Promise<number> => {
  const row = await sql.select(sql.raw(`${db.now} as now`)).first<{ now: unknown }>();
  return Number(row?.now);
};

/** MySQL has no RETURNING and answers the id by itself; asking for it there only makes knex warn. */
const hasReturning = (sql: Sql): boolean =>
  !String((sql as { client?: { dialect?: string } }).client?.dialect ?? '').startsWith('mysql');

/** Inserts one row and answers its id, on every database. */
export const insertRow = async (
  sql: Sql,
  table: string,
  row: Record<string, unknown>
): Promise<number> => {
  const insert = hasReturning(sql) ? sql(table).insert(row, ['id']) : sql(table).insert(row);
  const [first] = (await insert) as unknown[];
  return Number(
    typeof first === 'object' && first !== null ? (first as { id: unknown }).id : first
  );
};

/** SQLite refuses compound inserts above 500 rows. */
export const INSERT_PIECE = 500;

export const pieces = <T>(rows: readonly T[], size: number): T[][] => {
  const out: T[][] = [];
  for (let i = 0; i < rows.length; i += size) out.push(rows.slice(i, i + size));
  return out;
};

/**
 * Inserts rows and leaves those that are there already (by `keys`) as they are. On MySQL by a no-op update:
 * INSERT IGNORE would hide data errors too (engine 10).
 */
export const insertIgnore = async (
  db: Db,
  sql: Sql,
  { table, rows, keys }: { table: string; rows: Record<string, unknown>[]; keys: string[] }
): Promise<void> => {
  for (const piece of pieces(rows, INSERT_PIECE)) {
    const insert = sql(table).insert(piece).onConflict(keys);
    await (db.dialect === 'mysql'
      ? insert.merge({ id: sql.raw('??', [`${table}.id`]) })
      : insert.ignore());
  }
};
