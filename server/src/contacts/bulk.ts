import type { Knex } from 'knex';
import { updateFromSql } from '../strapi/batch';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { derivedColumns } from './domain/identity';
import { readContact } from './store';
import { contactTable, contactValueTable, type ContactRow } from './tables';

const TABLE = contactTable.table;
const PIECE = 400;
type Raw = Record<string, unknown>;

/**
 * People by address key (every spelling of a number has the same one), the oldest row of each; merged people left out.
 * Uses the index on address_key. `lock` keeps the rows until the end of the transaction, the lowest id first.
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
    for (const raw of (await query) as Raw[]) {
      const row = readContact(raw);
      if (row.addressKey && !found.has(row.addressKey)) found.set(row.addressKey, row);
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
  const rows = people.map((person) => writeRow(contactTable, person));
  if (rows.length > 0) await insertIgnore(db, trx, { table: TABLE, rows, keys: ['wa_key'] });
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
