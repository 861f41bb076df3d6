import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { audienceService } from '../audience/public';
import { contactsService } from '../contacts/public';
import type { TriggerOf } from '../contracts/automations';
import { allOf } from '../contracts/condition-tree';
import { turkishHoliday } from '../contracts/turkish-holidays';
import { DomainError } from '../kernel/errors';
import { failPoint } from '../kernel/fail-point';
import { contextOf } from '../strapi/context';
import type { Asks } from './asks';
import { aboutContacts } from './domain/about-contacts';
import { isStale } from './domain/bounds';
import { isByPerson, nextClockLook, personClock, spreadOf, type NextLook } from './domain/looks';
import { dropDue, goOnWithDue, moveDue, putDue } from './due-store';
import { clockOf } from './dues';
import type { Flood } from './flood';
import { happeningOfMoment } from './happenings';
import type { Plan } from './plans';
import type { Happening, Starting } from './starting';
import type { DueRow } from './tables';

type ClockTrigger = TriggerOf<'clock'>;

/** People of a segment looked at together. */
const PIECE = 200;

export const isHoliday = (day: string): boolean => turkishHoliday(day) !== null;

/** Everybody in the segment of a clock. */
export const choiceOf = ({ segmentId }: Pick<ClockTrigger, 'segmentId'>) => ({
  ...{ kind: 'all' as const, except: [] },
  filter: { segments: { include: [segmentId], exclude: [] } },
});

