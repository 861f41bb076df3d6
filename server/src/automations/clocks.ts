import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { audienceService } from '../audience/public';
import { contactsService } from '../contacts/public';
import type { TriggerOf } from '../contracts/automations';
import { allOf } from '../contracts/condition-tree';
import { turkishHoliday } from '../contracts/turkish-holidays';
import { failPoint } from '../kernel/fail-point';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import type { Asks } from './asks';
import { isStale } from './domain/bounds';
import { isByPerson, nextClockLook, personClock, type NextLook } from './domain/looks';
import { dropDue, moveDue, putDue } from './due-store';
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
  const { draining } = runtimeService(strapi);

  const lookAfter = (trigger: ClockTrigger, after: number): NextLook | null =>
    nextClockLook(trigger, { zone: asks.zone(), after, isHoliday });

  /** The next time of the clock is written down, in place of the one that is. */
  const arrange = async (
    trx: Knex.Transaction,
    automationId: number,
    trigger: ClockTrigger
  ): Promise<void> => {
    const now = clock.now();
    const look = lookAfter(trigger, now);
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
    return moveDue(db.knex, row, { dueAt, basis, peopleCursor: 0, addedAt: row.dueAt });
  };

  /** A time of the clock has come. After a standstill nobody gets what was meant for days before. */
  const ofPeople = async (plan: Plan, trigger: ClockTrigger, row: DueRow): Promise<unknown> => {
    if (!isByPerson(trigger) && isStale(row.dueAt, plan.row.staleMinutes, clock.now())) {
      const basis = row.basis ?? '';
      const nobody = happeningOfMoment({ entry: null, basis, contactId: null, at: row.dueAt });
      await starting.skip(plan, nobody, 'stale');
      return next(trigger, row);
    }
    let now = row;
    while (!draining.aborted) {
      const { last, isOver } = await somePeople(plan, trigger, now);
      if (isOver) return next(trigger, now);
      await moveDue(db.knex, now, { peopleCursor: last });
      now = { ...now, peopleCursor: last };
    }
    return now;
  };

  /** The time of one person has come, who may have left the segment since. */
  const ofPerson = async (plan: Plan, trigger: ClockTrigger, row: DueRow): Promise<unknown> => {
    const contactId = row.contactId ?? 0;
    const basis = row.basis ?? '';
    const contact = (await contactsService(strapi).byIds(db.knex, [contactId])).get(contactId);
    if (!contact) return dropDue(db.knex, row);
    const { filter } = choiceOf(trigger);
    const tree = allOf([{ kind: 'people' as const, not: false, filter }]);
    const accountId = plan.accountIds[0] ?? 0;
    const isIn = await asks.holds(db.knex, tree, { contact, accountId, entry: null });
    const happening = happeningOfMoment({ entry: null, basis, contactId, at: row.dueAt });
    if (isIn) await starting.begin(plan, happening);
    else await starting.skip(plan, happening, 'conditions');
    failPoint('automation-due');
    return dropDue(db.knex, row);
  };

  return {
    arrange,
    come: (plan: Plan, trigger: ClockTrigger, row: DueRow): Promise<unknown> =>
      row.contactId === null ? ofPeople(plan, trigger, row) : ofPerson(plan, trigger, row),
  };
};
export type Clocks = ReturnType<typeof createClocks>;
