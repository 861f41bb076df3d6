import type { Knex } from 'knex';
import { addTo } from '../kernel/lists';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import {
  contactLinkTable,
  recordKeyTable,
  recordMoveTable,
  type ContactLinkRow,
  type RecordKeyRow,
  type RecordMoveRow,
} from './tables';

const LINKS = contactLinkTable.table;
const KEYS = recordKeyTable.table;
const MOVES = recordMoveTable.table;
const PIECE = 400;
type Raw = Record<string, unknown>;
const readLink = (raw: Raw): ContactLinkRow => {
  const { entryDocument, ...row } = readRow(contactLinkTable, raw);
  return { ...row, documentId: entryDocument };
};
const readKey = (raw: Raw): RecordKeyRow => {
  const { entryDocument, ...row } = readRow(recordKeyTable, raw);
  return { ...row, documentId: entryDocument };
};

const readMove = (raw: Raw): RecordMove => {
  const { entryDocument, ...row } = readRow(recordMoveTable, raw);
  return { ...row, documentId: entryDocument };
};

/** A reader of what is kept of documents of one type, by document. */
const byDocument =
  <T extends { documentId: string }>(table: string, read: (raw: Raw) => T) =>
  async (sql: Sql, uid: string, documentIds: readonly string[]): Promise<Map<string, T>> => {
    const found = new Map<string, T>();
    for (const piece of pieces([...new Set(documentIds)], PIECE)) {
      const rows = (await sql(table).where({ uid }).whereIn('entry_document', piece)) as Raw[];
      for (const row of rows.map(read)) found.set(row.documentId, row);
    }
    return found;
  };

/** Links of these documents, by document; also those that say "nobody". */
export const linksOfDocuments = byDocument(LINKS, readLink);

/** Those of these documents that became about another person. */
export const movesOfDocuments = byDocument(MOVES, readMove);

/** The link of a document, locked: also one that another transaction made since this one began. */
export const lockLink = async (
  trx: Knex.Transaction,
  uid: string,
  documentId: string
): Promise<ContactLinkRow | null> => {
  const raw = await trx(LINKS)
    .where({ uid, entry_document: documentId })
    .forUpdate()
    .first<Raw | undefined>();
  return raw ? readLink(raw) : null;
};

/** Links of people, the newest first. */
export const linksOfContacts = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<ContactLinkRow[]> => {
  const found: ContactLinkRow[] = [];
  for (const piece of pieces([...new Set(contactIds)], PIECE)) {
    const rows = (await sql(LINKS).whereIn('contact_id', piece).orderBy('id', 'desc')) as Raw[];
    found.push(...rows.map(readLink));
  }
  return found;
};

export const findLink = async (sql: Sql, id: number): Promise<ContactLinkRow | null> => {
  const raw = await sql(LINKS).where({ id }).first<Raw | undefined>();
  return raw ? readLink(raw) : null;
};

export type NewLink = Omit<ContactLinkRow, 'id' | 'pressKey'> &
  Partial<Pick<ContactLinkRow, 'pressKey'>>;

/** The link of the entry that this press has made already. */
export const linkOfPress = async (
  sql: Sql,
  { contactId, uid, pressKey }: Pick<ContactLinkRow, 'contactId' | 'uid' | 'pressKey'>
): Promise<ContactLinkRow | null> => {
  const raw = await sql(LINKS)
    .where({ contact_id: contactId, uid, press_key: pressKey })
    .first<Raw | undefined>();
  return raw ? readLink(raw) : null;
};

/** Adds links; a document that is linked already stays as it is. */
export const insertLinks = (db: Db, trx: Sql, links: readonly NewLink[]): Promise<void> =>
  insertIgnore(db, trx, {
    table: LINKS,
    rows: links.map(({ documentId, ...link }) =>
      writeRow(contactLinkTable, { ...link, entryDocument: documentId })
    ),
    keys: ['uid', 'entry_document'],
  });

export const changeLink = async (
  trx: Sql,
  id: number,
  change: Partial<Omit<ContactLinkRow, 'documentId'>>
): Promise<void> => {
  await trx(LINKS).where({ id }).update(writeRow(contactLinkTable, change));
};

export const deleteLinks = async (trx: Sql, ids: readonly number[]): Promise<void> => {
  for (const piece of pieces(ids, PIECE)) await trx(LINKS).whereIn('id', piece).delete();
};