/** Times of the day, on days of the week and special days: a row for the next one, and for people whose clock is behind. */
export const createClocks = (
  strapi: Core.Strapi,
  { asks, starting, flood }: { asks: Asks; starting: Starting; flood: Flood }
) => {
  const { db, clock } = contextOf(strapi);
  const audience = () => audienceService(strapi);

  const lookAfter = (trigger: ClockTrigger, after: number): NextLook | null =>
    nextClockLook(trigger, { zone: asks.zone(), after, isHoliday });

  /** How many people it is about now: those in the segment for whom the conditions about contacts hold. */
  const countPeople = async ({ row }: Plan, trigger: ClockTrigger): Promise<number> => {
    const choice = choiceOf(trigger);
    const nodes = aboutContacts(row.conditions);
    if (nodes.length === 0) return audience().countChoice(choice);
    const segment = { kind: 'people' as const, not: false, filter: choice.filter };
    try {
      return await audience().countChoice(await audience().ofTree(allOf([segment, ...nodes])));
    } catch (error) {
      // Together they may be more conditions than one statement takes: those of the segment alone are counted then.
      if (!(error instanceof DomainError)) throw error;
      return audience().countChoice(choice);
    }
  };

  /**
   * The next time of the clock is written down, in place of the one that is. What the first clock on earth has shown already
   * may lie ahead for others. `people`: as many as it is about now.
   */
  const arrange = async (
    trx: Knex.Transaction,
    { id: automationId }: Plan,
    { trigger, people }: { trigger: ClockTrigger; people: number }
  ): Promise<void> => {
    const now = clock.now();
    const look = lookAfter(trigger, now - spreadOf(trigger));
    if (!look) return;
    const nobody = { entryDocument: null, contactId: null };
    const { at: dueAt, basis } = look;
    await putDue(db, trx, { automationId, ...nobody, dueAt, basis, addedAt: now, people });
  };

  /**
   * Before anybody of a time begins: are they far more than when somebody last knew their number? The segment may have been
   * edited since. Then each of them waits for an answer. Else their number is the known one from now on.
   */
  const judged = async (plan: Plan, trigger: ClockTrigger, row: DueRow): Promise<DueRow> => {
    if (row.peopleCursor > 0) return row;
    const wanted = await countPeople(plan, trigger);
    const asksFirst = await flood.isMuch(plan, { wanted, known: row.people ?? 0 });
    const change: Partial<DueRow> = { asksFirst, ...(asksFirst ? {} : { people: wanted }) };
    if (asksFirst) await flood.hold(plan, wanted);
    await moveDue(db.knex, row, change);
    return { ...row, ...change };
  };

  /** Begins it, or lets it wait: of a time about far too many people nobody begins because others were allowed. */
  const pass = (plan: Plan, happening: Happening, { asksFirst }: DueRow): Promise<unknown> =>
    asksFirst ? starting.hold(plan, happening) : flood.pass(plan, happening);

  /** Some people of the segment: those whose time has come begin, the others wait for theirs. Answers the last one looked at. */
  const somePeople = async (plan: Plan, trigger: ClockTrigger, row: DueRow) => {
    const basis = row.basis ?? '';
    const look = { at: row.dueAt, basis };
    const at = { after: row.peopleCursor, limit: PIECE };
    const ids = await audience().pieceOf(choiceOf(trigger), at);
    const now = clock.now();
    for (const contact of (await contactsService(strapi).byIds(db.knex, ids)).values()) {
      const person = clockOf(trigger, contact, asks.zone());
      const due = isByPerson(trigger) ? personClock(trigger, look, person) : row.dueAt;
      if (due < row.addedAt) continue;
      const { automationId, addedAt, asksFirst } = row;
      const contactId = contact.id;
      const own = { automationId, entryDocument: null, contactId, basis, addedAt, asksFirst };
      if (due > now) await db.tx((trx) => putDue(db, trx, { ...own, dueAt: due }));
      else await pass(plan, happeningOfMoment({ entry: null, basis, contactId, at: due }), row);
    }
    failPoint('automation-due');
    return { last: ids.at(-1) ?? row.peopleCursor, isOver: ids.length < PIECE };
  };

  const next = async (trigger: ClockTrigger, row: DueRow): Promise<unknown> => {
    const look = lookAfter(trigger, row.dueAt);
    if (!look) return dropDue(db.knex, row);
    const { at: dueAt, basis } = look;
    const addedAt = Math.max(row.addedAt, row.dueAt);
    const change = { dueAt, basis, peopleCursor: 0, addedAt, asksFirst: false };
    return goOnWithDue(db.knex, row, change);
  };

  /**
   * A time of the clock has come: some people of the segment have their turn, and others that wait have theirs in between.
   * After a standstill nobody gets what was meant for days before. True: it goes on.
   */
  const ofPeople = async (plan: Plan, trigger: ClockTrigger, row: DueRow): Promise<boolean> => {
    if (isStale(row.dueAt + spreadOf(trigger), plan.row.staleMinutes, clock.now())) {
      const basis = row.basis ?? '';
      const nobody = happeningOfMoment({ entry: null, basis, contactId: null, at: row.dueAt });
      await starting.skip(plan, nobody, 'stale');
      await next(trigger, row);
      return true;
    }
    const { last, isOver } = await somePeople(plan, trigger, await judged(plan, trigger, row));
    if (isOver) await next(trigger, row);
    else await goOnWithDue(db.knex, row, { peopleCursor: last });
    return !isOver;
  };

  /** The time of one person has come, who may have left the segment since. */
  const ofPerson = async (plan: Plan, trigger: ClockTrigger, row: DueRow): Promise<void> => {
    const contactId = row.contactId ?? 0;
    const basis = row.basis ?? '';
    const contact = (await contactsService(strapi).byIds(db.knex, [contactId])).get(contactId);
    if (!contact) return void (await dropDue(db.knex, row));
    const { filter } = choiceOf(trigger);
    const tree = allOf([{ kind: 'people' as const, not: false, filter }]);
    const accountId = plan.accountIds[0] ?? 0;
    const isIn = await asks.holds(db.knex, tree, { contact, accountId, entry: null });
    const happening = happeningOfMoment({ entry: null, basis, contactId, at: row.dueAt });
    if (isIn) await pass(plan, happening, row);
    else await starting.skip(plan, happening, 'conditions');
    failPoint('automation-due');
    await dropDue(db.knex, row);
  };

  return {
    countPeople,
    arrange,
    /** True: more people of the same time wait for their turn. */
    come: async (plan: Plan, trigger: ClockTrigger, row: DueRow): Promise<boolean> => {
      if (row.contactId === null) return ofPeople(plan, trigger, row);
      await ofPerson(plan, trigger, row);
      return false;
    },
    /** This time of it could not be. The clock comes again at its next time. */
    leave: (trigger: ClockTrigger, row: DueRow): Promise<unknown> =>
      row.contactId === null ? next(trigger, row) : dropDue(db.knex, row),
  };
};
export type Clocks = ReturnType<typeof createClocks>;
