import type { Core } from '@strapi/strapi';
import { zoneOf } from '../kernel/zone';
import { contactsService, type ContactRow } from '../contacts/public';
import type { AutomationTrigger, HeldValue, HeldValues, TriggerOf } from '../contracts/automations';
import { failPoint } from '../kernel/fail-point';
import { MINUTE_MS } from '../kernel/time';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { versionOf, type Asks } from './asks';
import { changePages, changesOfEntry } from './change-store';
import {
  basisOfEntry,
  dropDue,
  dropDuesOfEntry,
  duesToReplace,
  goOnWithDue,
  moveDue,
  putDue,
  replaceDues,
} from './due-store';
import {
  followingDateLook,
  isByPerson,
  nextDateLook,
  personDate,
  type NextLook,
  type PersonClock,
} from './domain/looks';
import { isReckonedFrom, type DateField } from './domain/moments';
import { hasGone, movesTime } from './domain/transition';
import type { Whom } from './domain/whom';
import type { Flood } from './flood';
import { happeningOfMoment, transitionOf } from './happenings';
import type { Plan } from './plans';
import type { Happening, Starting } from './starting';
import type { ChangeRow, DueRow } from './tables';

/** The newest changes of an entry, which are asked for what broke its silence. */
const NEWEST = 100;

type DateTrigger = TriggerOf<'date'>;
type AbsenceTrigger = TriggerOf<'absence'>;

/** Dates of entries, and the instant after which their moments count: all that came before is past. */
interface DatesAsk {
  documentIds: readonly string[];
  values: ReadonlyMap<string, HeldValues>;
  after: number;
}

interface DuesDeps {
  asks: Asks;
  starting: Starting;
  flood: Flood;
}

/** The field of a trigger of dates; null: there is none of that name. */
export const dateFieldOf = (
  strapi: Core.Strapi,
  { uid, field }: Pick<DateTrigger, 'uid' | 'field'>,
  zone: string
): DateField | null => {
  const type = recordsService(strapi).watchable(uid);
  const found = type?.fields.find(({ path }) => path === field);
  return found ? { type: found.type === 'date' ? 'date' : 'datetime', zone } : null;
};

/**
 * Has an entry of a type come for one of these people since what a silence is reckoned from, and by then? Throws where the type
 * is no longer linked: what nobody knows is no silence.
 */
export const cameFor = async (
  strapi: Core.Strapi,
  found: Whom,
  { happening, uid, until }: { happening: Happening; uid: string; until: number }
): Promise<boolean> => {
  const { knex } = contextOf(strapi).db;
  const ask = { uid, since: Number(happening.basis), until };
  for (const contactId of 'people' in found ? found.people : []) {
    const came = await recordsService(strapi).linkedSince(knex, { ...ask, contactId });
    if (came === null) throw new Error(`entries of ${uid} are no longer linked with contacts`);
    if (came) return true;
  }
  return false;
};

/** By whose clock a time is meant for this person. The usual hour is one of theirs. */
export const clockOf = (
  { zone, usualHour }: Pick<DateTrigger, 'zone' | 'usualHour'>,
  { timezone, country, bestHour }: ContactRow,
  ofBusiness: string
): PersonClock => {
  const isTheirs = zone === 'person' || (usualHour && bestHour !== null);
  const theirs = isTheirs ? zoneOf({ timezone, country }) : null;
  return { zone: theirs ?? ofBusiness, bestHour };
};

/** By whose calendar an automation counts days for a person. Only dates and the clock may mean the person's own. */
export const calendarOf = (
  trigger: AutomationTrigger | null,
  contact: ContactRow,
  ofBusiness: string
): string =>
  trigger && 'zone' in trigger ? clockOf(trigger, contact, ofBusiness).zone : ofBusiness;

