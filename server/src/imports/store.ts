import type { Knex } from 'knex';
import { insertIgnore, insertRow, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { importKeyTable, importTable, type ImportRow } from './tables';

const TABLE = importTable.table;
const KEYS = importKeyTable.table;
const PIECE = 400;
const PURGE_PIECE = 1_000;
type Raw = Record<string, unknown>;
const read = (raw: Raw): ImportRow => readRow(importTable, raw);

export const insertImport = (sql: Sql, row: Omit<ImportRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(importTable, row));

export const findImport = async (sql: Sql, id: number): Promise<ImportRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const lockImport = async (trx: Knex.Transaction, id: number): Promise<ImportRow | null> => {
  const raw = await trx(TABLE).where({ id }).forUpdate().first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const changeImport = async (
  sql: Sql,
  id: number,
  change: Partial<ImportRow>
): Promise<void> => {
  await sql(TABLE).where({ id }).update(writeRow(importTable, change));
};

/** The newest import of a file with this header that was really started. */
export const lastOfHeader = async (sql: Sql, headerKey: string): Promise<ImportRow | null> => {
  const raw = await sql(TABLE)
    .where({ header_key: headerKey })
    .whereNotNull('import_id')
    .orderBy('id', 'desc')
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Files older than the instant that still lie on a disk. */
export const oldImports = async (sql: Sql, before: number): Promise<ImportRow[]> =>
  (
    (await sql(TABLE)
      .where('added_at', '<', before)
      .whereNotNull('stored_name')
      .orderBy('id')
      .limit(50)) as Raw[]
  ).map(read);

/** The latest uploads that nobody has imported and whose file is still kept. */
export const unfinishedOnes = async (sql: Sql, most: number): Promise<ImportRow[]> =>
  (
    (await sql(TABLE)
      .whereNull('import_id')
      .whereNotNull('stored_name')
      .orderBy('id', 'desc')
      .limit(most)) as Raw[]
  ).map(read);

/** The next upload after an id whose file is still kept. */
export const keptAfter = async (sql: Sql, after: number): Promise<ImportRow | null> => {
  const raw = await sql(TABLE)
    .where('id', '>', after)
    .whereNotNull('stored_name')
    .orderBy('id')
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export interface KeyOfLine {
  addressKey: string;
  line: number;
}

/** Notes which line a number comes first in. Safe to repeat. */
export const claimKeys = async (
  db: Db,
  trx: Knex.Transaction,
  { importId, run, keys }: { importId: number; run: number; keys: readonly KeyOfLine[] }
): Promise<void> => {
  const rows = keys.map(({ addressKey, line }) => ({
    import_id: importId,
    run,
    address_key: addressKey,
    line,
  }));
  await insertIgnore(db, trx, { table: KEYS, rows, keys: ['import_id', 'run', 'address_key'] });
};

/** The first line of each of these numbers. */
export const linesOfKeys = async (
  sql: Sql,
  { importId, run, keys }: { importId: number; run: number; keys: readonly string[] }
): Promise<Map<string, number>> => {
  const found = new Map<string, number>();
  for (const piece of pieces([...new Set(keys)], PIECE)) {
    const rows = (await sql(KEYS)
      .where({ import_id: importId, run })
      .whereIn('address_key', piece)
      .select('address_key', 'line')) as Raw[];
    for (const row of rows) found.set(String(row.address_key), Number(row.line));
  }
  return found;
};

/** Forgets the numbers of an import, a piece at a time. */
export const dropKeys = async (db: Db, importId: number): Promise<void> => {
  for (;;) {
    const query = db.knex(KEYS).where({ import_id: importId }).limit(PURGE_PIECE).select('id');
    const rows = (await query) as { id: unknown }[];
    if (rows.length === 0) return;
    await db
      .knex(KEYS)
      .whereIn(
        'id',
        rows.map((row) => Number(row.id))
      )
      .delete();
  }
};
