import type { Knex } from 'knex';
import { updateFromSql } from '../strapi/batch';
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

/** Of which settings of which import. */
interface OfRun {
  importId: number;
  run: number;
}

export interface KeyOfLine {
  addressKey: string;
  /** The line of the first row of the person whose address it is. */
  line: number;
}

/** Notes addresses that are not noted yet. Safe to repeat. */
export const claimKeys = async (
  db: Db,
  trx: Knex.Transaction,
  { importId, run, keys }: OfRun & { keys: readonly KeyOfLine[] }
): Promise<void> => {
  const rows = keys.map(({ addressKey, line }) => ({
    import_id: importId,
    run,
    address_key: addressKey,
    line,
  }));
  await insertIgnore(db, trx, { table: KEYS, rows, keys: ['import_id', 'run', 'address_key'] });
};

/** The first line of the person of each of these addresses. */
export const linesOfKeys = async (
  sql: Sql,
  { importId, run, keys }: OfRun & { keys: readonly string[] }
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

/** Addresses of a person in most lists, with room: a number, a user id, some former ones. */
const USUAL_ADDRESSES = 8;

/**
 * The addresses of these people by their first line, in the order in which the file names them, at most `most` of each. Uses the
 * index on line. One statement for many people, unless some have very many addresses: then one for each.
 */
export const keysOfLines = async (
  sql: Sql,
  { importId, run, lines, most }: OfRun & { lines: readonly number[]; most: number }
): Promise<Map<number, string[]>> => {
  const found = new Map<number, string[]>();
  const ofLines = (some: readonly number[]) =>
    sql(KEYS)
      .where({ import_id: importId, run })
      .whereIn('line', some)
      .select('id', 'line', 'address_key');
  const add = (rows: readonly Raw[]): void => {
    for (const row of [...rows].sort((a, b) => Number(a.id) - Number(b.id))) {
      const line = Number(row.line);
      const keys = found.get(line) ?? [];
      if (keys.length < most) found.set(line, [...keys, String(row.address_key)]);
    }
  };
  for (const piece of pieces([...new Set(lines)], PIECE)) {
    const limit = piece.length * USUAL_ADDRESSES + 1;
    const rows = (await ofLines(piece).limit(limit)) as Raw[];
    if (rows.length < limit) add(rows);
    else for (const line of piece) add((await ofLines([line]).orderBy('id').limit(most)) as Raw[]);
  }
  return found;
};

/** Gives the addresses of people who turned out to be one with somebody of an earlier line to that one. Uses the index on line. */
export const moveLines = async (
  db: Db,
  trx: Knex.Transaction,
  { importId, run, moved }: OfRun & { moved: ReadonlyMap<number, number> }
): Promise<void> => {
  if (moved.size === 0) return;
  const statement = updateFromSql(db.dialect, {
    table: KEYS,
    columns: ['import_id', 'run', 'from_line', 'to_line'].map((name) => ({
      name,
      type: 'int' as const,
    })),
    set: { line: 'v.to_line' },
    on: 't.import_id = v.import_id AND t.run = v.run AND t.line = v.from_line',
  });
  const values = [...moved].map(([from, to]) => ({
    import_id: importId,
    run,
    from_line: from,
    to_line: to,
  }));
  await trx.raw(statement, [JSON.stringify(values)]);
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
