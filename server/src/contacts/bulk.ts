import type { Knex } from 'knex';
import { updateFromSql } from '../strapi/batch';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { addressKeyOf } from './domain/address';
import { derivedColumns } from './domain/identity';
import { readContact } from './store';
import { contactTable, contactValueTable, type ContactRow } from './tables';

const TABLE = contactTable.table;
const PIECE = 400;
/** Number and user id of the rows of one step, in one statement. */
const KEYS_PIECE = 1_000;
type Raw = Record<string, unknown>;

/** Under the key that the row has, and under that of today, where a number changed and the row still has the one of before. */
const noteAddress = (found: Map<string, ContactRow>, row: ContactRow): void => {
  for (const key of [row.addressKey, addressKeyOf(row)])
    if (key !== null && !found.has(key)) found.set(key, row);
};

/**
 * People by address key, the oldest row of each; merged people left out. Every spelling of a number has the same one, but rows
 * of before may have another one still (`doubles.ts`): give all of `addressKeysOf`, and look under that of today. Uses the
 * index on address_key. `lock` keeps the rows until the end of the transaction, the lowest id first.
 */
export const contactsByAddress = async (
  sql: Sql,
  addressKeys: readonly string[],
  lock = false
): Promise<Map<string, ContactRow>> => {
  const found = new Map<string, ContactRow>();
  for (const piece of pieces([...new Set(addressKeys)], PIECE)) {
    const query = sql(TABLE).whereIn('address_key', piece).whereNull('merged_into').orderBy('id');
    if (lock) void query.forUpdate();
    for (const raw of (await query) as Raw[]) noteAddress(found, readContact(raw));
  }
  return found;
};

/** People as the rows of a list name them. */
export interface ByKeys {
  byAddress: Map<string, ContactRow>;
  /** By the sha256 of their WhatsApp user id. */
  byUserId: Map<string, ContactRow>;
}

/**
 * People by address key or by the key of their user id, as a list has both: somebody who is known by the id may have a number, too.
 * Otherwise as `contactsByAddress`.
 */
export const contactsByKeys = async (
  sql: Sql,
  { addressKeys, userIdKeys }: { addressKeys: readonly string[]; userIdKeys: readonly string[] },
  lock = false
): Promise<ByKeys> => {
  if (userIdKeys.length === 0)
    return { byAddress: await contactsByAddress(sql, addressKeys, lock), byUserId: new Map() };
  const found: ByKeys = { byAddress: new Map(), byUserId: new Map() };
  // One query of all keys, so that the rows are locked in the order of their ids.
  for (const piece of pieces([...new Set([...addressKeys, ...userIdKeys])], KEYS_PIECE)) {
    const query = sql(TABLE)
      .where((any) => void any.whereIn('address_key', piece).orWhereIn('bsuid_key', piece))
      .whereNull('merged_into')
      .orderBy('id');
    if (lock) void query.forUpdate();
    for (const raw of (await query) as Raw[]) {
      const row = readContact(raw);
      noteAddress(found.byAddress, row);
      if (row.bsuidKey) found.byUserId.set(row.bsuidKey, row);
    }
  }
  return found;
};

/** Inserts people of whom nobody was known; whom somebody else made meanwhile is left as they are. */
export const insertContacts = async (
  db: Db,
  trx: Knex.Transaction,
  people: readonly Omit<ContactRow, 'id'>[]
): Promise<void> => {
  // The key by which somebody may have been made: of the number, or of people without one of the user id.
  for (const key of ['wa_key', 'bsuid_key'] as const) {
    const rows = people
      .filter(({ waKey }) => (waKey === null) === (key === 'bsuid_key'))
      .map((person) => writeRow(contactTable, person));
    if (rows.length > 0) await insertIgnore(db, trx, { table: TABLE, rows, keys: [key] });
  }
};

const CHANGED = [
  { name: 'name', type: 'text' },
  { name: 'given_name', type: 'text' },
  { name: 'family_name', type: 'text' },
  { name: 'name_search', type: 'text' },
  { name: 'email', type: 'text' },
  { name: 'language', type: 'text' },
  { name: 'timezone', type: 'text' },
  { name: 'town', type: 'text' },
  { name: 'town_key', type: 'text' },
  { name: 'changed_at', type: 'int' },
] as const;

/** Writes the profile columns of locked rows as they are given, in one statement for any number. */
export const updateContacts = async (
  db: Db,
  trx: Knex.Transaction,
  rows: readonly ContactRow[]
): Promise<void> => {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    id: row.id,
    name: row.name,
    given_name: row.givenName,
    family_name: row.familyName,
    name_search: derivedColumns(row).nameSearch,
    email: row.email,
    language: row.language,
    timezone: row.timezone,
    town: row.town,
    town_key: derivedColumns(row).townKey,
    changed_at: row.changedAt,
  }));
  const sql = updateFromSql(db.dialect, {
    table: TABLE,
    columns: [{ name: 'id', type: 'int' }, ...CHANGED],
    set: Object.fromEntries(CHANGED.map(({ name }) => [name, `v.${name}`])),
    on: 't.id = v.id',
  });
  await trx.raw(sql, [JSON.stringify(values)]);
};

/** Which profile fields these people have filled, as `contactId fieldId`. */
export const valueHolders = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Set<string>> => {
  const held = new Set<string>();
  for (const piece of pieces([...new Set(contactIds)], PIECE)) {
    const rows = (await sql(contactValueTable.table)
      .whereIn('contact_id', piece)
      .select('contact_id', 'field_id')) as Raw[];
    for (const row of rows) held.add(`${String(row.contact_id)} ${String(row.field_id)}`);
  }
  return held;
};
