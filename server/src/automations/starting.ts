import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService } from '../bots/public';
import { contactsService } from '../contacts/public';
import type { HeldValues, SkipReason } from '../contracts/automations';
import { failPoint } from '../kernel/fail-point';
import { MINUTE_MS } from '../kernel/time';
import { recordsService } from '../records/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation, pieces } from '../strapi/db';
import type { Asks } from './asks';
import { chainOf, keyOfStart } from './domain/flow-key';
import { meantOf, namedIn, type Whom } from './domain/whom';
import { askedEntry, createJudge, hindranceOf, numberFor } from './judge';
import { writtenPast, type Past } from './past';
import type { Plan } from './plans';
import { goOnAsking, lockAutomation } from './store';
import {
  dropSkipped,
  hasStart,
  insertStart,
  nameRun,
  noteStarts,
  startKeyOf,
  writtenKeys,
  type NewStart,
} from './start-store';

/** What set an automation off. */
export interface Happening {
  /** A stable word: with automation and person it is the key of the start. */
  event: string;
  entry: { uid: string; documentId: string } | null;
  /** Of an entry that is gone: its values as they were, as far as they are known. Null: it is there. */
  last: HeldValues | null;
  /** Whom it is about, nobody where none is known; null: the path from the entry is walked. */
  contactIds: number[] | null;
  changeId: number | null;
  /** Of a date: the value that it was reckoned from. */
  basis: string | null;
  /** When it happened, or was due. */
  at: number;
  /** How many of our flows wrote each other's cause before. */
  depth: number;
  /** It was there when the automation was switched on, and somebody asked for it, perhaps not for the first time. */
  isThere?: true;
}

/**
 * What is written with a start, and before it: the row that waited for an answer goes, somebody is in a segment from now on.
 * False: that is done already, and nothing begins.
 */
export type Take = (trx: Knex.Transaction) => Promise<boolean>;

interface Options {
  /** Somebody asked for it: it holds nothing back, and says nothing of what is usual. */
  asked?: boolean;
  take?: Take | undefined;
}

/** Somebody for whom a flow begins. */
interface Person {
  happening: Happening;
  personId: number;
  asked: boolean;
  past: Past;
}

/** People who begin in one transaction, and who are looked at or written down together. */
const AT_ONCE = 50;
const PIECE = 400;

