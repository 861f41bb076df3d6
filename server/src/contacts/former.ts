import { spellings } from '../kernel/number-spellings';
import type { Sql } from '../strapi/db';
import type { Identity } from './domain/identity';
import { findContact, readContact } from './store';
import { contactTable, type ContactRow } from './tables';

const MOST_MERGES = 20;

/** Rows that became these people, at any remove: doubles that were merged, and numbers they once had. */
export const formerRows = async (sql: Sql, ids: readonly number[]): Promise<ContactRow[]> => {
  const found: ContactRow[] = [];
  for (let into = [...ids], depth = 0; into.length > 0 && depth < MOST_MERGES; depth += 1) {
    const raw = (await sql(contactTable.table)
      .whereIn('merged_into', into)
      .orderBy('id')) as Record<string, unknown>[];
    const rows = raw.map(readContact);
    found.push(...rows);
    into = rows.map(({ id }) => id);
  }
  return found;
};

/** The people and the rows that became them, as they stand now. */
export const peopleWithFormer = async (sql: Sql, ids: readonly number[]): Promise<ContactRow[]> => {
  const raw = (await sql(contactTable.table).whereIn('id', [...ids])) as Record<string, unknown>[];
  return [...raw.map(readContact), ...(await formerRows(sql, ids))];
};

/** Who a merged row is now, over as many merges as there were; the row itself otherwise. */
export const follow = async (sql: Sql, row: ContactRow): Promise<ContactRow> => {
  let last = row;
  while (last.mergedInto !== null) {
    const next = await findContact(sql, last.mergedInto);
    if (!next) break;
    last = next;
  }
  return last;
};

/**
 * The newest row that was merged into another and had this number to its end. Uses the index on phone. One that changed when it
 * was made is a number that somebody left: `ids_at` says so too, but not in rows of versions before that.
 */
const mergedByNumber = async (sql: Sql, waId: string): Promise<ContactRow | null> => {
  const phones = spellings(waId).map((digits) => `+${digits}`);
  const raw = await sql(contactTable.table)
    .whereIn('phone', phones)
    .where('merged_into', '>', 0)
    .whereNull('ids_at')
    .whereRaw('added_at <> changed_at')
    .orderBy('id', 'desc')
    .first<Record<string, unknown> | undefined>();
  return raw ? readContact(raw) : null;
};

/**
 * The person whom somebody with this number became by a merge that kept another number. Only while no user id is known on
 * either side: the number may have another owner by now (rules of identity, docs/webhook.md).
 */
export const findMerged = async (sql: Sql, who: Identity): Promise<ContactRow | null> => {
  if (who.waId === null || who.bsuid !== null) return null;
  const row = await mergedByNumber(sql, who.waId);
  const person = row && (await follow(sql, row));
  return person && person.mergedInto === null && person.bsuid === null ? person : null;
};
