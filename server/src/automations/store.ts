import type { Knex } from 'knex';
import { addTo } from '../kernel/lists';
import { groupsIn, segmentsIn } from '../audience/public';
import type { SegmentCondition } from '../contracts/segments';
import type { SegmentUse } from '../segments/public';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { contactsAsked } from './domain/conditions';
import { automationTable, type AutomationRow } from './tables';

const AUTOMATIONS = automationTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): AutomationRow => readRow(automationTable, raw);

/** In the order in which they were made; a company has tens of them. */
export const listAutomations = async (sql: Sql): Promise<AutomationRow[]> =>
  ((await sql(AUTOMATIONS).orderBy('id')) as Raw[]).map(read);

/** Those that are switched on. */
export const activeAutomations = async (sql: Sql): Promise<AutomationRow[]> =>
  ((await sql(AUTOMATIONS).where({ active: true }).orderBy('id')) as Raw[]).map(read);

export const findAutomation = async (sql: Sql, id: number): Promise<AutomationRow | null> => {
  const raw = await sql(AUTOMATIONS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const automationsByIds = async (
  sql: Sql,
  ids: readonly number[]
): Promise<Map<number, AutomationRow>> => {
  const raw = (await sql(AUTOMATIONS).whereIn('id', [...new Set(ids)])) as Raw[];
  return new Map(raw.map(read).map((row) => [row.id, row]));
};

/** Those that begin one of these bots or flows. */
export const automationsOfBots = async (
  sql: Sql,
  botIds: readonly number[]
): Promise<AutomationRow[]> =>
  botIds.length === 0
    ? []
    : (
        (await sql(AUTOMATIONS)
          .whereIn('bot_id', [...botIds])
          .orderBy('id')) as Raw[]
      ).map(read);

export const insertAutomation = (
  trx: Knex.Transaction,
  row: Omit<AutomationRow, 'id'>
): Promise<number> => insertRow(trx, AUTOMATIONS, writeRow(automationTable, row));

/** Changes it as it was read; 0 = somebody else changed it since. */
export const replaceAutomation = (
  trx: Knex.Transaction,
  { id, version }: Pick<AutomationRow, 'id' | 'version'>,
  change: Partial<AutomationRow>
): Promise<number> =>
  trx(AUTOMATIONS).where({ id, version }).update(writeRow(automationTable, change));

export const updateAutomation = (
  sql: Sql,
  id: number,
  change: Partial<AutomationRow>
): Promise<number> => sql(AUTOMATIONS).where({ id }).update(writeRow(automationTable, change));

/** Switches it off, where it is on; 0 = it was off already. */
export const stopAutomation = (
  trx: Knex.Transaction,
  id: number,
  change: Partial<AutomationRow>
): Promise<number> =>
  trx(AUTOMATIONS).where({ id, active: true }).update(writeRow(automationTable, change));

/** As it is now: until the commit nobody answers it, and nothing begins to wait for an answer. */
export const lockAutomation = async (
  trx: Knex.Transaction,
  id: number
): Promise<AutomationRow | null> => {
  const raw = await trx(AUTOMATIONS).where({ id }).forUpdate().first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** From now on it asks first; 0 = it does already, or is off. */
export const holdAutomation = (trx: Knex.Transaction, id: number): Promise<number> =>
  trx(AUTOMATIONS)
    .where({ id, active: true })
    .whereNull('held_reason')
    .update({ held_reason: 'flood' });

/**
 * Before something waits for an answer: where somebody has just given one, the automation asks again, so that nothing waits
 * unseen. False: it is off.
 */
export const goOnAsking = async (trx: Knex.Transaction, id: number): Promise<boolean> => {
  const row = await lockAutomation(trx, id);
  if (!row?.active) return false;
  if (row.heldReason === null) await holdAutomation(trx, id);
  return true;
};

/** All that was allowed is done, unless somebody has answered again since. */
export const endAnswer = (
  sql: Sql,
  { id, floodAnswer, floodUpTo }: Pick<AutomationRow, 'id' | 'floodAnswer' | 'floodUpTo'>
): Promise<number> =>
  sql(AUTOMATIONS)
    .where({ id, flood_answer: floodAnswer, flood_up_to: floodUpTo })
    .update({ flood_answer: null, flood_up_to: null });

/** How far the look at entries that are there has come, unless it was begun again since. */
export const moveScan = (
  sql: Sql,
  { id, scanCursor }: Pick<AutomationRow, 'id' | 'scanCursor'>,
  next: string | null
): Promise<number> =>
  sql(AUTOMATIONS).where({ id, scan_cursor: scanCursor }).update({ scan_cursor: next });

/** How far it has started for changes made in bulk, unless somebody has asked for more of them since, or it is off. */
export const moveHeldChanges = (
  sql: Sql,
  { id, bulkUpTo }: Pick<AutomationRow, 'id' | 'bulkUpTo'>,
  next: Pick<AutomationRow, 'bulkCursor' | 'bulkUpTo'>
): Promise<number> =>
  sql(AUTOMATIONS).where({ id, bulk_up_to: bulkUpTo }).update(writeRow(automationTable, next));

/** All who were in its segment when it was switched on have been looked at. */
export const endScan = (
  trx: Knex.Transaction,
  { id, activeSince }: { id: number; activeSince: number }
): Promise<number> =>
  trx(AUTOMATIONS).where({ id, active_since: activeSince }).update({ scan_cursor: null });

export const deleteAutomation = (trx: Knex.Transaction, id: number): Promise<number> =>
  trx(AUTOMATIONS).where({ id }).delete();

/** What it asks about contacts before it says something, or to end. */
const askedBy = ({ conditions, stopWhen, goal }: AutomationRow): SegmentCondition[] =>
  [conditions, stopWhen, goal?.kind === 'entry' ? goal.conditions : null].flatMap(contactsAsked);

/** Automations by the segments that they ask of. For `segmentsService.uses`. */
export const segmentsOfAutomations = async (
  sql: Sql
): Promise<ReadonlyMap<number, SegmentUse[]>> => {
  const uses = new Map<number, SegmentUse[]>();
  for (const row of await listAutomations(sql)) {
    const { id, name, trigger } = row;
    const chosen = trigger && 'segmentId' in trigger ? [trigger.segmentId] : [];
    const named = new Set([...chosen, ...askedBy(row).flatMap(segmentsIn)]);
    for (const segment of named) addTo(uses, segment, { kind: 'automation', id, name });
  }
  return uses;
};

/** Automations by the groups that they ask of. For `groupsService.uses`. */
export const groupsOfAutomations = async (sql: Sql): Promise<ReadonlyMap<number, SegmentUse[]>> => {
  const uses = new Map<number, SegmentUse[]>();
  for (const row of await listAutomations(sql)) {
    const { id, name } = row;
    for (const group of new Set(askedBy(row).flatMap(groupsIn)))
      addTo(uses, group, { kind: 'automation', id, name });
  }
  return uses;
};