/** Documents of a type that somebody is linked to, in their order, after one of them. */
export const linkedDocuments = async (
  sql: Sql,
  { uid, after, limit }: { uid: string; after: string; limit: number }
): Promise<string[]> => {
  const rows = (await sql(LINKS)
    .where({ uid })
    .where('entry_document', '>', after)
    .orderBy('entry_document')
    .limit(limit)
    .select('entry_document')) as { entry_document: string }[];
  return rows.map((row) => row.entry_document);
};

/** What is left of documents that are gone: nothing. */
export const forgetDocuments = async (
  trx: Sql,
  uid: string,
  documentIds: readonly string[]
): Promise<number[]> => {
  const contactIds: number[] = [];
  for (const piece of pieces([...new Set(documentIds)], PIECE)) {
    const links = (await trx(LINKS).where({ uid }).whereIn('entry_document', piece)) as Raw[];
    contactIds.push(...links.map(readLink).flatMap(({ contactId }) => contactId ?? []));
    await trx(LINKS).where({ uid }).whereIn('entry_document', piece).delete();
    for (const table of [KEYS, MOVES])
      await trx(table).where({ uid }).whereIn('entry_document', piece).delete();
  }
  return contactIds;
};

export type RecordMove = Omit<RecordMoveRow, 'id'>;

/** The entry is with whom it was first. */
export const forgetMove = async (
  trx: Sql,
  { uid, documentId }: Pick<RecordMove, 'uid' | 'documentId'>
): Promise<void> => {
  await trx(MOVES).where({ uid, entry_document: documentId }).delete();
};

/** Writes that an entry moved, or what it has said since. */
export const saveMove = async (
  db: Db,
  trx: Sql,
  { documentId, ...move }: RecordMove
): Promise<void> => {
  const row = writeRow(recordMoveTable, { ...move, entryDocument: documentId });
  const keys = ['uid', 'entry_document'];
  await insertIgnore(db, trx, { table: MOVES, rows: [row], keys });
  await trx(MOVES).where({ uid: move.uid, entry_document: documentId }).update(row);
};

export type RecordKey = Omit<RecordKeyRow, 'id'>;

/** Documents that lost a key: their number or e-mail is another one now (`moved`); of these those whose number is. */
interface Lost {
  moved: Set<string>;
  renumbered: Set<string>;
}

/**
 * Makes the keys of these documents exactly these; unchanged ones are not written. `sameNumber`: by document all keys of its
 * number, also those of before.
 */
export const saveKeys = async (
  db: Db,
  trx: Knex.Transaction,
  given: {
    uid: string;
    documentIds: readonly string[];
    keys: readonly RecordKey[];
    sameNumber: ReadonlyMap<string, readonly string[]>;
  }
): Promise<Lost> => {
  const nameOf = (key: RecordKey) => `${key.documentId} ${key.kind} ${key.keyHash}`;
  const wanted = new Map(given.keys.map((key) => [nameOf(key), key]));
  const stale: number[] = [];
  const lost: Lost = { moved: new Set(), renumbered: new Set() };
  for (const piece of pieces([...new Set(given.documentIds)], PIECE)) {
    const rows = (await trx(KEYS)
      .where({ uid: given.uid })
      .whereIn('entry_document', piece)) as Raw[];
    for (const raw of rows) {
      const row = readKey(raw);
      if (wanted.delete(nameOf(row))) continue;
      stale.push(row.id);
      if (given.sameNumber.get(row.documentId)?.includes(row.keyHash)) continue;
      lost.moved.add(row.documentId);
      if (row.kind === 'phone') lost.renumbered.add(row.documentId);
    }
  }
  for (const piece of pieces(stale, PIECE)) await trx(KEYS).whereIn('id', piece).delete();
  await insertIgnore(db, trx, {
    table: KEYS,
    rows: [...wanted.values()].map(({ documentId, ...key }) =>
      writeRow(recordKeyTable, { ...key, entryDocument: documentId })
    ),
    keys: ['uid', 'entry_document', 'kind'],
  });
  return lost;
};

/** Entries of any mapped type by these keys, each key with its entries. Uses the index; a person has a handful. */
export const documentsByKey = async (
  sql: Sql,
  hashes: readonly string[]
): Promise<Map<string, { uid: string; documentId: string }[]>> => {
  const found = new Map<string, { uid: string; documentId: string }[]>();
  for (const piece of pieces([...new Set(hashes)], PIECE)) {
    const rows = (await sql(KEYS).whereIn('key_hash', piece).orderBy('id').limit(5_000)) as Raw[];
    for (const { keyHash, uid, documentId } of rows.map(readKey))
      addTo(found, keyHash, { uid, documentId });
  }
  return found;
};
