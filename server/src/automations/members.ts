import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contactsService } from '../contacts/public';
import type { TriggerOf } from '../contracts/automations';
import { failPoint } from '../kernel/fail-point';
import { MINUTE_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { beginning, newsOf, pauseAfter, type News } from './domain/members';
import type { Flood } from './flood';
import { happeningOfMember, happeningOfMoment } from './happenings';
import { createMemberPages } from './member-pages';
import {
  addMember,
  dropLook,
  dropMembers,
  forgetMembers,
  isSameLook,
  moveLook,
  postponeLook,
  restartLook,
  segmentLooks,
} from './member-store';
import type { Plan, Plans } from './plans';
import type { Happening, Starting, Take } from './starting';
import { segmentOf } from './segment-people';
import { activeAutomations, endScan } from './store';
import type { SegmentLookRow } from './tables';
import type { Troubles } from './troubles';

/** People forgotten at once. */
const PIECE = 1_000;
/** Looks in which somebody may fail to begin; then it is written down. */
const TRIES = 8;
/** Until a segment that could not be looked at is tried again. */
const AGAIN_MS = MINUTE_MS;

interface MembersDeps {
  plans: Plans;
  starting: Starting;
  flood: Flood;
  troubles: Troubles;
  /** Something began, was skipped or waits. */
  touched: (automationId: number) => void;
}

/** A look as it goes on in one turn. */
interface Turn {
  plan: Plan;
  look: SegmentLookRow;
  news: News | null;
  /** It begins for who is in the segment already, because somebody asked for that. */
  isAsked: boolean;
}

/** It begins for who is in the segment too, as long as nobody edits the segment before. */
const isAskedFor = ({ row }: Plan, { phase, edited }: SegmentLookRow): boolean =>
  phase === 'fill' && !edited && row.scanCursor !== null;

/**
 * Who enters or leaves a segment: its people are compared with those who were in it at the last look, every few minutes and by
 * pieces. A person who is news is written down as in it, or no longer in it, in the transaction that begins the flow: a crash finds
 * them again, and begins nothing twice.
 */
export const createMembers = (
  strapi: Core.Strapi,
  { plans, starting, flood, troubles, touched }: MembersDeps
) => {
  const { db, clock } = contextOf(strapi);
  const { draining } = runtimeService(strapi);
  const search = createMemberPages(strapi);
  /** Of looks that are under way: how long they have worked, and whether somebody could not begin. After a crash: nothing. */
  const worked = new Map<number, number>();
  const failing = new Set<number>();

  const takeOf =
    ({ look, news }: Turn, contactId: number): Take =>
    async (trx) => {
      const { automationId } = look;
      // Who was deleted, or became one with somebody else, is left to the next look.
      const isThere = (await contactsService(strapi).lock(trx, contactId))?.id === contactId;
      if (!(await isSameLook(trx, look))) return false;
      if (news === 'entered') return isThere && addMember(trx, automationId, contactId);
      return (await dropMembers(trx, { automationId, contactIds: [contactId] })) > 0 && isThere;
    };

  /** Each look is another occasion; who was asked for is one, however often. */
  const happeningOf = ({ look, isAsked }: Turn, contactId: number): Happening => {
    const at = clock.now();
    if (isAsked) return happeningOfMember(contactId, at);
    const basis = `segment:${look.startedAt}`;
    return happeningOfMoment({ entry: null, contactId, at, basis });
  };

  /** Who cannot begin is found again by the next look. */
  const passOne = async (turn: Turn, contactId: number): Promise<void> => {
    const { plan, look, isAsked } = turn;
    const [happening, take] = [happeningOf(turn, contactId), takeOf(turn, contactId)];
    try {
      await (isAsked
        ? starting.begin(plan, happening, { asked: true, take })
        : flood.pass(plan, happening, take));
      failPoint('automation-started');
    } catch (error) {
      failing.add(plan.id);
      await troubles.note(plan, error);
      if (look.tries + 1 >= TRIES && (await db.tx(take)))
        await starting.skip(plan, happening, 'failed');
    }
  };

  /** Answers whether all of them have been acted upon. */
  const passAll = async (turn: Turn, people: readonly number[]): Promise<boolean> => {
    const { plan, isAsked } = turn;
    if (people.length === 0) return true;
    touched(plan.id);
    if (!isAsked)
      await flood.watch(
        plan,
        people.map((contactId) => happeningOf(turn, contactId))
      );
    for (const contactId of people) {
      if (draining.aborted) return false;
      await passOne(turn, contactId);
    }
    return true;
  };

  const sayEdited = (
    trx: Knex.Transaction,
    { id, row }: Plan,
    { cameIn, wentOut }: SegmentLookRow
  ): Promise<void> =>
    logsService(strapi).writeIn(trx, {
      area: 'automation',
      level: 'info',
      event: 'automation-segment-edited',
      text: `the segment of automation "${row.name}" was edited: ${cameIn} people entered and ${wentOut} left by that, and nothing starts for them`,
      botId: row.botId,
      details: { automation: row.name, automationId: id, entered: cameIn, left: wentOut },
    });

  const end = async (plan: Plan, look: SegmentLookRow): Promise<void> => {
    const pause = pauseAfter(worked.get(plan.id) ?? 0);
    const tries = failing.has(plan.id) ? look.tries + 1 : 0;
    await db.tx(async (trx) => {
      const next: Partial<SegmentLookRow> = {
        ...{ phase: 'compare', startedAt: 0, peopleCursor: 0, nextAt: clock.now() + pause },
        ...{ edited: false, cameIn: 0, wentOut: 0, tries: tries % TRIES },
      };
      if ((await moveLook(trx, look, next)) === 0 || look.phase !== 'fill') return;
      await endScan(trx, { id: plan.id, activeSince: look.since });
      if (look.edited) await sayEdited(trx, plan, look);
    });
    worked.delete(plan.id);
    failing.delete(plan.id);
  };

  /** The look as it goes on with a segment that asks this; null: another process has brought it further. */
  const begun = async (
    plan: Plan,
    look: SegmentLookRow,
    mark: string
  ): Promise<SegmentLookRow | null> => {
    const change = beginning(look, { mark, isAsked: isAskedFor(plan, look), now: clock.now() });
    if (!change) return look;
    worked.delete(plan.id);
    return (await moveLook(db.knex, look, change)) > 0 ? { ...look, ...change } : null;
  };

  /** Answers whether the look goes on. */
  const goOn = async (
    plan: Plan,
    trigger: TriggerOf<'segment'>,
    before: SegmentLookRow
  ): Promise<boolean> => {
    if (before.phase === 'forget') {
      if ((await forgetMembers(db.knex, plan.id, PIECE)) > 0) return true;
      return (await moveLook(db.knex, before, { phase: 'fill' })) > 0;
    }
    const segment = await segmentOf(strapi, trigger.segmentId);
    const look = await begun(plan, before, segment.mark);
    if (!look) return false;
    const isAsked = isAskedFor(plan, look);
    const turn = { plan, look, isAsked, news: newsOf(look.phase, trigger, isAsked) };
    const began = clock.monotonic();
    const found = await search(look, { choice: segment.choice, news: turn.news });
    if (!(await passAll(turn, found.people))) return false;
    worked.set(plan.id, (worked.get(plan.id) ?? 0) + clock.monotonic() - began);
    const counted = { cameIn: look.cameIn + found.entered, wentOut: look.wentOut + found.left };
    if (!found.isOver)
      return (await moveLook(db.knex, look, { ...counted, peopleCursor: found.upTo })) > 0;
    await end(plan, { ...look, ...counted });
    return false;
  };

  const turnOf = async (plan: Plan, look: SegmentLookRow): Promise<boolean> => {
    const { trigger } = plan;
    if (trigger.kind !== 'segment') return false;
    try {
      return await goOn(plan, trigger, look);
    } catch (error) {
      await troubles.note(plan, error);
      await postponeLook(db.knex, look, clock.now() + AGAIN_MS);
      return false;
    }
  };

  /** Nothing looks at this segment any more: its people are forgotten. Answers whether there are more of them. */
  const forget = async (look: SegmentLookRow): Promise<boolean> => {
    if ((await forgetMembers(db.knex, look.automationId, PIECE)) > 0) return true;
    await dropLook(db.knex, look);
    return false;
  };

  /** A turn for each automation whose time has come; true: there is more. */
  return async (): Promise<boolean> => {
    const on = new Map<number, number>();
    for (const { id, trigger, activeSince } of await activeAutomations(db.knex))
      if (trigger?.kind === 'segment') on.set(id, activeSince ?? 0);
    const known = new Map((await segmentLooks(db.knex)).map((look) => [look.automationId, look]));
    let isMore = false;
    for (const look of known.values())
      if (!on.has(look.automationId) && (await forget(look))) isMore = true;
    const due = new Map<number, SegmentLookRow>();
    for (const [automationId, since] of on) {
      const look = known.get(automationId);
      if (look?.since === since) {
        if (look.nextAt <= clock.now()) due.set(automationId, look);
        continue;
      }
      await restartLook(db, { automationId, since });
      isMore = true;
    }
    if (due.size === 0) return isMore;
    for (const plan of await plans(({ id, activeSince }) => due.get(id)?.since === activeSince)) {
      const look = due.get(plan.id);
      if (look && (await turnOf(plan, look))) isMore = true;
    }
    return isMore;
  };
};