/** Begins flows for people: a transaction for some people of one thing that happened. */
export const createStarting = (strapi: Core.Strapi, asks: Asks) => {
  const { db, clock } = contextOf(strapi);
  const judge = createJudge(strapi, asks);

  const rowOf = (
    { id: automationId }: Plan,
    { event, entry, changeId, basis }: Happening,
    { contactId, ...more }: Pick<NewStart, 'contactId' | 'result' | 'reason' | 'asked' | 'at'>
  ): NewStart => ({
    ...{ automationId, startKey: startKeyOf(automationId, event, contactId ?? 0) },
    ...{ changeId, basis, uid: entry?.uid ?? null, entryDocument: entry?.documentId ?? null },
    ...{ contactId, ...more },
  });

  const skipped = (
    plan: Plan,
    happening: Happening,
    { contactId, reason, asked }: { contactId: number | null; reason: SkipReason; asked: boolean }
  ): NewStart =>
    rowOf(plan, happening, { contactId, result: 'skipped', reason, asked, at: clock.now() });

  /** Follows the path from the entry to its people. Outside of transactions. */
  const whom = async ({ row }: Plan, happening: Happening): Promise<Whom> => {
    const named = namedIn(happening);
    if (named) return named;
    const { entry } = happening;
    const found = entry && (await recordsService(strapi).walkEntry(entry));
    return meantOf(found, row.who ?? undefined);
  };

  /** What was skipped of what is there may begin once the reason is gone: it is judged again each time somebody asks for it. */
  const forgetSkip = async (
    trx: Knex.Transaction,
    { id }: Plan,
    { happening, contactId }: { happening: Happening; contactId: number | null }
  ): Promise<void> => {
    if (happening.isThere) await dropSkipped(trx, startKeyOf(id, happening.event, contactId ?? 0));
  };

  const hindered = (plan: Plan, happening: Happening): SkipReason | null =>
    hindranceOf(plan, happening, clock.now());

  /** Begins the flow. */
  const beginRun = async (
    trx: Knex.Transaction,
    plan: Plan,
    {
      happening,
      contactId,
      accountId,
      asked,
    }: { happening: Happening; contactId: number; accountId: number; asked: boolean }
  ): Promise<void> => {
    const { id: automationId, row } = plan;
    const now = clock.now();
    const started = { contactId, result: 'started', reason: null, asked, at: now } as const;
    const startId = await insertStart(trx, rowOf(plan, happening, started));
    const runId = await botsService(strapi).automated.start(trx, {
      ...{ botId: row.botId, contactId, accountId, depth: happening.depth },
      fact: `automation:${startKeyOf(automationId, happening.event, contactId)}`,
      ...{ flowKey: keyOfStart(startId), chain: chainOf(automationId) },
      ...{ entry: happening.entry, isGone: happening.last !== null },
      staleMs: row.staleMinutes * MINUTE_MS,
    });
    if (runId === null) throw new Error(`the flow ${row.botId} was switched off`);
    await nameRun(trx, startId, runId);
    failPoint('automation-starting');
  };

  /** One person: begins, or writes down why not. A repeat after a crash finds what was done. Answers whether it began. */
  const startOne = async (
    trx: Knex.Transaction,
    plan: Plan,
    { happening, personId, asked, past }: Person
  ): Promise<boolean> => {
    const { id: automationId } = plan;
    const contact = await contactsService(strapi).lock(trx, personId);
    const contactId = contact?.id ?? null;
    await forgetSkip(trx, plan, { happening, contactId });
    const skip = async (reason: SkipReason): Promise<boolean> => {
      await noteStarts(db, trx, [skipped(plan, happening, { contactId, reason, asked })]);
      return false;
    };
    if (!contact) return skip('no-person');
    // What waits for an answer, or was skipped by one, has a row too: a change that comes again begins nothing.
    if (await hasStart(trx, startKeyOf(automationId, happening.event, contact.id))) return false;
    const accountId = await numberFor(trx, plan, contact.id);
    if (accountId === null) return skip('flow-off');
    const now = clock.now();
    const ask = { happening, contact, accountId, now, past };
    const { reason } = await judge.verdict(trx, plan, ask);
    if (reason) return skip(reason);
    await beginRun(trx, plan, { happening, contactId: contact.id, accountId, asked });
    return true;
  };

  /** Is it still switched on, and until the commit? Nothing begins after the one that switches it off. */
  const isOn = async (trx: Knex.Transaction, { id }: Plan): Promise<boolean> =>
    (await lockAutomation(trx, id))?.active === true;

  /** Another process did the same at the same moment: the second time its rows are found. */
  const once = async (work: () => Promise<number>, isAgain = false): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return isAgain ? 0 : once(work, true);
    }
  };

  /** What it has done so far. Of the entry that is asked once, however many people begin because of it. */
  const pastOf = (trx: Knex.Transaction, plan: Plan): Past => {
    const past = writtenPast(strapi, trx, { asks, plan, now: clock.now() });
    let starts: Promise<number> | null = null;
    return {
      ...past,
      startsOf: (starter, except) =>
        starter.entryDocument === null
          ? past.startsOf(starter, except)
          : (starts ??= past.startsOf(starter, except)),
    };
  };

  const startSome = (
    plan: Plan,
    happening: Happening,
    { people, asked, take }: { people: number[]; asked: boolean; take: Take | undefined }
  ): Promise<number> =>
    once(() =>
      db.tx(async (trx) => {
        // Before what is taken: switching it off locks in this order too.
        if (!(await isOn(trx, plan))) return 0;
        if (take && !(await take(trx))) return 0;
        await forgetSkip(trx, plan, { happening, contactId: null });
        const past = pastOf(trx, plan);
        let count = 0;
        for (const personId of people)
          if (await startOne(trx, plan, { happening, personId, asked, past })) count += 1;
        return count;
      })
    );

  /**
   * Does it for all of them, some in each transaction. What is taken goes with the last of them: after a crash it is found again,
   * and so are those for whom it was done.
   */
  const byPieces = async (
    { people, take, size }: { people: readonly number[]; take: Take | undefined; size: number },
    work: (some: number[], take: Take | undefined) => Promise<number>
  ): Promise<number> => {
    // The lowest id first, as others lock contacts.
    const all = pieces(
      [...people].sort((a, b) => a - b),
      size
    );
    let count = 0;
    for (const [i, some] of all.entries())
      count += await work(some, i === all.length - 1 ? take : undefined);
    return count;
  };

  const skipAll = async (
    plan: Plan,
    happening: Happening,
    { reason, asked, take }: { reason: SkipReason; asked: boolean; take: Take | undefined }
  ): Promise<number> => {
    const [only] = happening.contactIds ?? [];
    await db.tx(async (trx) => {
      if (take && !(await take(trx))) return;
      const contactId = only ?? null;
      await forgetSkip(trx, plan, { happening, contactId });
      const row = skipped(plan, happening, { contactId, reason, asked });
      await noteStarts(db, trx, [row]);
    });
    return 0;
  };

  /** Begins the flow for whom it is meant; answers for how many. */
  const begin = async (
    plan: Plan,
    happening: Happening,
    { asked = false, take }: Options = {}
  ): Promise<number> => {
    const found = hindered(plan, happening) ?? (await whom(plan, happening));
    if (typeof found === 'string') return skipAll(plan, happening, { reason: found, asked, take });
    if ('reason' in found) return skipAll(plan, happening, { ...found, asked, take });
    return byPieces({ people: found.people, take, size: AT_ONCE }, (people, taken) =>
      startSome(plan, happening, { people, asked, take: taken })
    );
  };

  /** Writes down that something would have begun for these people, which waits for an answer. Answers for how many. */
  const holdSome = (
    plan: Plan,
    happening: Happening,
    { people, take }: { people: number[]; take: Take | undefined }
  ): Promise<number> => {
    const waits = { result: 'held', reason: null, asked: false, at: happening.at } as const;
    const rows = people.map((contactId) => rowOf(plan, happening, { contactId, ...waits }));
    return db.tx(async (trx) => {
      if (take && !(await take(trx))) return 0;
      if (!(await goOnAsking(trx, plan.id))) return 0;
      await noteStarts(db, trx, rows);
      return people.length;
    });
  };

  /** Those of these people for whom it would begin now, and has not yet; no more are looked for than `most`. */
  const wantedAmong = async (
    plan: Plan,
    happening: Happening,
    { people, most }: { people: readonly number[]; most: number }
  ): Promise<number> => {
    const keyOf = (contactId: number) => startKeyOf(plan.id, happening.event, contactId);
    const begun = await writtenKeys(db.knex, people.map(keyOf));
    const contacts = await contactsService(strapi).byIds(db.knex, people);
    const accountId = plan.accountIds[0] ?? 0;
    let count = 0;
    for (const contact of contacts.values()) {
      if (count >= most) break;
      const ask = { contact, accountId, entry: askedEntry(plan, happening) };
      if (begun.has(keyOf(contact.id))) continue;
      if (await asks.holds(db.knex, plan.row.conditions, ask)) count += 1;
    }
    return count;
  };

  return {
    whom,
    /** Why it begins for nobody, before anybody is looked at; null: it may begin. */
    hindered,
    begin,
    /** Writes down why nothing begins. */
    skip: (plan: Plan, happening: Happening, reason: SkipReason): Promise<number> =>
      skipAll(plan, happening, { reason, asked: false, take: undefined }),
    /**
     * For how many people would it begin now? No more are looked for than `most`. Looks without writing, but for the link of the
     * entry.
     */
    wanted: async (plan: Plan, happening: Happening, most: number): Promise<number> => {
      if (hindered(plan, happening)) return 0;
      const found = await whom(plan, happening);
      let count = 0;
      for (const people of pieces('people' in found ? found.people : [], PIECE)) {
        if (count >= most) break;
        count += await wantedAmong(plan, happening, { people, most: most - count });
      }
      return count;
    },
    /**
     * Writes down that something would have begun, which waits for an answer: each person for themselves, so that as many begin
     * as somebody was asked about, even if the entry names others by then. Answers for how many.
     */
    hold: async (plan: Plan, happening: Happening, take?: Take): Promise<number> => {
      const found = await whom(plan, happening);
      if ('reason' in found) return skipAll(plan, happening, { ...found, asked: false, take });
      return byPieces({ people: found.people, take, size: PIECE }, (people, taken) =>
        holdSome(plan, happening, { people, take: taken })
      );
    },
    /** Why the entry means this person no longer; null: it does, or there is none that could say. */
    whyNotMeant: async (
      plan: Plan,
      happening: Happening,
      contactId: number
    ): Promise<SkipReason | null> => {
      const { entry, last } = happening;
      if (!entry || last) return null;
      if (plan.row.who?.people === 'all') {
        const leads = await recordsService(strapi).walkTo(entry, contactId);
        if (leads === null) return 'entry-gone';
        return leads ? null : 'person-changed';
      }
      const found = await whom(plan, { ...happening, contactIds: null });
      if ('reason' in found) return found.reason;
      return found.people.includes(contactId) ? null : 'person-changed';
    },
  };
};
export type Starting = ReturnType<typeof createStarting>;
