import type { Knex } from 'knex';
import type { HeldValues } from '../contracts/automations';
import { parseJson, toJsonColumn } from '../kernel/json';
import { addTo } from '../kernel/lists';
import { affectedRows, updateFromSql, type BatchColumn } from '../strapi/batch';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { NewSeen, RowSeen, SeenChange } from './domain/compare';
import { without } from './domain/values';
import { seenTable } from './tables';

const SEEN = seenTable.table;
const PIECE = 400;
type Raw = Record<string, unknown>;

/** What was seen of a row, with the entry that it belongs to, and whom that was about when it went. */
export type SeenOfEntry = RowSeen & { entryDocument: string; contactId: number | null };

const read = (raw: Raw): SeenOfEntry => {
  const { held, ...row } = readRow(seenTable, raw);
  const values = held === null ? null : (parseJson(held) as HeldValues | undefined);
  return { ...row, held: values ?? null };
};

const textOf = (held: HeldValues | null): string | null => held && toJsonColumn(held);

/**
 * All rows of these entries that were seen, by entry. One statement for some hundred, by the unique key. `locks`: as they are
 * at this moment, and nobody changes them until the commit.
 */
export const seenOfEntries = async (
  sql: Sql,
  { uid, documentIds, locks }: { uid: string; documentIds: readonly string[]; locks: boolean }
): Promise<Map<string, SeenOfEntry[]>> => {
  const found = new Map<string, SeenOfEntry[]>();
  const rows = sql(SEEN)
    .where({ uid })
    .whereIn('entry_document', [...documentIds])
    .orderBy('id');
  const raw = await (locks ? rows.forUpdate() : rows).select<Raw[]>();
  for (const row of raw.map(read)) addTo(found, row.entryDocument, row);
  return found;
};

/** Keeps others from changing these rows until the commit. By their ids alone: rows that are not there lock nothing. */
export const lockSeen = async (trx: Sql, ids: readonly number[]): Promise<Map<number, number>> => {
  const rows = await trx(SEEN)
    .whereIn('id', [...ids])
    .orderBy('id')
    .forUpdate()
    .select<{ id: unknown; revision: unknown }[]>('id', 'revision');
  return new Map(rows.map(({ id, revision }) => [Number(id), Number(revision)]));
};

export interface FreshSeen extends NewSeen {
  uid: string;
  entryDocument: string;
}

/** Adds rows; one that another transaction has added meanwhile stays as it is. */
export const insertSeen = (
  db: Db,
  sql: Sql,
  { rows, at }: { rows: readonly FreshSeen[]; at: number }
): Promise<void> =>
  insertIgnore(db, sql, {
    table: SEEN,
    rows: rows.map(({ held, ...row }) =>
      writeRow(seenTable, {
        ...row,
        held: textOf(held),
        goneAt: null,
        goneMark: null,
        wasPublished: false,
        revision: 1,
        contactId: null,
        seenAt: at,
      })
    ),
    keys: ['uid', 'entry_document', 'locale', 'version'],
  });

const COLUMNS: BatchColumn[] = [
  { name: 'id', type: 'int' },
  { name: 'was', type: 'int' },
  { name: 'held', type: 'text' },
  { name: 'gone_at', type: 'int' },
  { name: 'gone_mark', type: 'text' },
  { name: 'was_published', type: 'int' },
  { name: 'contact_id', type: 'int' },
  { name: 'seen_at', type: 'int' },
];

/** A row as it is seen now, with whom its entry was about where it went. */
export type SeenWrite = SeenChange & { contactId: number | null };

/** Changes rows as they were read; answers how many: fewer where another transaction changed one meanwhile. */
export const updateSeen = async (
  db: Db,
  sql: Sql,
  { changes, at }: { changes: readonly SeenWrite[]; at: number }
): Promise<number> => {
  const statement = updateFromSql(db.dialect, {
    table: SEEN,
    columns: COLUMNS,
    set: {
      held: 'v.held',
      gone_at: 'v.gone_at',
      gone_mark: 'v.gone_mark',
      was_published: '(v.was_published = 1)',
      contact_id: 'v.contact_id',
      seen_at: 'v.seen_at',
      revision: 't.revision + 1',
    },
    on: 't.id = v.id AND t.revision = v.was',
  });
  let count = 0;
  for (const piece of pieces(changes, PIECE)) {
    // What is null is left out: a JSON null is no SQL NULL everywhere.
    const values = piece.map(({ id, revision, held, wasPublished, ...row }) => ({
      id,
      was: revision,
      held: textOf(held) ?? undefined,
      gone_at: row.goneAt ?? undefined,
      gone_mark: row.goneMark ?? undefined,
      was_published: Number(wasPublished),
      contact_id: row.contactId ?? undefined,
      seen_at: at,
    }));
    const result: unknown = await sql.raw(statement, [JSON.stringify(values)]);
    count += affectedRows(db.dialect, result);
  }
  return count;
};

export const removeSeen = async (trx: Sql, ids: readonly number[]): Promise<void> => {
  for (const piece of pieces(ids, PIECE)) await trx(SEEN).whereIn('id', piece).delete();
};

/** Entries with rows that are gone, the oldest first; in whatever transaction they went, it is committed. */
export const goneEntries = async (
  sql: Sql,
  most: number
): Promise<{ uid: string; entryDocument: string }[]> => {
  const raw = await sql(SEEN)
    .whereNotNull('gone_at')
    .orderBy('gone_at')
    .limit(most)
    .select<{ uid: string; entry_document: string }[]>('uid', 'entry_document');
  return raw.map(({ uid, entry_document: entryDocument }) => ({ uid, entryDocument }));
};

/** Entries of a type that were seen, in their order, after one of them. */
export const seenDocumentsAfter = async (
  sql: Sql,
  { uid, after, limit }: { uid: string; after: string; limit: number }
): Promise<string[]> => {
  const rows = await sql(SEEN)
    .where({ uid })
    .where('entry_document', '>', after)
    .distinct<{ entry_document: string }[]>('entry_document')
    .orderBy('entry_document')
    .limit(limit);
  return rows.map((row) => row.entry_document);
};

/** Forgets rows of a type that nobody watches any more, a piece at a time; answers how many. */
export const dropSeenOf = async (sql: Sql, uid: string, most: number): Promise<number> => {
  const ids = await sql(SEEN).where({ uid }).limit(most).pluck<number[]>('id');
  await removeSeen(sql, ids);
  return ids.length;
};

/** Takes these fields out of what is remembered of entries; the next look remembers them again, and starts nothing for it. */
export const dropFieldsOfSeen = async (
  trx: Knex.Transaction,
  {
    uid,
    documentIds,
    fields,
  }: { uid: string; documentIds: readonly string[]; fields: readonly string[] }
): Promise<void> => {
  for (const piece of pieces(documentIds, PIECE)) {
    const seen = await seenOfEntries(trx, { uid, documentIds: piece, locks: true });
    for (const { id, held } of [...seen.values()].flat()) {
      const left = held && without(held, fields);
      if (left)
        await trx(SEEN)
          .where({ id })
          .update({ held: textOf(left), revision: trx.raw('revision + 1') });
    }
  }
};

/** What is remembered of these entries is forgotten; the next look remembers them again, and starts nothing for it. */
export const blankSeen = async (
  trx: Knex.Transaction,
  uid: string,
  documentIds: readonly string[]
): Promise<void> => {
  for (const piece of pieces(documentIds, PIECE))
    await trx(SEEN)
      .where({ uid })
      .whereIn('entry_document', piece)
      .update({ held: null, contact_id: null, revision: trx.raw('revision + 1') });
};
