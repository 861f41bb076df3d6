import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { RemoveEffect } from '../contacts/public';
import { isoOf } from '../kernel/time';
import { addTo } from '../kernel/lists';
import { contactLinkTable } from '../records/public';
import { INSERT_PIECE, pieces, type Sql } from '../strapi/db';
import { runTable } from '../flows/public';
import { dropChangesOf } from './change-store';
import { automationOfChain, startOfKey } from './domain/flow-key';
import { blankSeen } from './seen-store';
import { forgetWhoseEntries, sharedEntries } from './shared-entries';
import { startsByIds } from './start-store';
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

/** Entries that are about these people, were when they were deleted, or that automations took to be, by content type. */
const entriesOf = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Map<string, Set<string>>> => {
  const found = new Map<string, string[]>();
  for (const table of [contactLinkTable.table, STARTS, changeTable.table])
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

/**
 * For `contactsService.removeEffects`, before links of entries go: what was remembered of entries that are about deleted
 * people, and what became of these. Of entries that others share only what says whose they are. That an automation did
 * something stays for its figures, without the person and the date of theirs that it was reckoned from; the entries are the
 * host's.
 */
export const forgetAutomationsOf =
  (strapi: Core.Strapi): RemoveEffect =>
  async (trx, contactIds) => {
    const gone = new Set(contactIds);
    for (const [uid, found] of await entriesOf(trx, contactIds)) {
      const documentIds = [...found];
      const shared = await sharedEntries(strapi, trx, { uid, documentIds, gone });
      const own = documentIds.filter((documentId) => !shared.has(documentId));
      await dropChangesOf(trx, uid, own);
      await blankSeen(trx, uid, own);
      await forgetWhoseEntries(strapi, trx, { uid, documentIds: [...shared], gone });
    }
    for (const piece of pieces(contactIds, INSERT_PIECE)) {
      await trx(STARTS).whereIn('contact_id', piece).update({
        contact_id: null,
        uid: null,
        entry_document: null,
        change_id: null,
        basis: null,
      });
      for (const table of [dueTable.table, memberTable.table, onceTable.table, changeTable.table])
        await trx(table).whereIn('contact_id', piece).delete();
      await trx(seenTable.table).whereIn('contact_id', piece).update({ contact_id: null });
    }
  };

/** What automations began for a person, or did not and why, for the export of one person. */
export const automationsOfPerson = async (sql: Sql, contactId: number) => {
  const rows = await sql(`${STARTS} as s`)
    .leftJoin(`${automationTable.table} as a`, 'a.id', 's.automation_id')
    .where('s.contact_id', contactId)
    .orderBy('s.id')
    .select<Record<string, unknown>[]>(
      'a.name as automation',
      's.uid as type',
      's.entry_document as entry',
      's.result as result',
      's.reason as reason',
      's.at as at'
    );
  return rows.map((row) => ({ ...row, at: isoOf(Number(row.at)) }));
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

/** Rows that may be there for one person once: those of both are one. */
const joinRows = async (
  trx: Knex.Transaction,
  { table, keys }: { table: string; keys: readonly string[] },
  { from, to }: { from: number; to: number }
): Promise<void> => {
  const kept = trx(`${table} as k`)
    .select('k.id')
    .where('k.contact_id', to)
    .whereRaw(keys.map((key) => `k.${key} = ${table}.${key}`).join(' AND '));
  const doubled = await trx(table)
    .where(`${table}.contact_id`, from)
    .whereExists(kept)
    .pluck<number[]>(`${table}.id`);
  for (const piece of pieces(doubled, INSERT_PIECE)) await trx(table).whereIn('id', piece).delete();
  await trx(table).where({ contact_id: from }).update({ contact_id: to });
};

/** Two people turned out to be one: what an automation did for either is not done again. */
export const mergePeople = async (
  trx: Knex.Transaction,
  people: { from: number; to: number }
): Promise<void> => {
  const { from, to } = people;
  await joinRows(trx, { table: onceTable.table, keys: ['automation_id', 'key_hash'] }, people);
  await joinRows(trx, { table: memberTable.table, keys: ['automation_id'] }, people);
  for (const table of [dueTable.table, STARTS, changeTable.table, seenTable.table])
    await trx(table).where({ contact_id: from }).update({ contact_id: to });
};

const OPEN = ['due', 'waiting', 'held'];

/**
 * Runs that the person has twice, as two people became one: of each automation and entry the older one goes on. After the runs
 * of both are the survivor's.
 */
export const doubledRuns = async (trx: Knex.Transaction, contactId: number): Promise<number[]> => {
  const runs = await trx(runTable.table)
    .where({ contact_id: contactId, origin: 'automation' })
    .whereIn('state', OPEN)
    .orderBy('id')
    .select<{ id: unknown; chain: string | null; flow_key: string | null }[]>(
      'id',
      'chain',
      'flow_key'
    );
  const starts = await startsByIds(
    trx,
    runs.flatMap((run) => startOfKey(run.flow_key) ?? [])
  );
  const byOccasion = new Map<string, { id: number; flowKey: string | null }[]>();
  for (const { id, chain, flow_key: flowKey } of runs) {
    const entry = starts.get(startOfKey(flowKey) ?? 0)?.entryDocument ?? '';
    addTo(byOccasion, `${automationOfChain(chain)} ${entry}`, { id: Number(id), flowKey });
  }
  // What one start began, also by other flows, goes on together.
  return [...byOccasion.values()].flatMap((all) =>
    all.filter(({ flowKey }) => flowKey !== all[0]?.flowKey).map(({ id }) => id)
  );
};
