import type { Knex } from 'knex';
import { affectedRows } from '../strapi/batch';
import { insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import {
  mediaUploadTable,
  storedFileTable,
  type MediaUploadRow,
  type StoredFileRow,
} from './tables';

const FILES = storedFileTable.table;
const UPLOADS = mediaUploadTable.table;
type Raw = Record<string, unknown>;

export const insertFile = (sql: Sql, row: Partial<StoredFileRow>): Promise<number> =>
  insertRow(sql, FILES, writeRow(storedFileTable, row));

/** The file of an inbound message, to be fetched; a repeated webhook changes nothing. */
export const insertInbound = (
  db: Db,
  trx: Knex.Transaction,
  row: Partial<StoredFileRow>
): Promise<void> =>
  insertIgnore(db, trx, {
    table: FILES,
    rows: [writeRow(storedFileTable, row)],
    keys: ['message_id'],
  });

export const fileById = async (sql: Sql, id: number): Promise<StoredFileRow | null> => {
  const raw = await sql(FILES).where({ id }).first<Raw | undefined>();
  return raw ? readRow(storedFileTable, raw) : null;
};

export const filesOfMessages = async (sql: Sql, ids: number[]): Promise<StoredFileRow[]> => {
  if (ids.length === 0) return [];
  const raw = await sql(FILES).whereIn('message_id', ids).select<Raw[]>();
  return raw.map((row) => readRow(storedFileTable, row));
};

export const updateFile = (sql: Sql, id: number, change: Partial<StoredFileRow>): Promise<number> =>
  sql(FILES).where({ id }).update(writeRow(storedFileTable, change));

/** Free: never taken, its time ran out, or who took it has died. */
const isFree =
  ({ now }: Db, alive: string[]) =>
  (query: Knex.QueryBuilder): void =>
    void query
      .whereNull('lease_until')
      .orWhereRaw(`lease_until < ${now}`)
      .orWhereNotIn('owner', alive);

/** Files to fetch now, the longest due first. Uses the index on (state, due). */
export const dueFiles = async (
  db: Db,
  { most, alive }: { most: number; alive: string[] }
): Promise<number[]> => {
  const rows = await db
    .knex(FILES)
    .where({ state: 'waiting' })
    .whereRaw(`due_at <= ${db.now}`)
    .where(isFree(db, alive))
    .orderBy([{ column: 'due_at' }, { column: 'id' }])
    .limit(most)
    .select<{ id: unknown }[]>('id');
  return rows.map(({ id }) => Number(id));
};

/** Takes a file for fetching, for `leaseMs`; null when another process has it, or it is there already. */
export const takeFile = async (
  db: Db,
  id: number,
  { owner, leaseMs, alive }: { owner: string; leaseMs: number; alive: string[] }
): Promise<StoredFileRow | null> => {
  const taken = await db
    .knex(FILES)
    .where({ id, state: 'waiting' })
    .where(isFree(db, alive))
    .update({
      owner,
      lease_until: db.knex.raw(`${db.now} + ?`, [leaseMs]),
      attempts: db.knex.raw('attempts + 1'),
    });
  return taken === 0 ? null : fileById(db.knex, id);
};

/** Attachments that nobody sent: at most 100 that are older than `before`. */
export const unusedFiles = async (sql: Sql, before: number): Promise<StoredFileRow[]> => {
  const raw = await sql(FILES)
    .where({ origin: 'attached' })
    .whereNull('used_at')
    .where('at', '<', before)
    .orderBy('id')
    .limit(100)
    .select<Raw[]>();
  return raw.map((row) => readRow(storedFileTable, row));
};

export const removeFile = (sql: Sql, id: number): Promise<number> =>
  sql(FILES).where({ id }).whereNull('used_at').del();

export const uploadOf = async (
  sql: Sql,
  key: { numberId: string; contentKey: string }
): Promise<MediaUploadRow | null> => {
  const raw = await sql(UPLOADS).where(writeRow(mediaUploadTable, key)).first<Raw | undefined>();
  return raw ? readRow(mediaUploadTable, raw) : null;
};

/** Takes the upload of a content for `leaseMs`. False: another process uploads it, or a fresh id came meanwhile. */
export const takeUpload = async (
  db: Db,
  key: { numberId: string; contentKey: string },
  { owner, leaseMs, freshUntil }: { owner: string; leaseMs: number; freshUntil: number }
): Promise<boolean> => {
  await insertIgnore(db, db.knex, {
    table: UPLOADS,
    rows: [writeRow(mediaUploadTable, key)],
    keys: ['number_id', 'content_key'],
  });
  const result: unknown = await db.knex.raw(
    `UPDATE ${UPLOADS} SET owner = ?, lease_until = ${db.now} + ?
     WHERE number_id = ? AND content_key = ? AND (lease_until IS NULL OR lease_until < ${db.now})
       AND (meta_id IS NULL OR expires_at IS NULL OR expires_at <= ?)`,
    [owner, leaseMs, key.numberId, key.contentKey, freshUntil]
  );
  return affectedRows(db.dialect, result) > 0;
};

/** Ends an upload: with its id, or without one so that the next may try. */
export const endUpload = (
  sql: Sql,
  key: { numberId: string; contentKey: string },
  outcome: { metaId: string; expiresAt: number } | null
): Promise<number> =>
  sql(UPLOADS)
    .where(writeRow(mediaUploadTable, key))
    .update(writeRow(mediaUploadTable, { ...(outcome ?? {}), owner: null, leaseUntil: null }));

/** Meta has this one no longer: the next send uploads again. */
export const forgetUpload = (
  sql: Sql,
  which:
    | (Pick<MediaUploadRow, 'numberId'> & { metaId: string })
    | Pick<MediaUploadRow, 'contentKey'>
): Promise<number> =>
  sql(UPLOADS).where(writeRow(mediaUploadTable, which)).update({ meta_id: null, expires_at: null });

/** Takes away uploads that died long ago, at most 500. */
export const trimUploads = async (sql: Sql, before: number): Promise<number> => {
  const old = await sql(UPLOADS)
    .where('expires_at', '<', before)
    .limit(500)
    .select<{ id: number }[]>('id');
  return old.length === 0
    ? 0
    : sql(UPLOADS)
        .whereIn(
          'id',
          old.map(({ id }) => id)
        )
        .del();
};

const NAMES_AT_ONCE = 1_000;

/** Names on the disk of all files that the local provider keeps for us, a page in memory at a time. */
export async function* localFileNames(sql: Sql): AsyncGenerator<string> {
  for (let after: number | null = 0; after !== null;) {
    const raw: Raw[] = await sql(FILES)
      .where({ state: 'stored' })
      .where('id', '>', after)
      .orderBy('id')
      .limit(NAMES_AT_ONCE)
      .select<Raw[]>();
    const rows = raw.map((row) => readRow(storedFileTable, row));
    for (const { place } of rows) if (place?.provider === 'local') yield place.hash + place.ext;
    after = rows.at(-1)?.id ?? null;
  }
}