/** Dates and silence of entries: written down as they lie ahead, and looked at again when they come. */
export const createDues = (strapi: Core.Strapi, { asks, starting, flood }: DuesDeps) => {
  const { db, clock } = contextOf(strapi);

  const fieldOf = (trigger: DateTrigger): DateField | null =>
    dateFieldOf(strapi, trigger, asks.zone());

  const valuesOf = async (
    trigger: DateTrigger | AbsenceTrigger,
    documentIds: readonly string[]
  ) => {
    const fields = trigger.kind === 'date' ? [trigger.field] : [];
    const { uid } = trigger;
    return asks.valuesOf(db.knex, { uid, version: versionOf(trigger), fields, documentIds });
  };

  const lookAhead = (trigger: DateTrigger, value: HeldValue, after: number): NextLook | null => {
    const field = fieldOf(trigger);
    return field && nextDateLook(trigger, value, { ...field, after });
  };

  /** When the dates of these entries were last changed since an instant. */
  const movedSince = async (
    trigger: DateTrigger,
    { documentIds, since }: { documentIds: readonly string[]; since: number }
  ): Promise<Map<string, number>> => {
    const found = new Map<string, number>();
    if (documentIds.length === 0) return found;
    const ask = { uid: trigger.uid, documentIds, since };
    for await (const changes of changePages(db.knex, ask))
      for (const change of changes) {
        const { entryDocument, at } = change;
        if (movesTime(trigger, transitionOf(change)))
          found.set(entryDocument, Math.max(at, found.get(entryDocument) ?? 0));
      }
    return found;
  };

  /**
   * Writes down the moments of these entries that lie after an instant. It may be some time ago: a moment that has come since is
   * late, and not lost, unless the date itself is of a later time.
   */
  const schedule = async (
    { id: automationId }: Pick<Plan, 'id'>,
    trigger: DateTrigger,
    { documentIds, values, after }: DatesAsk
  ): Promise<void> => {
    const lookOf = (documentId: string, since: number): NextLook | null =>
      lookAhead(trigger, values.get(documentId)?.[trigger.field] ?? null, since);
    const now = clock.now();
    const late = documentIds.filter((one) => (lookOf(one, after)?.at ?? Infinity) <= now);
    const moved = await movedSince(trigger, { documentIds: late, since: after });
    const sinceOf = (documentId: string): number => moved.get(documentId) ?? after;
    const next = new Map(
      documentIds.map((documentId) => {
        const look = lookOf(documentId, sinceOf(documentId));
        return [documentId, look && { dueAt: look.at, basis: look.basis }] as const;
      })
    );
    // Each night all entries are looked at, and hardly any of them has moved.
    const changed = await duesToReplace(db.knex, automationId, next);
    if (changed.length === 0) return;
    await db.tx(async (trx) => {
      for (const entryDocument of changed) {
        const due = { next: next.get(entryDocument) ?? null, now: sinceOf(entryDocument) };
        await replaceDues(db, trx, { automationId, entryDocument, ...due });
      }
    });
  };

  /** A date was changed: its moment counts from then on, however late the change is looked at. */
  const followDate = async (
    plan: Plan,
    trigger: DateTrigger,
    { entryDocument, at }: ChangeRow
  ): Promise<void> => {
    const documentIds = [entryDocument];
    const values = await valuesOf(trigger, documentIds);
    await schedule(plan, trigger, { documentIds, values, after: at });
  };

  /** Something happened in the entry: from now on it is silent again. */
  const begin = (plan: Plan, trigger: AbsenceTrigger, change: ChangeRow): Promise<void> =>
    db.tx(async (trx) => {
      const whose = { automationId: plan.id, entryDocument: change.entryDocument };
      // A change that is tried again comes behind later ones.
      if (Number((await basisOfEntry(trx, whose)) ?? 0) > change.at) return;
      if (hasGone(change)) return void (await dropDuesOfEntry(trx, whose));
      await putDue(db, trx, {
        ...{ ...whose, contactId: null, addedAt: clock.now() },
        ...{ dueAt: change.at + trigger.minutes * MINUTE_MS, basis: String(change.at) },
      });
    });

  const entryOf = ({ uid }: { uid: string }, { entryDocument }: DueRow) => ({
    uid,
    documentId: entryDocument ?? '',
  });

  /** Each person has an instant of their own: those whose has come begin, the others wait for it. */
  const spread = async (
    plan: Plan,
    trigger: DateTrigger,
    {
      row,
      look,
      value,
      type,
    }: { row: DueRow; look: NextLook; value: HeldValue } & Pick<DateField, 'type'>
  ): Promise<void> => {
    const { basis } = look;
    const entry = entryOf(trigger, row);
    const all = happeningOfMoment({ entry, basis, contactId: null, at: look.at });
    const found = await starting.whom(plan, all);
    if ('reason' in found) return void (await starting.skip(plan, all, found.reason));
    const now = clock.now();
    const come: Happening[] = [];
    for (const contact of (await contactsService(strapi).byIds(db.knex, found.people)).values()) {
      const person = clockOf(trigger, contact, asks.zone());
      const at = personDate(trigger, value, { type, look, person });
      if (at === null || at < row.addedAt) continue;
      const { automationId, entryDocument, addedAt } = row;
      const own = { automationId, entryDocument, contactId: contact.id, dueAt: at, basis, addedAt };
      if (at > now) await db.tx((trx) => putDue(db, trx, own));
      else come.push(happeningOfMoment({ entry, basis, contactId: contact.id, at }));
    }
    await flood.watch(plan, come);
    for (const happening of come) await flood.pass(plan, happening);
  };

  /** The date of an entry has come, as far as it is still the same. */
  const dateOfEntry = async (plan: Plan, trigger: DateTrigger, row: DueRow): Promise<unknown> => {
    const documentId = row.entryDocument ?? '';
    const value = (await valuesOf(trigger, [documentId])).get(documentId)?.[trigger.field] ?? null;
    const field = fieldOf(trigger);
    const look = field && nextDateLook(trigger, value, { ...field, after: row.dueAt - 1 });
    if (!field || !look) return dropDue(db.knex, row);
    const now = clock.now();
    if (look.at > now) return moveDue(db.knex, row, { dueAt: look.at, basis: look.basis });
    const { basis, at } = look;
    if (isByPerson(trigger)) await spread(plan, trigger, { row, look, value, type: field.type });
    else
      await flood.pass(
        plan,
        happeningOfMoment({ entry: entryOf(trigger, row), basis, contactId: null, at })
      );
    failPoint('automation-due');
    const next = followingDateLook(trigger, value, { ...field, look });
    return next
      ? goOnWithDue(db.knex, row, { dueAt: next.at, basis: next.basis, addedAt: look.at })
      : dropDue(db.knex, row);
  };

  /** The instant of one person has come. The date may have moved, and the entry may be about somebody else by now. */
  const dateOfPerson = async (plan: Plan, trigger: DateTrigger, row: DueRow): Promise<unknown> => {
    const documentId = row.entryDocument ?? '';
    const contactId = row.contactId ?? 0;
    const basis = row.basis ?? '';
    const value = (await valuesOf(trigger, [documentId])).get(documentId)?.[trigger.field] ?? null;
    const field = fieldOf(trigger);
    const people = await contactsService(strapi).byIds(db.knex, [contactId]);
    const contact = people.get(contactId);
    if (!field || !contact) return dropDue(db.knex, row);
    const person = clockOf(trigger, contact, asks.zone());
    const look = { at: row.dueAt, basis };
    const at = personDate(trigger, value, { type: field.type, look, person });
    if (at === null) return dropDue(db.knex, row);
    if (at > clock.now()) return moveDue(db.knex, row, { dueAt: at });
    const entry = entryOf(trigger, row);
    const happening = happeningOfMoment({ entry, basis, contactId, at });
    const lost = await starting.whyNotMeant(plan, happening, contactId);
    await (lost ? starting.skip(plan, happening, lost) : flood.pass(plan, happening));
    failPoint('automation-due');
    return dropDue(db.knex, row);
  };

  /** Has an entry of the other type come for one of the people since the last thing that happened? */
  const isBroken = async (
    plan: Plan,
    { without }: AbsenceTrigger,
    happening: Happening
  ): Promise<boolean> => {
    if (without === null) return false;
    const found = await starting.whom(plan, happening);
    return cameFor(strapi, found, { happening, uid: without, until: clock.now() });
  };

  /** When something happened in the entry; null: nothing did. It may wait for its turn: others came first, or a try failed. */
  const stirredAt = async (
    trigger: AbsenceTrigger,
    { documentId, since }: { documentId: string; since: number }
  ): Promise<number | null> => {
    const ask = { uid: trigger.uid, documentId, most: NEWEST };
    const changes = await changesOfEntry(db.knex, ask);
    // Of every origin: what was changed in bulk begins no silence, and breaks one all the same.
    const found = changes.find(
      (change) => change.at > since && movesTime(trigger, transitionOf(change))
    );
    return found?.at ?? null;
  };

  /** Nothing has happened in the entry for as long as the trigger says. */
  const silence = async (plan: Plan, trigger: AbsenceTrigger, row: DueRow): Promise<unknown> => {
    const entry = entryOf(trigger, row);
    const values = await valuesOf(trigger, [entry.documentId]);
    if (!values.has(entry.documentId)) return dropDue(db.knex, row);
    const basis = row.basis ?? '';
    const ask = { documentId: entry.documentId, since: Number(basis) };
    const stirred = await stirredAt(trigger, ask);
    if (stirred !== null) {
      const dueAt = stirred + trigger.minutes * MINUTE_MS;
      return moveDue(db.knex, row, { dueAt, basis: String(stirred) });
    }
    const happening = happeningOfMoment({ entry, basis, contactId: null, at: row.dueAt });
    if (await isBroken(plan, trigger, happening))
      await starting.skip(plan, happening, 'conditions');
    else await flood.pass(plan, happening);
    failPoint('automation-due');
    return dropDue(db.knex, row);
  };

  return {
    schedule,
    lookAhead,
    /** A change of the entry moves its moments. */
    follow: async (plan: Plan, change: ChangeRow): Promise<void> => {
      const { trigger } = plan;
      if (trigger.kind === 'date') await followDate(plan, trigger, change);
      if (trigger.kind === 'absence') await begin(plan, trigger, change);
    },
    /** Will it begin by itself when it comes? What is only looked at for each person's clock does not. */
    startsBy: (trigger: AutomationTrigger, { contactId }: DueRow): boolean =>
      trigger.kind === 'absence' ||
      (trigger.kind === 'date' && (contactId !== null || !isByPerson(trigger))),
    /** Is a moment that waited for an answer still meant? The date may have moved meanwhile, or something happened. */
    isMeant: async (
      { trigger }: Plan,
      { entryDocument, basis }: Pick<DueRow, 'entryDocument' | 'basis'>
    ): Promise<boolean> => {
      if (entryDocument === null || basis === null) return true;
      if (trigger.kind === 'absence') {
        const ask = { documentId: entryDocument, since: Number(basis) };
        return (await stirredAt(trigger, ask)) === null;
      }
      if (trigger.kind !== 'date') return true;
      const values = (await valuesOf(trigger, [entryDocument])).get(entryDocument);
      return isReckonedFrom(trigger, values?.[trigger.field] ?? null, basis);
    },
    /** A moment of an entry has come. */
    come: (plan: Plan, row: DueRow): Promise<unknown> => {
      const { trigger } = plan;
      if (trigger.kind === 'absence') return silence(plan, trigger, row);
      if (trigger.kind !== 'date') return dropDue(db.knex, row);
      return row.contactId === null
        ? dateOfEntry(plan, trigger, row)
        : dateOfPerson(plan, trigger, row);
    },
  };
};
export type Dues = ReturnType<typeof createDues>;
