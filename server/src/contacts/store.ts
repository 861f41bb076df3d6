import type { Knex } from 'knex';
import { keyOf } from '../kernel/hash';
import { among } from '../strapi/batch';
import { dialectOf, insertRow, pieces, type Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import { findPeople, isAmong } from './search';
import { contactTable, type ContactRow } from './tables';

const TABLE = contactTable.table;
type Raw = Record<string, unknown>;
const MAX_ID = 2_147_483_647;
/** Well below SQLite's limit of variables. */
const IDS_PIECE = 500;

export const readContact = (raw: Raw): ContactRow => readRow(contactTable, raw);
const orNull = (raw: Raw | undefined): ContactRow | null => (raw ? readContact(raw) : null);

/** By primary key, merged rows too. */
export const findContact = async (sql: Sql, id: number): Promise<ContactRow | null> =>
  id > MAX_ID ? null : orNull(await sql(TABLE).where({ id }).first<Raw | undefined>());

/** By primary key, locked until the end of the transaction (SQLite: the whole database is). */
export const lockContact = async (trx: Knex.Transaction, id: number): Promise<ContactRow | null> =>
  orNull(await trx(TABLE).where({ id }).forUpdate().first<Raw | undefined>());

/** Reads the person that this row stands for now: the last of a chain of merges. Null when that person was deleted. */
export const throughMerges = async (
  read: (id: number) => Promise<ContactRow | null>,
  id: number
): Promise<ContactRow | null> => {
  let row = await read(id);
  while (row && row.mergedInto !== null) row = await read(row.mergedInto);
  return row;
};

/**
 * Locks people until the commit, the lowest id first. Anyone who writes to several of the rows that others want as well takes
 * the people before the rest (engine 9). SQLite has one writer.
 */
export const holdContacts = async (
  trx: Knex.Transaction,
  ids: readonly number[]
): Promise<void> => {
  if (dialectOf(trx) === 'sqlite') return;
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  for (const piece of pieces(sorted, IDS_PIECE)) {
    const people = trx(TABLE).modify(among(dialectOf(trx), 'id', piece));
    await people.orderBy('id').forUpdate().select('id');
  }
};

export const findContacts = async (
  sql: Sql,
  ids: readonly number[]
): Promise<Map<number, ContactRow>> => {
  const found = new Map<number, ContactRow>();
  for (const piece of pieces([...new Set(ids)], IDS_PIECE)) {
    const rows = (await sql(TABLE).modify(among(dialectOf(sql), 'id', piece))) as Raw[];
    for (const raw of rows) found.set(Number(raw.id), readContact(raw));
  }
  return found;
};

/** Uses the unique index on bsuid_key. */
export const findByBsuid = async (sql: Sql, bsuid: string): Promise<ContactRow | null> =>
  orNull(
    await sql(TABLE)
      .where({ bsuid_key: keyOf(bsuid) })
      .first<Raw | undefined>()
  );

/** Narrows to rows with one of these numbers, in digits. Uses the indexes on wa_key and phone. */
export const withNumber =
  (numbers: readonly string[]) =>
  (query: Knex.QueryBuilder): void => {
    const phones = numbers.map((digits) => `+${digits}`);
    void query.whereIn('wa_key', numbers.map(keyOf)).orWhereIn('phone', phones);
  };

/**
 * By number, any of its spellings (a handful of digits): the exact one first, then the oldest.
 */
export const findByNumber = async (
  sql: Sql,
  [exact, ...others]: string[]
): Promise<ContactRow | null> => {
  if (exact === undefined) return null;
  const all = [exact, ...others];
  const rows = (await sql(TABLE)
    .whereNull('merged_into')
    .where(withNumber(all))
    .orderBy('id')
    .limit(20)) as Raw[];
  const found = rows.map(readContact);
  return (
    found.find((row) => row.waId === exact) ??
    found.find((row) => row.phone === `+${exact}`) ??
    found[0] ??
    null
  );
};

/** Rejects with the driver's unique violation when one of the ids is known already. */
export const insertContact = (sql: Sql, row: Omit<ContactRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(contactTable, row));

export const updateContact = async (
  sql: Sql,
  id: number,
  change: Partial<ContactRow>
): Promise<void> => {
  const { id: _id, ...columns } = writeRow(contactTable, change);
  if (Object.keys(columns).length > 0) await sql(TABLE).where({ id }).update(columns);
};

/** Moves a time forward, never back: webhooks come in any order. */
export const touchContacts = async (
  sql: Sql,
  {
    ids,
    column,
    at,
  }: { ids: readonly number[]; column: 'last_inbound_at' | 'last_outbound_at'; at: number }
): Promise<void> => {
  for (const piece of pieces(
    [...new Set(ids)].sort((a, b) => a - b),
    IDS_PIECE
  )) {
    await sql(TABLE)
      .modify(among(dialectOf(sql), 'id', piece))
      .where((q) => void q.whereNull(column).orWhere(column, '<', at))
      .update({ [column]: at });
  }
};

export interface ContactFilter {
  q?: string | undefined;
  /** SQL condition over alias `c`, made by another room (group membership). */
  within?: string | undefined;
}

const filtered = async (
  sql: Sql,
  { q, within }: ContactFilter
): Promise<{ query: Knex.QueryBuilder }> => {
  const query = sql(`${TABLE} as c`)
    .whereNull('c.merged_into')
    .whereRaw("COALESCE(c.group_key, '') = ''");
  const found = await findPeople(sql, q);
  if (found) void query.where(isAmong(found));
  if (within) void query.whereRaw(within);
  // A builder by itself would be run by the code that waits for it.
  return { query };
};

/** Newest first, by primary key; `before` is the last id shown. */
export const listContacts = async (
  sql: Sql,
  filter: ContactFilter,
  { before, limit }: { before: number | null; limit: number }
): Promise<ContactRow[]> => {
  const { query } = await filtered(sql, filter);
  void query.select('c.*').orderBy('c.id', 'desc').limit(limit);
  if (before !== null) void query.where('c.id', '<', before);
  return ((await query) as Raw[]).map(readContact);
};

export const countContacts = async (sql: Sql, filter: ContactFilter): Promise<number> => {
  const { query } = await filtered(sql, filter);
  return countOf(query);
};
