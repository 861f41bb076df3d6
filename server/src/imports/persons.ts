import type { Knex } from 'knex';
import { contactsByKeys } from '../contacts/public';
import type { Db } from '../strapi/db';
import type { RunParams } from './classify';
import type { FileRow } from './domain/person';
import { joinRows, mayNameInTwoWays, type NamedRow } from './domain/same-person';
import { namedRows, type ReadRow } from './rows';
import { claimKeys, keysOfLines, linesOfKeys, moveLines } from './store';

/*
 * Who is whom in a file. Rows that share an address (a number by its key, or a user id) are one person, and so are rows that are
 * tied by a third one, or by a contact who has both addresses: in whatever order they stand and however far apart.
 *
 * Guaranteed, alike in the preview and in the import: of a person one row is imported, the first; the others are its duplicates.
 * It is written to a contact whom one of these addresses names, and a new contact takes over what somebody who was deleted had
 * refused under any of them. A no in any of the rows is recorded of that contact, and of every other one whom the addresses name;
 * who has refused as one of those others gets no yes as this one.
 *
 * Each address is kept in the database with the line of its person's first row: of the file one piece is in memory. A list that
 * may name somebody in two ways is read as a whole for it before the preview counts anything, since its last row may tie two
 * people of before. In any other list a row has one address, and the preview notes it as it goes.
 */

/** More addresses are those of a placeholder, not of a person: of the others only the row's own are looked up. */
const MOST_ADDRESSES = 50;

/** A row with what the whole file says of its person. */
export interface PersonRow extends ReadRow {
  /** All keys of the person in the file, those of the row first. */
  keys: string[];
  /** The line of the person's first row. */
  first: number;
}

/** Notes whose the addresses of these rows are; answers the first line of the person of each. Safe to repeat. */
const noteRows = async (
  db: Db,
  trx: Knex.Transaction,
  { rows, params: { importId, run } }: { rows: readonly NamedRow[]; params: RunParams }
): Promise<Map<string, number>> => {
  const keys = rows.flatMap((row) => row.keys);
  const before = await linesOfKeys(trx, { importId, run, keys });
  const { lines, moved } = joinRows(rows, before);
  await moveLines(db, trx, { importId, run, moved });
  const fresh = [...lines].filter(([key]) => !before.has(key));
  const claims = fresh.map(([addressKey, line]) => ({ addressKey, line }));
  await claimKeys(db, trx, { importId, run, keys: claims });
  return lines;
};

/** The rows with all addresses of the contacts whom they name. */
const withContacts = async (
  trx: Knex.Transaction,
  rows: readonly NamedRow[]
): Promise<NamedRow[]> => {
  const all = rows.flatMap(({ keys }) => keys);
  const known = await contactsByKeys(trx, { addressKeys: all, userIdKeys: all });
  const ofContact = (key: string): string[] => {
    const contact = known.byAddress.get(key) ?? known.byUserId.get(key);
    return [contact?.addressKey, contact?.bsuidKey].flatMap((one) => one ?? []);
  };
  return rows.map(({ line, keys }) => ({
    line,
    keys: [...new Set([...keys, ...keys.flatMap(ofContact)])],
  }));
};

/** Notes whose the rows of a piece are, before anything is decided by it. */
export const notePersons = async (
  db: Db,
  trx: Knex.Transaction,
  { rows, params }: { rows: readonly FileRow[]; params: RunParams }
): Promise<void> => {
  const named = await withContacts(trx, namedRows(rows, params));
  await noteRows(db, trx, { rows: named, params });
};

/** The rows with what was noted of their people; notes it by the way where that needs no look at the whole file. */
export const withPersons = async (
  db: Db,
  trx: Knex.Transaction,
  { read, params, isDryRun }: { read: readonly ReadRow[]; params: RunParams; isDryRun: boolean }
): Promise<PersonRow[]> => {
  const { importId, run, columns } = params;
  const isTied = mayNameInTwoWays(columns);
  const rows = read.map(({ keys, row }) => ({ line: row.line, keys }));
  const keys = rows.flatMap((row) => row.keys);
  const lines =
    isDryRun && !isTied
      ? await noteRows(db, trx, { rows, params })
      : await linesOfKeys(trx, { importId, run, keys });
  const firstOf = (one: ReadRow): number =>
    one.keys.reduce((first, key) => Math.min(first, lines.get(key) ?? first), one.row.line);
  if (!isTied) return read.map((one) => ({ ...one, first: firstOf(one) }));
  const all = await keysOfLines(trx, {
    importId,
    run,
    lines: read.map(firstOf),
    most: MOST_ADDRESSES,
  });
  return read.map((one) => {
    const first = firstOf(one);
    return { ...one, first, keys: [...new Set([...one.keys, ...(all.get(first) ?? [])])] };
  });
};
