import type { Core } from '@strapi/strapi';
import { readBusinessZone } from '../accounts/public';
import type { ContactRow } from '../contacts/public';
import type {
  AutomationConditions,
  AutomationGoal,
  AutomationTrigger,
  EntryVersion,
  HeldValues,
} from '../contracts/automations';
import { allOf } from '../contracts/condition-tree';
import { conversationById, messageTable } from '../conversations/public';
import { conversionTable } from '../conversions/public';
import { flowsService, runTable, type RunRow } from '../flows/public';
import { addTo } from '../kernel/lists';
import { DAY_MS } from '../kernel/time';
import { recordsService, type EntryRow } from '../records/public';
import { MAY_HAVE_LEFT, runChain, unaskedOwner } from '../sending/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { mainOf } from './domain/compare';
import { fieldsNeeded, treeHolds } from './domain/conditions';
import { chainOf } from './domain/flow-key';
import { startTable, type AutomationRow } from './tables';

/** An entry that something is asked about. */
export interface AskedEntry {
  uid: string;
  documentId: string;
  version: EntryVersion;
  /** It is gone: its values as they were. */
  last?: HeldValues | null;
}

export interface ConditionsAsk {
  contact: ContactRow;
  accountId: number;
  entry: AskedEntry | null;
  /** By which hour, where it is not now: a rehearsal asks about the past. */
  at?: number;
}

/** Entries of a type in a version, and which of their fields. */
interface RowsAsk {
  uid: string;
  version: EntryVersion;
  fields: readonly string[];
  documentIds: readonly string[];
}

/** Messages of an automation to a person after an instant. `before`: only those before another one. */
interface MessagesAsk {
  automationId: number;
  contactId: number;
  since: number;
  before?: number;
}

/** In which version an automation means its entries: what is no longer published is a draft. */
export const versionOf = (trigger: AutomationTrigger | null): EntryVersion => {
  if (trigger?.kind === 'unpublished') return 'draft';
  return trigger && 'version' in trigger ? trigger.version : 'published';
};

/** What automations ask about entries and people: by `sql` alone, so that a transaction may ask. */
export const createAsks = (strapi: Core.Strapi) => {
  const { clock } = contextOf(strapi);
  let zone = 'UTC';

  /** By entry the row that stands for it in this version, with these fields; those that are not there are left out. */
  const rowsOf = async (
    sql: Sql,
    { uid, version, fields, documentIds }: RowsAsk
  ): Promise<Map<string, EntryRow>> => {
    const records = recordsService(strapi);
    const { locale } = records.linked;
    const rows = new Map<string, EntryRow[]>();
    for (const row of await records.rowsOf(sql, { uid, fields, documentIds }))
      if (row.version === version) addTo(rows, row.documentId, row);
    return new Map(
      [...rows].flatMap(([documentId, all]) => {
        const main = mainOf(all, { locale });
        return main ? [[documentId, main] as const] : [];
      })
    );
  };

  const valuesOf = async (sql: Sql, ask: RowsAsk): Promise<Map<string, HeldValues>> =>
    new Map([...(await rowsOf(sql, ask))].map(([documentId, { values }]) => [documentId, values]));

  /** Its own fields that may be watched: any other is none that conditions may ask of. */
  const fieldsOf = (uid: string): string[] =>
    (recordsService(strapi).watchable(uid)?.fields ?? []).map(({ path }) => path);

  /** Does it ask of a field that is gone, or sensitive by now? Nobody knows its value: "not paid" would hold. */
  const lacksField = (row: AutomationRow): boolean => {
    const needed = fieldsNeeded(row);
    if (needed.length === 0) return false;
    const known = row.uid === null ? [] : fieldsOf(row.uid);
    return !needed.every((field) => known.includes(field));
  };

  const factsOf = async (sql: Sql, entry: AskedEntry) => {
    const { uid, documentId, version, last } = entry;
    if (last) return { values: last, zone };
    const fields = fieldsOf(uid);
    const ask = { uid, version, fields, documentIds: [documentId] };
    const values = (await valuesOf(sql, ask)).get(documentId);
    return values ? { values, zone } : null;
  };

  const holds = async (
    sql: Sql,
    tree: AutomationConditions | null,
    { contact, accountId, entry, at }: ConditionsAsk
  ): Promise<boolean> => {
    if (!tree) return true;
    const asked = { contact, accountId, variables: null, said: null };
    return treeHolds(tree, {
      entry: entry && (await factsOf(sql, entry)),
      others: (condition) =>
        flowsService(strapi).holds(sql, allOf([condition]), {
          ...asked,
          ...(at === undefined ? {} : { at }),
        }),
    });
  };

  /** Has the person done since what the automation is for? */
  const goalReached = async (
    sql: Sql,
    { goal, run }: { goal: AutomationGoal; run: RunRow },
    ask: ConditionsAsk
  ): Promise<boolean> => {
    if (clock.now() > run.startedAt + goal.days * DAY_MS) return false;
    switch (goal.kind) {
      case 'replied': {
        const thread = await conversationById(sql, run.conversationId);
        return (thread?.lastInboundAt ?? 0) > run.startedAt;
      }
      case 'converted': {
        const done = sql(conversionTable.table)
          .where({ contact_id: ask.contact.id })
          .where('at', '>=', run.startedAt);
        if (goal.event !== null) void done.where({ event: goal.event });
        return (await done.first<unknown>('id')) !== undefined;
      }
      case 'entry':
        return holds(sql, goal.conditions, ask);
    }
  };

  /** Its runs for a person: also those that are cleared away with Logs, which may keep less than a ceiling looks back. */
  const runsFor = async (
    sql: Sql,
    { automationId, contactId }: Pick<MessagesAsk, 'automationId' | 'contactId'>
  ): Promise<number[]> => {
    const there = await sql(runTable.table)
      .where({ contact_id: contactId, chain: chainOf(automationId) })
      .pluck<unknown[]>('id');
    const begun = await sql(startTable.table)
      .where({ contact_id: contactId, automation_id: automationId })
      .whereNotNull('run_id')
      .pluck<unknown[]>('run_id');
    return [...new Set([...there, ...begun].map(Number))];
  };

  /** Messages of an automation to a person that answered nobody, also those that wait to be sent. */
  const messagesOf = async (
    sql: Sql,
    { since, before, ...whose }: MessagesAsk
  ): Promise<number[]> => {
    const runs = await runsFor(sql, whose);
    if (runs.length === 0) return [];
    const owners = runs.map((id) => unaskedOwner(runChain(id)));
    const sent = sql(messageTable.table)
      .whereIn('key_owner', owners)
      .whereIn('state', [...MAY_HAVE_LEFT, 'queued'])
      .where('at', '>', since);
    if (before !== undefined) void sent.where('at', '<', before);
    return (await sent.pluck<unknown[]>('id')).map(Number);
  };

  const messagesTo = async (sql: Sql, ask: MessagesAsk): Promise<number> =>
    (await messagesOf(sql, ask)).length;

  return {
    /** Reads the zone of the business; outside of transactions, and now and again. */
    load: async (): Promise<void> => {
      zone = await readBusinessZone(strapi);
    },
    zone: (): string => zone,
    rowsOf,
    valuesOf,
    lacksField,
    holds,
    goalReached,
    messagesOf,
    messagesTo,
  };
};
export type Asks = ReturnType<typeof createAsks>;
