import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';
import { EXISTING_COUNTED, type ExistingEntries } from '../contracts/automation-desk';
import type { AutomationTrigger, HeldValues } from '../contracts/automations';
import { turnOfTheLoop } from '../kernel/turn';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { versionOf, type Asks } from './asks';
import { changePages } from './change-store';
import type { Clocks } from './clocks';
import { fitsNow, mayStartNow } from './domain/existing';
import { matches } from './domain/transition';
import { fieldsOf } from './domain/watch';
import type { Dues } from './dues';
import { happeningOfExisting, transitionOf } from './happenings';
import type { Plan } from './plans';
import type { Starting } from './starting';
import { moveScan } from './store';
import type { Troubles } from './troubles';

/**
 * Before the entry at which another look at all that are there goes on, for dates that nobody heard of: what came before it is
 * past. Of the first look it is what came before the automation was switched on.
 */
export const AGAIN = 'again:';
/** Entries looked at together. */
const PIECE = 200;
/** Entries looked at for a count: a type with more of them is said to have more. */
const LOOKED = 5 * EXISTING_COUNTED;

interface ScanDeps {
  asks: Asks;
  starting: Starting;
  dues: Dues;
  clocks: Clocks;
  troubles: Troubles;
  touched: (automationId: number) => void;
}

/** Entries that are there when an automation is switched on. */
export const createScan = (
  strapi: Core.Strapi,
  { asks, starting, dues, clocks, troubles, touched }: ScanDeps
) => {
  const { db, clock } = contextOf(strapi);
  const records = () => recordsService(strapi);

  const pageAfter = async (
    trigger: AutomationTrigger & { uid: string },
    after: string
  ): Promise<{ documentIds: string[]; values: Map<string, HeldValues> }> => {
    const { uid } = trigger;
    const documentIds = await records().documentsAfter(db.knex, { uid, after, limit: PIECE });
    const ask = { uid, version: versionOf(trigger), fields: fieldsOf(trigger), documentIds };
    return { documentIds, values: await asks.valuesOf(db.knex, ask) };
  };

  const isAhead = (trigger: AutomationTrigger, values: HeldValues): boolean =>
    trigger.kind === 'date'
      ? dues.lookAhead(trigger, values[trigger.field] ?? null, clock.now()) !== null
      : fitsNow(trigger, values);

  const countMatching = async (trigger: AutomationTrigger & { uid: string }) => {
    let [matching, looked, after] = [0, 0, ''];
    while (matching < EXISTING_COUNTED && looked < LOOKED) {
      const { documentIds, values } = await pageAfter(trigger, after);
      matching += [...values.values()].filter((one) => isAhead(trigger, one)).length;
      looked += documentIds.length;
      after = documentIds.at(-1) ?? after;
      if (documentIds.length < PIECE) return { matching, isMore: false };
      await turnOfTheLoop();
    }
    return { matching: Math.min(matching, EXISTING_COUNTED), isMore: true };
  };

  /** What is there, and how much of it the trigger means. */
  const existing = async (trigger: AutomationTrigger): Promise<Omit<ExistingEntries, 'beside'>> => {
    const mayStart = mayStartNow(trigger);
    if ('segmentId' in trigger) {
      const filter = { segments: { include: [trigger.segmentId], exclude: [] } };
      const choice = { kind: 'all' as const, filter, except: [] };
      const matching = await audienceService(strapi).countChoice(choice);
      // Of the clock's the number is for information.
      const isMore = mayStart && matching > EXISTING_COUNTED;
      return { entries: 0, linked: matching, matching, isMore, mayStart };
    }
    const reach = (await records().reachOfType(trigger.uid)) ?? { entries: 0, linked: 0 };
    const counted =
      mayStart || trigger.kind === 'date'
        ? await countMatching(trigger)
        : { matching: 0, isMore: false };
    return { ...reach, ...counted, mayStart };
  };

  /** Those of these entries that a change has set it off for since it was switched on, or will: they begin by that, once. */
  const changedSince = async (
    { row: { activeSince }, trigger }: Plan,
    { uid, documentIds }: { uid: string; documentIds: readonly string[] }
  ): Promise<Set<string>> => {
    const found = new Set<string>();
    if (documentIds.length === 0) return found;
    const ask = { uid, documentIds, since: activeSince ?? 0 };
    for await (const changes of changePages(db.knex, ask))
      for (const change of changes)
        if (change.origin === 'save' && matches(trigger, transitionOf(change)))
          found.add(change.entryDocument);
    return found;
  };

  /** It starts for those of these entries that fit as they are. */
  const startFitting = async (
    plan: Plan,
    { uid, values }: { uid: string; values: ReadonlyMap<string, HeldValues> }
  ): Promise<void> => {
    const documentIds = [...values].flatMap(([documentId, held]) =>
      fitsNow(plan.trigger, held) ? [documentId] : []
    );
    // After the values were read: a change that they show already is found.
    const changed = await changedSince(plan, { uid, documentIds });
    for (const documentId of documentIds.filter((one) => !changed.has(one)))
      await starting.begin(plan, happeningOfExisting({ uid, documentId }, clock.now()), {
        asked: true,
      });
  };

  /** A page of entries: the moments of dates are written down, and for others it starts, where that was asked for. */
  const lookAtPage = async (plan: Plan): Promise<string | null> => {
    const { trigger } = plan;
    if (trigger.kind === 'clock') {
      const people = await clocks.countPeople(plan, trigger);
      await db.tx((trx) => clocks.arrange(trx, plan, { trigger, people }));
    }
    if (!('uid' in trigger)) return null;
    const { uid } = trigger;
    const { scanCursor, activeSince } = plan.row;
    const prefix = scanCursor?.startsWith(AGAIN) ? AGAIN : '';
    const { documentIds, values } = await pageAfter(
      trigger,
      (scanCursor ?? '').slice(prefix.length)
    );
    const after = prefix === '' ? (activeSince ?? clock.now()) : clock.now();
    if (trigger.kind === 'date') await dues.schedule(plan, trigger, { documentIds, values, after });
    else await startFitting(plan, { uid, values });
    return documentIds.length === PIECE ? `${prefix}${documentIds.at(-1) ?? ''}` : null;
  };

  return {
    existing,
    /** One page of an automation that was switched on; true: there is more. */
    page: async (plan: Plan): Promise<boolean> => {
      if (plan.row.scanCursor === null) return false;
      try {
        const next = await lookAtPage(plan);
        touched(plan.id);
        return (await moveScan(db.knex, plan.row, next)) > 0 && next !== null;
      } catch (error) {
        await troubles.note(plan, error);
        return false;
      }
    },
  };
};
export type Scan = ReturnType<typeof createScan>;
