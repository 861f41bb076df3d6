import type { Core } from '@strapi/strapi';
import { audienceService } from '../audience/public';
import { contactsService } from '../contacts/public';
import { REHEARSED_MOST } from '../contracts/automation-watch';
import type { AutomationTrigger, HeldValue, TriggerOf } from '../contracts/automations';
import { addTo } from '../kernel/lists';
import { MINUTE_MS } from '../kernel/time';
import { turnOfTheLoop } from '../kernel/turn';
import { recordsService, type EntryRow } from '../records/public';
import { contextOf } from '../strapi/context';
import { pieces } from '../strapi/db';
import type { Moment } from '../strapi/keyset';
import { versionOf, type Asks } from './asks';
import { changesBack } from './change-store';
import { choiceOf, isHoliday } from './clocks';
import { isByPerson, personClock, personDate, type NextLook } from './domain/looks';
import {
  clockLooksIn,
  dateLooksIn,
  datesOver,
  silencesIn,
  type DateChange,
  type Span,
  type Stir,
} from './domain/past-looks';
import { hasGone, matches, movesTime } from './domain/transition';
import { clockOf, dateFieldOf } from './dues';
import type { Finder } from './finder';
import { happeningOfChange, happeningOfMoment, transitionOf } from './happenings';
import type { Plan } from './plans';
import type { Happening } from './starting';
import type { ChangeRow } from './tables';

/** What would have set an automation off within a time, in its order. */
export interface Occasions {
  happenings: Happening[];
  /** From when on all of it is there. */
  from: number;
  /** There was more of it, of which only the newest is there. */
  isCut: boolean;
  /** Changes that were made in bulk or past Strapi. */
  outside: number;
}

/** Changes read together, and entries and people looked at together. */
const PAGE = 500;
const PIECE = 200;
/** Changes, or entries, that are looked at for what concerns the automation. */
const LOOKED = 20_000;

const byMoment = (a: { at: number }, b: { at: number }): number => a.at - b.at;

/** The newest of them, in their order, and from when on all are there. */
const newestOf = (
  all: readonly Happening[],
  { from, isCut, outside = 0 }: { from: number; isCut: boolean; outside?: number }
): Occasions => {
  const inOrder = [...all].sort(byMoment);
  const happenings = inOrder.slice(-REHEARSED_MOST);
  const first = happenings[0]?.at ?? from;
  const isLonger = inOrder.length > happenings.length;
  return { happenings, from: isLonger ? first : from, isCut: isCut || isLonger, outside };
};

/** A date of an entry that was looked at, and how long that date was the entry's. */
interface DatedLook {
  documentId: string;
  look: NextLook;
  value: HeldValue;
  span: Span;
}

