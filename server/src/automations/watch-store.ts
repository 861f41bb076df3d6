import type { Knex } from 'knex';
import { automationTrigger, type AutomationTrigger } from '../contracts/automations';
import { fromJsonColumn } from '../kernel/json';
import { insertIgnore, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { automationTable, watchedTypeTable, type WatchedTypeRow } from './tables';

const WATCHED = watchedTypeTable.table;
type Raw = Record<string, unknown>;

/** Triggers of all automations, those that are off too: what happened before it is switched on is looked at first (E-32). */
export const triggersOf = async (sql: Sql): Promise<AutomationTrigger[]> => {
  const raw = await sql(automationTable.table).orderBy('id').select<Raw[]>('trigger');
  return raw.flatMap((row) => {
    const read = automationTrigger.safeParse(fromJsonColumn(row.trigger));
    return read.success ? [read.data] : [];
  });
};

/** Content types that are watched, by uid. */
export const watchedTypes = async (sql: Sql): Promise<Map<string, WatchedTypeRow>> => {
  const raw = await sql(WATCHED).orderBy('id').select<Raw[]>();
  return new Map(
    raw.map((one) => {
      const row = readRow(watchedTypeTable, one);
      return [row.uid, row] as const;
    })
  );
};

export const insertWatchedType = (
  db: Db,
  sql: Sql,
  row: Omit<WatchedTypeRow, 'id'>
): Promise<void> =>
  insertIgnore(db, sql, { table: WATCHED, rows: [writeRow(watchedTypeTable, row)], keys: ['uid'] });

export const changeWatchedType = async (
  sql: Sql,
  id: number,
  change: Partial<WatchedTypeRow>
): Promise<void> => {
  await sql(WATCHED).where({ id }).update(writeRow(watchedTypeTable, change));
};

export const deleteWatchedType = async (sql: Sql, id: number): Promise<void> => {
  await sql(WATCHED).where({ id }).delete();
};

/** How far the first look has come, unless it was begun again meanwhile. */
export const moveFill = (
  sql: Sql,
  { id, startedAt }: Pick<WatchedTypeRow, 'id' | 'startedAt'>,
  change: Pick<WatchedTypeRow, 'fillCursor'> &
    Partial<Pick<WatchedTypeRow, 'filledAt' | 'fresh' | 'known'>>
): Promise<number> =>
  sql(WATCHED).where({ id, started_at: startedAt }).update(writeRow(watchedTypeTable, change));

/** Very many entries changed at once: all of the type are looked at, from the beginning. In the transaction of the change. */
export const askForBulk = async (trx: Knex.Transaction, uid: string): Promise<void> => {
  await trx(WATCHED)
    .where({ uid })
    .update({ bulk_cursor: '', bulk_round: trx.raw('bulk_round + 1') });
};

/** How far that look has come, unless it was asked for again meanwhile. */
export const moveBulk = (
  sql: Sql,
  { id, bulkRound }: Pick<WatchedTypeRow, 'id' | 'bulkRound'>,
  bulkCursor: string | null
): Promise<number> =>
  sql(WATCHED)
    .where({ id, bulk_round: bulkRound })
    .update(writeRow(watchedTypeTable, { bulkCursor }));
