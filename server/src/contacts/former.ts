import type { Sql } from '../strapi/db';
import { readContact } from './store';
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