/** What would have set an automation off in the past, by what is kept of it. Reads alone. */
export const createOccasions = (strapi: Core.Strapi, asks: Asks, finder: Finder) => {
  const { db } = contextOf(strapi);

  /** Changes, the newest first, as long as they are wanted. Answers the instant at which it ended early, or null. */
  const walkBack = async (
    uid: string,
    span: Span,
    take: (change: ChangeRow) => boolean
  ): Promise<number | null> => {
    let behind: Moment | null = null;
    for (let looked = 0; looked < LOOKED; looked += PAGE) {
      const rows: ChangeRow[] = await changesBack(db.knex, { uid, ...span, behind, most: PAGE });
      const end = rows.find((row) => !take(row));
      if (end) return end.at;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return null;
      behind = { at: last.at, id: last.id };
      await turnOfTheLoop();
    }
    return behind?.at ?? null;
  };

  const ofChanges = async (
    trigger: AutomationTrigger & { uid: string },
    span: Span
  ): Promise<Occasions> => {
    const found: Happening[] = [];
    let outside = 0;
    const end = await walkBack(trigger.uid, span, (change) => {
      if (!matches(trigger, transitionOf(change))) return true;
      if (change.origin !== 'save') outside += 1;
      else if (found.length === REHEARSED_MOST) return false;
      else found.push(happeningOfChange(change));
      return true;
    });
    const happenings = found.reverse();
    return { happenings, from: end ?? span.from, isCut: end !== null, outside };
  };

  const ofSilence = async (trigger: TriggerOf<'absence'>, span: Span): Promise<Occasions> => {
    const { uid, minutes } = trigger;
    const waitMs = minutes * MINUTE_MS;
    const stirs: Stir[] = [];
    const end = await walkBack(uid, { ...span, from: span.from - waitMs }, (change) => {
      const { entryDocument: documentId, at, origin } = change;
      if (movesTime(trigger, transitionOf(change)))
        stirs.push({ documentId, at, isEnd: hasGone(change), begins: origin === 'save' });
      return true;
    });
    const from = end === null ? span.from : Math.max(span.from, end + waitMs);
    const found = silencesIn(stirs.reverse(), { waitMs, from, to: span.to });
    const happenings = found.map(({ documentId, since, at }) =>
      happeningOfMoment({ entry: { uid, documentId }, basis: String(since), contactId: null, at })
    );
    return newestOf(happenings, { from, isCut: end !== null });
  };

  /** Of each entry how its date was changed, the newest first. */
  const dateChanges = async (
    trigger: TriggerOf<'date'>,
    span: Span
  ): Promise<Map<string, DateChange[]>> => {
    const found = new Map<string, DateChange[]>();
    await walkBack(trigger.uid, span, (change) => {
      const { entryDocument, at, valuesBefore } = change;
      if (movesTime(trigger, transitionOf(change)))
        addTo(found, entryDocument, { at, before: valuesBefore?.[trigger.field] });
      return true;
    });
    return found;
  };

  const datedLooks = async (
    trigger: TriggerOf<'date'>,
    span: Span
  ): Promise<{ looks: DatedLook[]; isCut: boolean }> => {
    const { uid, field: path } = trigger;
    const field = dateFieldOf(strapi, trigger, asks.zone());
    const looks: DatedLook[] = [];
    if (!field) return { looks, isCut: false };
    const changes = await dateChanges(trigger, span);
    const looksOf = (documentId: string, { values, madeAt }: EntryRow): DatedLook[] => {
      // What would have come before the entry was there never came.
      const own = { ...span, from: Math.max(span.from, madeAt ?? span.from) };
      const value = values[path] ?? null;
      return datesOver(value, changes.get(documentId) ?? [], own).flatMap((one) =>
        dateLooksIn(trigger, one.value, { ...field, ...one }).map((look) => {
          return { documentId, look, value: one.value, span: one };
        })
      );
    };
    let after = '';
    for (let looked = 0; looked < LOOKED; looked += PIECE) {
      const page = { uid, after, limit: PIECE };
      const documentIds: string[] = await recordsService(strapi).documentsAfter(db.knex, page);
      const ask = { uid, version: versionOf(trigger), fields: [path], documentIds };
      for (const [documentId, row] of await asks.rowsOf(db.knex, ask))
        looks.push(...looksOf(documentId, row));
      after = documentIds.at(-1) ?? after;
      if (documentIds.length < PIECE) return { looks, isCut: false };
      await turnOfTheLoop();
    }
    return { looks, isCut: true };
  };

  const momentOf = ({ uid }: { uid: string }, { documentId, look }: DatedLook): Happening => {
    const entry = { uid, documentId };
    return happeningOfMoment({ entry, basis: look.basis, contactId: null, at: look.at });
  };

  /** The instants of those people whom the entries lead to; an entry that leads to nobody comes once. */
  const spread = async (
    plan: Plan,
    trigger: TriggerOf<'date'>,
    looks: readonly DatedLook[]
  ): Promise<Happening[]> => {
    const field = dateFieldOf(strapi, trigger, asks.zone());
    if (!field) return [];
    const whomOf = await finder(
      plan,
      looks.map((one) => momentOf(trigger, one))
    );
    const found = looks.map((one) => ({ ...one, whom: whomOf(momentOf(trigger, one)) }));
    const ids = found.flatMap(({ whom }) => ('people' in whom ? whom.people : []));
    const people = await contactsService(strapi).byIds(db.knex, ids);
    return found.flatMap((one) => {
      const { look, value, span, whom } = one;
      const all = momentOf(trigger, one);
      if ('reason' in whom) return [all];
      return whom.people.flatMap((contactId) => {
        const contact = people.get(contactId);
        const person = contact && clockOf(trigger, contact, asks.zone());
        const at = person && personDate(trigger, value, { type: field.type, look, person });
        const isThen = typeof at === 'number' && at >= span.from && at <= span.to;
        return isThen ? [{ ...all, contactIds: [contactId], at }] : [];
      });
    });
  };

  const ofDates = async (
    plan: Plan,
    trigger: TriggerOf<'date'>,
    span: Span
  ): Promise<Occasions> => {
    const { looks, isCut } = await datedLooks(trigger, span);
    const cut = { from: span.from, isCut };
    if (!isByPerson(trigger))
      return newestOf(
        looks.map((one) => momentOf(trigger, one)),
        cut
      );
    const newest = looks.sort((a, b) => byMoment(a.look, b.look)).slice(-REHEARSED_MOST);
    const found: Happening[] = [];
    for (const piece of pieces(newest, PIECE)) found.push(...(await spread(plan, trigger, piece)));
    return newestOf(found, { ...cut, isCut: isCut || newest.length < looks.length });
  };

  /** Instants at which each person's clock showed the times; the newest first, no more than are judged. */
  const ofClock = async (trigger: TriggerOf<'clock'>, span: Span): Promise<Occasions> => {
    const zone = asks.zone();
    const looks = clockLooksIn(trigger, { ...span, zone, isHoliday }).reverse();
    const choice = choiceOf(trigger);
    const page = { after: 0, limit: REHEARSED_MOST };
    const ids = await audienceService(strapi).pieceOf(choice, page);
    const people = [...(await contactsService(strapi).byIds(db.knex, ids)).values()];
    const found: Happening[] = [];
    for (const look of looks) {
      if (found.length > REHEARSED_MOST) break;
      for (const contact of people) {
        const clock = clockOf(trigger, contact, zone);
        const at = isByPerson(trigger) ? personClock(trigger, look, clock) : look.at;
        const { basis } = look;
        if (at >= span.from && at <= span.to)
          found.push(happeningOfMoment({ entry: null, basis, contactId: contact.id, at }));
      }
    }
    return newestOf(found, { from: span.from, isCut: ids.length === REHEARSED_MOST });
  };

  return (plan: Plan, span: Span): Promise<Occasions> => {
    const { trigger } = plan;
    switch (trigger.kind) {
      case 'date':
        return ofDates(plan, trigger, span);
      case 'absence':
        return ofSilence(trigger, span);
      case 'clock':
        return ofClock(trigger, span);
      case 'segment':
        return Promise.resolve({ happenings: [], from: span.from, isCut: false, outside: 0 });
      default:
        return ofChanges(trigger, span);
    }
  };
};
