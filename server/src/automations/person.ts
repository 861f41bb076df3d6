import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { RemoveEffect } from '../contacts/public';
import { addTo } from '../kernel/lists';
import { contactLinkTable } from '../records/public';
import { INSERT_PIECE, pieces, type Sql } from '../strapi/db';
import { runTable } from '../flows/public';
import { dropChangesOf } from './change-store';
import { dropDuesOfEntries } from './due-store';
import { blankSeen } from './seen-store';
import { forgetWhoseEntries, sharedEntries } from './shared-entries';
import {
  automationTable,
  changeTable,
  dueTable,
  memberTable,
  onceTable,
  seenTable,
  startTable,
} from './tables';

const STARTS = startTable.table;

/** Tables that name an entry with its person, as long as it is there and once it was deleted. */
export const LINKED = [contactLinkTable.table, changeTable.table];

/** Entries that these tables name with one of the people, by content type. */
export const entriesOf = async (
  sql: Sql,
  contactIds: readonly number[],
  tables: readonly string[]
): Promise<Map<string, Set<string>>> => {
  const found = new Map<string, string[]>();
  for (const table of tables)
    for (const piece of pieces(contactIds, INSERT_PIECE)) {
      const rows = await sql(table)
        .whereIn('contact_id', piece)
        .whereNotNull('uid')
        .whereNotNull('entry_document')
        .distinct<{ uid: string; entry_document: string }[]>('uid', 'entry_document');
      for (const { uid, entry_document: documentId } of rows) addTo(found, uid, documentId);
    }
  return new Map([...found].map(([uid, documentIds]) => [uid, new Set(documentIds)]));
};

/** Of a start that stays for the figures of its automation: nothing that leads to a person. */
const FORGOTTEN = {
  ...{ contact_id: null, uid: null, entry_document: null, change_id: null, basis: null },
};

/**
 * Starts about these entries that name nobody: they were skipped before anybody was looked for. By their ids: on MySQL a row
 * that is not there would lock its place.
 */
const forgetStartsOf = async (
  trx: Knex.Transaction,
  uid: string,
  documentIds: readonly string[]
): Promise<void> => {
  for (const piece of pieces(documentIds, INSERT_PIECE)) {
    const ids = await trx(STARTS)
      .where({ uid })
      .whereNull('contact_id')
      .whereIn('entry_document', piece)
      .pluck<unknown[]>('id');
    for (const some of pieces(ids.map(Number), INSERT_PIECE))
      await trx(STARTS).whereIn('id', some).update(FORGOTTEN);
  }
};

/**
 * For `contactsService.removeEffects`, before links of entries go: what was remembered of entries that are about deleted
 * people, what became of these, and what lies ahead by their dates. Of entries that others share only what says whose they
 * are. That an automation did something stays for its figures, without the person and the date of theirs that it was reckoned
 * from; the entries are the host's.
 */
export const forgetAutomationsOf =
  (strapi: Core.Strapi): RemoveEffect =>
  async (trx, contactIds) => {
    const gone = new Set(contactIds);
    // Also those that automations took to be about them, and deleted ones of which only what was seen is left.
    const tables = [...LINKED, STARTS, seenTable.table];
    for (const [uid, found] of await entriesOf(trx, contactIds, tables)) {
      const documentIds = [...found];
      const shared = await sharedEntries(strapi, trx, { uid, documentIds, gone });
      const own = documentIds.filter((documentId) => !shared.has(documentId));
      await dropChangesOf(trx, uid, own);
      await blankSeen(trx, uid, own);
      await dropDuesOfEntries(trx, uid, own);
      await forgetStartsOf(trx, uid, own);
      await forgetWhoseEntries(strapi, trx, { uid, documentIds: [...shared], gone });
    }
    for (const piece of pieces(contactIds, INSERT_PIECE)) {
      await trx(STARTS).whereIn('contact_id', piece).update(FORGOTTEN);
      for (const table of [dueTable.table, memberTable.table, onceTable.table, changeTable.table])
        await trx(table).whereIn('contact_id', piece).delete();
      await trx(seenTable.table).whereIn('contact_id', piece).update({ contact_id: null });
    }
  };

/** What automations began for a person, or skipped and why, with the run. What waits for an answer did not happen yet. */
export const startsQuery = (sql: Sql, contactId: number): Knex.QueryBuilder =>
  sql(`${STARTS} as s`)
    .leftJoin(`${automationTable.table} as a`, 'a.id', 's.automation_id')
    .leftJoin(`${runTable.table} as r`, 'r.id', 's.run_id')
    .where('s.contact_id', contactId)
    .whereIn('s.result', ['started', 'skipped'])
    .select(
      ...['s.id as id', 's.at as at', 's.result as result', 's.reason as reason'],
      ...['a.id as automation_id', 'a.name as automation'],
      ...['r.id as run_id', 'r.bot_id as bot_id', 'r.conversation_id as conversation_id']
    );

/** A table of which a person has one row for each value of these. */
interface PerPerson {
  table: string;
  keys: readonly string[];
}

/** Takes the rows of a person away that another one has too. `isLater`: only those that the other one has of a later time. */
const dropDoubled = async (
  trx: Knex.Transaction,
  { table, keys, isLater = false }: PerPerson & { isLater?: boolean },
  { of, other }: { of: number; other: number }
): Promise<void> => {
  const kept = trx(`${table} as k`)
    .select('k.id')
    .where('k.contact_id', other)
    .whereRaw(keys.map((key) => `k.${key} = ${table}.${key}`).join(' AND '));
  if (isLater) void kept.whereRaw(`k.at > ${table}.at`);
  const doubled = await trx(table)
    .where(`${table}.contact_id`, of)
    .whereExists(kept)
    .pluck<number[]>(`${table}.id`);
  for (const piece of pieces(doubled, INSERT_PIECE)) await trx(table).whereIn('id', piece).delete();
};

/** Rows that may be there for one person once: those of both are one. */
const joinRows = async (
  trx: Knex.Transaction,
  rows: PerPerson,
  { from, to }: { from: number; to: number }
): Promise<void> => {
  await dropDoubled(trx, rows, { of: from, other: to });
  await trx(rows.table).where({ contact_id: from }).update({ contact_id: to });
};

/** Two people turned out to be one: what an automation did for either is not done again. */
export const mergePeople = async (
  trx: Knex.Transaction,
  people: { from: number; to: number }
): Promise<void> => {
  const { from, to } = people;
  const once = { table: onceTable.table, keys: ['automation_id', 'key_hash'] };
  // What was done last decides when it may be done again.
  await dropDoubled(trx, { ...once, isLater: true }, { of: to, other: from });
  await joinRows(trx, once, people);
  await joinRows(trx, { table: memberTable.table, keys: ['automation_id'] }, people);
  for (const table of [dueTable.table, STARTS, changeTable.table, seenTable.table])
    await trx(table).where({ contact_id: from }).update({ contact_id: to });
};
