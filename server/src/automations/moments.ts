import type { Core } from '@strapi/strapi';
import { backoffMs } from '../kernel/backoff';
import { HOUR_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import type { Clocks } from './clocks';
import { comeDues, dropDue, moveDue } from './due-store';
import type { Dues } from './dues';
import type { Flood } from './flood';
import { happeningOfMoment } from './happenings';
import type { Plan, Plans } from './plans';
import type { Starting } from './starting';
import type { DueRow } from './tables';
import type { Troubles } from './troubles';

/** Moments looked at together: enough to see a flood before anything of it begins. */
const AT_ONCE = 300;
const TRIES = 8;
const AGAIN = { baseMs: 1_000, maxMs: HOUR_MS };

interface MomentsDeps {
  plans: Plans;
  dues: Dues;
  clocks: Clocks;
  flood: Flood;
  starting: Starting;
  troubles: Troubles;
  touched: (automationId: number) => void;
}

/** Moments that have come, the longest due first. Each is looked at once more; a repeat after a crash finds what was done. */
export const createMoments = (
  strapi: Core.Strapi,
  { plans, dues, clocks, flood, starting, troubles, touched }: MomentsDeps
) => {
  const { db, clock, random } = contextOf(strapi);

  const happeningOf = ({ row: { uid } }: Plan, row: DueRow) => {
    const { entryDocument: documentId, contactId, dueAt: at } = row;
    const entry = uid !== null && documentId !== null ? { uid, documentId } : null;
    return happeningOfMoment({ entry, basis: row.basis ?? '', contactId, at });
  };

  /** Answers whether it goes on at once. */
  const come = async (plan: Plan, row: DueRow): Promise<boolean> => {
    const { trigger } = plan;
    const goesOn = trigger.kind === 'clock' && (await clocks.come(plan, trigger, row));
    if (trigger.kind !== 'clock') await dues.come(plan, row);
    touched(plan.id);
    return goesOn;
  };

  /** It is tried again later and later; at last it is written down as failed. */
  const failed = async (plan: Plan, row: DueRow, error: unknown): Promise<void> => {
    const { trigger } = plan;
    await troubles.note(plan, error);
    const tries = row.tries + 1;
    if (tries >= TRIES) {
      await starting.skip(plan, happeningOf(plan, row), 'failed');
      await (trigger.kind === 'clock' ? clocks.leave(trigger, row) : dropDue(db.knex, row));
      return;
    }
    const nextAt = clock.now() + backoffMs(tries, AGAIN, random);
    await moveDue(db.knex, row, { tries, nextAt });
  };

  const turn = async (plan: Plan, row: DueRow): Promise<boolean> => {
    try {
      return await come(plan, row);
    } catch (error) {
      await failed(plan, row, error);
      return false;
    }
  };

  /** Looks for a flood before anything begins. */
  const watch = (plan: Plan, rows: readonly DueRow[]): Promise<void> => {
    const own = rows.filter(
      (row) => row.automationId === plan.id && dues.startsBy(plan.trigger, row)
    );
    return flood.watch(
      plan,
      own.map((row) => happeningOf(plan, row))
    );
  };

  /** True: there may be more. */
  return async (): Promise<boolean> => {
    const rows = await comeDues(db.knex, clock.now(), AT_ONCE);
    if (rows.length === 0) return false;
    const ids = new Set(rows.map(({ automationId }) => automationId));
    const all = new Map((await plans(({ id }) => ids.has(id))).map((plan) => [plan.id, plan]));
    const unknown = new Map<number, unknown>();
    for (const plan of all.values())
      await watch(plan, rows).catch((error: unknown) => void unknown.set(plan.id, error));
    let isMore = rows.length === AT_ONCE;
    for (const row of rows) {
      const plan = all.get(row.automationId);
      if (!plan) await dropDue(db.knex, row);
      // Nobody can say whether it is a flood: nothing begins now.
      else if (unknown.has(plan.id)) await failed(plan, row, unknown.get(plan.id));
      else if (await turn(plan, row)) isMore = true;
    }
    return isMore;
  };
};
