import type { Knex } from 'knex';
import { installTable } from '../runtime/public';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { testerTable, type TesterRow } from './tables';

const TABLE = testerTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): TesterRow => readRow(testerTable, raw);

/** At most ten. */
export const listTesters = async (sql: Sql): Promise<TesterRow[]> =>
  ((await sql(TABLE).orderBy('id')) as Raw[]).map(read);

/**
 * Until the commit nobody else adds one, so that their number is exact. The row of this database is locked, as there may be no
 * tester to lock.
 */
export const lockTesters = async (trx: Knex.Transaction): Promise<void> => {
  await trx(installTable.table).orderBy('id').forUpdate().first('id');
};

export const findTester = async (sql: Sql, id: number): Promise<TesterRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Rejects with the driver's unique violation when the number is a tester's already. */
export const insertTester = (sql: Sql, row: Omit<TesterRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(testerTable, row));

/** Of one who has not confirmed; answers whether there was one. */
export const changeWaiting = async (
  sql: Sql,
  id: number,
  change: Partial<TesterRow>
): Promise<boolean> =>
  (await sql(TABLE)
    .where({ id })
    .whereNull('confirmed_at')
    .update(writeRow(testerTable, change))) === 1;

/** A wrong code came from these numbers. */
export const countTry = async (sql: Sql, ids: readonly number[]): Promise<void> => {
  if (ids.length > 0)
    await sql(TABLE)
      .whereIn('id', ids as number[])
      .increment('tries', 1);
};

export const deleteTester = (sql: Sql, id: number): Promise<number> =>
  sql(TABLE).where({ id }).delete();

/** Confirmed, and not told so yet. */
export const unanswered = async (sql: Sql): Promise<TesterRow[]> =>
  (
    (await sql(TABLE).whereNotNull('confirmed_at').whereNull('answered_at').orderBy('id')) as Raw[]
  ).map(read);

export const noteAnswered = async (sql: Sql, id: number, at: number): Promise<void> => {
  await sql(TABLE).where({ id }).update({ answered_at: at });
};

export const moveTesters = async (
  trx: Knex.Transaction,
  { from, to }: { from: number; to: number }
): Promise<void> => {
  await trx(TABLE).where({ contact_id: from }).update({ contact_id: to });
};
