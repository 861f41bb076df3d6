import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService, type ContactRow } from '../contacts/public';
import { beganEntry, runTable, type RunRow, type StopReason } from '../flows/public';
import { recordsService } from '../records/public';
import type { RunHalts } from '../sending/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { versionOf, type Asks, type ConditionsAsk } from './asks';
import { beforeDays } from './domain/days';
import { automationOfChain } from './domain/flow-key';
import { calendarOf } from './dues';
import { automationsByIds, findAutomation } from './store';
import type { AutomationRow } from './tables';

/** Does the path from an entry lead to this person: walked, or as it is linked now? Null: the entry is gone. */
type LeadsTo = (
  entry: { uid: string; documentId: string },
  contactId: number
) => Promise<boolean | null>;

interface Looked {
  run: RunRow;
  automation: AutomationRow;
  leadsTo: LeadsTo;
}

/** Ends what an automation began: with its entry, its conditions, its goal, and when it is switched off. */
export const createGuard = (strapi: Core.Strapi, asks: Asks) => {
  const { db, clock } = contextOf(strapi);

  /** By the run itself, which may wait for longer than starts are kept. Of a deleted one nothing is left to look at. */
  const entryOf = ({ run, automation }: Pick<Looked, 'run' | 'automation'>) =>
    automation.trigger?.kind === 'deleted' ? null : beganEntry(run.variables);

  /** Is the entry still there in the version that is meant? What was taken back by unpublishing it is a draft. */
  const isThere = async (
    sql: Sql,
    { automation: { trigger } }: Looked,
    { uid, documentId }: { uid: string; documentId: string }
  ): Promise<boolean> => {
    if (!recordsService(strapi).watchable(uid)?.hasDrafts) return true;
    const ask = { uid, version: versionOf(trigger), fields: [], documentIds: [documentId] };
    return (await asks.valuesOf(sql, ask)).has(documentId);
  };

  /** Does the entry still lead to this person? A merge may have given the run another one since it was read. */
  const byPath = async (
    sql: Sql,
    looked: Looked,
    contactId: number
  ): Promise<StopReason | null> => {
    const entry = entryOf(looked);
    if (!entry) return null;
    const leads = await looked.leadsTo(entry, contactId);
    if (leads === null || !(await isThere(sql, looked, entry))) return 'entry-gone';
    return leads ? null : 'person-changed';
  };

  const byConditions = async (
    sql: Sql,
    { run, automation }: Looked,
    ask: ConditionsAsk
  ): Promise<StopReason | null> => {
    const { stopWhen, goal } = automation;
    if (stopWhen && (await asks.holds(sql, stopWhen, ask))) return 'stop-conditions';
    return goal && (await asks.goalReached(sql, { goal, run }, ask)) ? 'goal-reached' : null;
  };

  const isOverCeiling = async (
    sql: Sql,
    { id: automationId, trigger, ceiling }: AutomationRow,
    contact: ContactRow
  ): Promise<boolean> => {
    if (!ceiling) return false;
    const zone = calendarOf(trigger, contact, asks.zone());
    const since = beforeDays(ceiling.days, { zone, now: clock.now() });
    const ask = { automationId, contactId: contact.id, since };
    return (await asks.messagesTo(sql, ask)) >= ceiling.messages;
  };

  /** What no longer holds for a message that answers nobody. */
  const byMessage = async (
    sql: Sql,
    looked: Looked,
    ask: ConditionsAsk
  ): Promise<StopReason | null> => {
    const { automation } = looked;
    const isRight =
      !asks.lacksField(automation) && (await asks.holds(sql, automation.conditions, ask));
    return isRight ? null : 'conditions';
  };

  const askOf = async (sql: Sql, looked: Looked): Promise<ConditionsAsk> => {
    const { run, automation } = looked;
    const entry = entryOf(looked);
    return {
      contact: await contactsService(strapi).get(run.contactId, sql),
      accountId: run.accountId,
      entry: entry && { ...entry, version: versionOf(automation.trigger) },
    };
  };

  const isOver = ({ active, finishing }: AutomationRow): boolean => !active && !finishing;

  const look = async (
    looked: Looked,
    { speaks, isUnasked }: { speaks: boolean; isUnasked: boolean }
  ): Promise<StopReason | null> => {
    if (isOver(looked.automation)) return 'automation-off';
    const ask = await askOf(db.knex, looked);
    const path = await byPath(db.knex, looked, ask.contact.id);
    // Who has answered gets an answer, also where that answer changed what the conditions ask of.
    if (path || !isUnasked) return path;
    const over = await byConditions(db.knex, looked, ask);
    if (over || !speaks) return over;
    const stale = await byMessage(db.knex, looked, ask);
    if (stale) return stale;
    const isOverOwn = await isOverCeiling(db.knex, looked.automation, ask.contact);
    return isOverOwn ? 'ceiling' : null;
  };

  /** The runs of automations among these. */
  const runsOfAutomations = async (
    trx: Knex.Transaction,
    runIds: readonly number[]
  ): Promise<RunRow[]> => {
    const raw = await trx(runTable.table)
      .whereIn('id', [...new Set(runIds)])
      .where({ origin: 'automation' })
      .select<Record<string, unknown>[]>();
    return raw.map((one) => readRow(runTable, one));
  };

  const lookInPermit = async (
    trx: Knex.Transaction,
    looked: Looked
  ): Promise<StopReason | null> => {
    if (isOver(looked.automation)) return 'automation-off';
    const ask = await askOf(trx, looked);
    return (
      (await byPath(trx, looked, ask.contact.id)) ??
      (await byConditions(trx, looked, ask)) ??
      (await byMessage(trx, looked, ask))
    );
  };

  return {
    /** Before each step of a run, outside of transactions: the path from the entry is walked. For `flowsService.sources`. */
    halts: async (
      run: RunRow,
      next: { speaks: boolean; isUnasked: boolean }
    ): Promise<StopReason | null> => {
      const automation = await findAutomation(db.knex, automationOfChain(run.chain) ?? 0);
      if (!automation) return 'automation-off';
      const { walkTo: leadsTo } = recordsService(strapi);
      return look({ run, automation, leadsTo }, next);
    },
    /** The entry that its messages are about where they name no other. For `flowsService.sources`. */
    causeOf: async (run: RunRow): Promise<{ uid: string; documentId: string } | null> => {
      if (run.origin !== 'automation') return null;
      const automation = await findAutomation(db.knex, automationOfChain(run.chain) ?? 0);
      return automation && entryOf({ run, automation });
    },
    /** Once more in the permit of what waited to be sent. For `sendingService.runHalts`. */
    runHalts: (async (trx, runIds) => {
      const found = new Map<number, string>();
      const runs = await runsOfAutomations(trx, runIds);
      const automations = await automationsByIds(
        trx,
        runs.flatMap(({ chain }) => automationOfChain(chain) ?? [])
      );
      const leadsTo: LeadsTo = (entry, contactId) =>
        recordsService(strapi).leadsTo(trx, entry, contactId);
      for (const run of runs) {
        const automation = automations.get(automationOfChain(run.chain) ?? 0);
        // What a deleted one wrote before it went is not said after it.
        const reason = automation
          ? await lookInPermit(trx, { run, automation, leadsTo })
          : 'automation-off';
        if (reason) found.set(run.id, reason);
      }
      return found;
    }) satisfies RunHalts,
  };
};
export type Guard = ReturnType<typeof createGuard>;

/** For `sendingService.chainHolds`: chains of an automation that is switched off, or gone, end. */
export const automationHolds = async (
  sql: Sql,
  chains: readonly string[]
): Promise<Map<string, 'end'>> => {
  const ids = new Map(
    chains.flatMap((chain) => {
      const id = automationOfChain(chain);
      return id === null ? [] : [[chain, id] as const];
    })
  );
  if (ids.size === 0) return new Map();
  const rows = await automationsByIds(sql, [...ids.values()]);
  return new Map(
    [...ids].flatMap(([chain, id]) => {
      const row = rows.get(id);
      return row && (row.active || row.finishing) ? [] : [[chain, 'end'] as const];
    })
  );
};
