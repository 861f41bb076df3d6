import type { Core } from '@strapi/strapi';
import { AHEAD_SHOWN, type StartEntry } from '../contracts/automation-watch';
import type { TriggerOf } from '../contracts/automations';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { versionOf, type Asks } from './asks';
import { isHoliday } from './clocks';
import { lastPastDate, soonestDates, soonestTimes } from './domain/ahead';
import type { DateField } from './domain/moments';
import { sameTrigger } from './domain/watch';
import { documentsAhead } from './due-store';
import { dateFieldOf } from './dues';
import type { AheadTeller } from './public';
import { findAutomation } from './store';

type DateTrigger = TriggerOf<'date'>;

/** Entries looked at for the next moments. */
const LOOKED = 300;

interface DateAsk {
  trigger: DateTrigger;
  field: DateField;
  automationId: number | null;
}

/** When dates and the clock come next. Reads alone, and some hundred rows at most. */
export const createAhead = (strapi: Core.Strapi, asks: Asks): AheadTeller => {
  const { db, clock } = contextOf(strapi);
  const records = () => recordsService(strapi);

  /** Has the saved one written down the moments of all entries? */
  const hasDues = async ({ trigger, automationId }: DateAsk): Promise<boolean> => {
    const row = automationId === null ? null : await findAutomation(db.knex, automationId);
    return row?.active === true && row.scanCursor === null && sameTrigger(row.trigger, trigger);
  };

  /**
   * Entries among which those with the next moments are. No database has days of the year in their order: of what comes each year
   * they are known where the automation is on, else `isSample`.
   */
  const documentsFor = async (
    ask: DateAsk
  ): Promise<{ documents: string[]; isSample: boolean }> => {
    const { trigger, field, automationId } = ask;
    const { uid } = trigger;
    const now = clock.now();
    if (!trigger.yearly) {
      const after = lastPastDate(trigger, { ...field, now });
      const dated = { uid, field: trigger.field, version: versionOf(trigger), after };
      const documents = await records().documentsByDate(db.knex, { ...dated, limit: LOOKED });
      return { documents, isSample: false };
    }
    if (automationId !== null && (await hasDues(ask))) {
      const due = { automationId, after: now, most: LOOKED };
      return { documents: await documentsAhead(db.knex, due), isSample: false };
    }
    const any = { uid, after: '', limit: LOOKED };
    return { documents: await records().documentsAfter(db.knex, any), isSample: true };
  };

  /** How an entry is shown to somebody: what they may not read in the Content Manager has no name. */
  const entriesFor = async (uid: string, documentIds: string[], userId: number) => {
    const titles = await records().titlesOf({ uid, documentIds });
    const readable = await records().readableBy({ uid, documentIds, userId });
    return (documentId: string): StartEntry => {
      const known = readable.has(documentId) ? titles.get(documentId) : undefined;
      return { uid, documentId, title: known?.title ?? null, url: known?.url ?? null };
    };
  };

  const ofEntries = async (ask: DateAsk, userId: number) => {
    const { trigger, field } = ask;
    const { uid } = trigger;
    const { documents, isSample } = await documentsFor(ask);
    const documentIds = [...new Set(documents)];
    const wanted = { uid, version: versionOf(trigger), fields: [trigger.field], documentIds };
    const values = await asks.valuesOf(db.knex, wanted);
    const when = { ...field, after: clock.now(), most: AHEAD_SHOWN };
    const found = soonestDates(trigger, values, when);
    const shown = found.map(({ documentId }) => documentId);
    const entryOf = await entriesFor(uid, shown, userId);
    return {
      moments: found.map(({ at, documentId }) => ({ at, entry: entryOf(documentId) })),
      isPart: documents.length === LOOKED && (isSample || found.length < AHEAD_SHOWN),
    };
  };

  return async ({ trigger, automationId }, { id: userId }) => {
    const zone = asks.zone();
    const nothing = { moments: [], isPart: false, zone };
    if (trigger.kind === 'clock') {
      const rule = { zone, after: clock.now(), most: AHEAD_SHOWN, isHoliday };
      const times = soonestTimes(trigger, rule);
      return { ...nothing, moments: times.map((at) => ({ at, entry: null })) };
    }
    if (trigger.kind !== 'date') return nothing;
    const field = dateFieldOf(strapi, trigger, zone);
    if (!field) return nothing;
    return { zone, ...(await ofEntries({ trigger, field, automationId }, userId)) };
  };
};
