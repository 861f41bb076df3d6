import type { Knex } from 'knex';
import type { Core } from '@strapi/strapi';
import { turnOfTheLoop } from '../kernel/turn';
import { asDocument } from './document';
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

/** See `Db.now`, for SQL that is written where only the dialect is known. */
export const clockSql = (dialect: Dialect): string => NOW[dialect];

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

/** The second one: MariaDB from 11.8 on, where a row that is locked has changed since the first read of the transaction. */
const ROLLED_BACK = new Set(['ER_LOCK_DEADLOCK', 'ER_CHECKREAD']);

/** True when the error has already undone the whole transaction, also around a savepoint: a deadlock on MySQL. */
export const isRolledBack = ({ dialect }: Pick<Db, 'dialect'>, error: unknown): boolean =>
  dialect === 'mysql' && ROLLED_BACK.has(codeOf(error));

const MAX_TRIES = 5;

/** Of a handle alone, for code that is given no `Db`. */
export const dialectOf = (sql: Sql): Dialect => {
  const name = String((sql as { client?: { dialect?: string } }).client?.dialect ?? '');
  return name.startsWith('postgres') ? 'postgres' : name.startsWith('mysql') ? 'mysql' : 'sqlite';
};

export const createDb = (strapi: Core.Strapi): Db => {
  const knex = strapi.db.connection;
  const dialect = dialectOf(knex);
  const config = dialect === 'sqlite' ? {} : { isolationLevel: 'read committed' as const };

  const tx: Db['tx'] = async (work) => {
    // Inside a transaction of the host we join it: SQLite has one connection, a second one would wait for ever.
    if (strapi.db.inTransaction()) return strapi.db.transaction(({ trx }) => work(trx));
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await knex.transaction(work, config);
        // SQLite's driver works on this very thread and never waits: work that goes from one transaction to the next would
        // let no timer and no request in between, and leases would run out while their holder is busy.
        if (dialect === 'sqlite') await turnOfTheLoop();
        return result;
      } catch (error) {
        if (attempt >= MAX_TRIES || !isRetryable(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 10 * (0.5 + Math.random())));
      }
    }
  };
  return { dialect, knex, tx, now: NOW[dialect] };
};

/** A database that just broke a connection is asked again for some seconds. */
const READ_BACK_WAITS_MS = [0, 100, 200, 400, 800, 1_600, 3_200];

const readBack = async (db: Db, isThere: (sql: Sql) => Promise<boolean>): Promise<boolean> => {
  for (const waitMs of READ_BACK_WAITS_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      return await isThere(db.knex);
    } catch {
      // Still away. The caller gets the first error.
    }
  }
  return false;
};

/**
 * A transaction whose end must be known: when a connection is lost in COMMIT nobody knows whether it happened, so it is
 * read back (engine 8). Answers the result of `work` if it was committed, else throws what went wrong.
 */
export const txReadBack = async <T>(
  db: Db,
  work: (trx: Knex.Transaction) => Promise<T>,
  isThere: (sql: Sql) => Promise<boolean>
): Promise<T> => {
  const done: T[] = [];
  try {
    return await db.tx(async (trx) => {
      done.length = 0;
      const result = await work(trx);
      done.push(result);
      return result;
    });
  } catch (error) {
    if (done.length > 0 && (await readBack(db, isThere))) return done[0] as T;
    throw error;
  }
};

/** Reads the database clock. */
export const dbNow = async (db: Db, sql: Sql = db.knex): Promise<number> => {
  const row = await sql.select(sql.raw(`${db.now} as now`)).first<{ now: unknown }>();
  return Number(row?.now);
};

/** MySQL has no RETURNING and answers the id by itself; asking for it there only makes knex warn. */
const hasReturning = (sql: Sql): boolean => dialectOf(sql) !== 'mysql';

/** Inserts one row and answers its id, on every database. Relation targets get their document id here. */
export const insertRow = async (
  sql: Sql,
  table: string,
  given: Record<string, unknown>
): Promise<number> => {
  const row = asDocument(table, given);
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
 * INSERT IGNORE would hide data errors too.
 */
export const insertIgnore = async (
  db: Pick<Db, 'dialect'>,
  sql: Sql,
  { table, rows, keys }: { table: string; rows: Record<string, unknown>[]; keys: string[] }
): Promise<void> => {
  for (const piece of pieces(rows, INSERT_PIECE)) {
    const insert = sql(table)
      .insert(piece.map((row) => asDocument(table, row)))
      .onConflict(keys);
    await (db.dialect === 'mysql'
      ? insert.merge({ id: sql.raw('??', [`${table}.id`]) })
      : insert.ignore());
  }
};
