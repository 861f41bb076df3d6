import { insertRow, type Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import type { KeyOutcome } from './public';
import { systemKeyTable, type SystemKeyRow } from './tables';

const KEYS = systemKeyTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): SystemKeyRow => readRow(systemKeyTable, raw);

/** The same outcome is written again only after so long: a flow may call many times a second. */
const AGAIN_MS = 60_000;

/** All of them, by name; the service keeps them few. */
export const listKeys = async (sql: Sql): Promise<SystemKeyRow[]> =>
  ((await sql(KEYS).orderBy('name')) as Raw[]).map(read);

export const findKey = async (sql: Sql, id: number): Promise<SystemKeyRow | null> => {
  const raw = await sql(KEYS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** By name; MySQL finds names of other letters too, which the map does not answer for. */
export const keysByName = async (
  sql: Sql,
  names: readonly string[]
): Promise<Map<string, SystemKeyRow>> => {
  const raw = (await sql(KEYS).whereIn('name', [...names])) as Raw[];
  return new Map(raw.map(read).map((row) => [row.name, row]));
};

export const countKeys = (sql: Sql): Promise<number> => countOf(sql(KEYS));

/** Rejects with the driver's unique violation when the name is taken. */
export const insertKey = (sql: Sql, row: Omit<SystemKeyRow, 'id'>): Promise<number> =>
  insertRow(sql, KEYS, writeRow(systemKeyTable, row));

/** Changes the row that the writer saw. Answers how many rows that were. */
export const updateKey = (
  sql: Sql,
  { id, changedAt }: Pick<SystemKeyRow, 'id' | 'changedAt'>,
  change: Partial<SystemKeyRow>
): Promise<number> =>
  sql(KEYS).where({ id, changed_at: changedAt }).update(writeRow(systemKeyTable, change));

export const deleteKey = (sql: Sql, id: number): Promise<number> =>
  sql(KEYS).where({ id }).delete();

/** Notes when these keys were sent, and what came of it. */
export const noteUse = async (
  sql: Sql,
  names: readonly string[],
  { at, status, error }: KeyOutcome & { at: number }
): Promise<void> => {
  await sql(KEYS)
    .whereIn('name', [...names])
    .where(
      (query) =>
        void query
          .whereNull('last_used_at')
          .orWhere('last_used_at', '<=', at - AGAIN_MS)
          .orWhereRaw('COALESCE(last_status, 0) <> ?', [status ?? 0])
          .orWhereRaw("COALESCE(last_error, '') <> ?", [error ?? ''])
    )
    .update({ last_used_at: at, last_status: status, last_error: error });
};
