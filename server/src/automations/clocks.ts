import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { audienceService } from '../audience/public';
import { contactsService } from '../contacts/public';
import type { TriggerOf } from '../contracts/automations';
import { allOf } from '../contracts/condition-tree';
import { turkishHoliday } from '../contracts/turkish-holidays';
import { failPoint } from '../kernel/fail-point';
import { contextOf } from '../strapi/context';
import type { Asks } from './asks';
import { isStale } from './domain/bounds';
import { isByPerson, nextClockLook, personClock, spreadOf, type NextLook } from './domain/looks';
import { dropDue, goOnWithDue, putDue } from './due-store';
import { clockOf } from './dues';
import { happeningOfMoment } from './happenings';
import type { Plan } from './plans';
import type { Starting } from './starting';
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
  { asks, starting }: { asks: Asks; starting: Starting }
) => {
  const { db, clock } = contextOf(strapi);

  const lookAfter = (trigger: ClockTrigger, after: number): NextLook | null =>
    nextClockLook(trigger, { zone: asks.zone(), after, isHoliday });

  /**
   * The next time of the clock is written down, in place of the one that is. What the first clock on earth has shown already
   * may lie ahead for others.
   */
  const arrange = async (
    trx: Knex.Transaction,
    automationId: number,
    trigger: ClockTrigger
  ): Promise<void> => {
    const now = clock.now();
    const look = lookAfter(trigger, now - spreadOf(trigger));
    if (!look) return;
    const nobody = { entryDocument: null, contactId: null };
    const { at: dueAt, basis } = look;
    await putDue(db, trx, { automationId, ...nobody, dueAt, basis, addedAt: now });
  };

  /** Some people of the segment: those whose time has come begin, the others wait for theirs. Answers the last one looked at. */
  const somePeople = async (plan: Plan, trigger: ClockTrigger, row: DueRow) => {
    const basis = row.basis ?? '';
    const look = { at: row.dueAt, basis };
    const at = { after: row.peopleCursor, limit: PIECE };
    const ids = await audienceService(strapi).pieceOf(choiceOf(trigger), at);
    const now = clock.now();
    for (const contact of (await contactsService(strapi).byIds(db.knex, ids)).values()) {
      const person = clockOf(trigger, contact, asks.zone());
      const due = isByPerson(trigger) ? personClock(trigger, look, person) : row.dueAt;
      if (due < row.addedAt) continue;
      const { automationId, addedAt } = row;
      const own = { automationId, entryDocument: null, contactId: contact.id, basis, addedAt };
      if (due > now) await db.tx((trx) => putDue(db, trx, { ...own, dueAt: due }));
      else
        await starting.begin(
          plan,
          happeningOfMoment({ entry: null, basis, contactId: contact.id, at: due })
        );
    }
    failPoint('automation-due');
    return { last: ids.at(-1) ?? row.peopleCursor, isOver: ids.length < PIECE };
  };

  const next = async (trigger: ClockTrigger, row: DueRow): Promise<unknown> => {
    const look = lookAfter(trigger, row.dueAt);
    if (!look) return dropDue(db.knex, row);
    const { at: dueAt, basis } = look;
    const addedAt = Math.max(row.addedAt, row.dueAt);
    const change = { dueAt, basis, peopleCursor: 0, addedAt };
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
    const { last, isOver } = await somePeople(plan, trigger, row);
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
    if (isIn) await starting.begin(plan, happening);
    else await starting.skip(plan, happening, 'conditions');
    failPoint('automation-due');
    await dropDue(db.knex, row);
  };

  return {
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
