import type { Core } from '@strapi/strapi';
import { backoffMs } from '../kernel/backoff';
import { failPoint } from '../kernel/fail-point';
import { DAY_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { dueChanges, finishChanges, postponeChange } from './change-store';
import { matches, movesTime } from './domain/transition';
import type { Dues } from './dues';
import type { Flood } from './flood';
import { happeningOfChange, transitionOf } from './happenings';
import type { Plan, Plans } from './plans';
import type { Starting } from './starting';
import type { ChangeRow } from './tables';
import type { Troubles } from './troubles';

/** Changes looked at together: enough to see a flood before anything of it begins. */
const AT_ONCE = 300;
const TRIES = 8;
const AGAIN = { baseMs: 1_000, maxMs: DAY_MS / 24 };

interface ChangesDeps {
  plans: Plans;
  starting: Starting;
  flood: Flood;
  dues: Dues;
  troubles: Troubles;
  /** Something began, was skipped or waits. */
  touched: (automationId: number) => void;
}

/** Does it concern the automation, and was that switched on when it happened? */
const concerns = ({ row }: Plan, { uid, at }: ChangeRow): boolean =>
  row.uid === uid && at >= (row.activeSince ?? Infinity);

/**
 * What became of entries, in their order: each change sets off the automations that it fits, or moves their moments. Each of
 * them is a transaction of its own, which a repeat finds done; the change is done when all are.
 */
export const createChanges = (
  strapi: Core.Strapi,
  { plans, starting, flood, dues, troubles, touched }: ChangesDeps
) => {
  const { db, clock, random } = contextOf(strapi);

  const fitting = (plan: Plan, changes: readonly ChangeRow[]): ChangeRow[] =>
    changes.filter(
      (change) => concerns(plan, change) && matches(plan.trigger, transitionOf(change))
    );

  const look = async (plan: Plan, change: ChangeRow): Promise<void> => {
    if (!concerns(plan, change)) return;
    const transition = transitionOf(change);
    if (movesTime(plan.trigger, transition)) await dues.follow(plan, change);
    if (!matches(plan.trigger, transition)) return;
    await flood.pass(plan, happeningOfChange(change));
    failPoint('automation-started');
    touched(plan.id);
  };

  /** Looks for floods before anything begins. Answers those of which nobody can say whether it is one. */
  const watchAll = async (
    all: readonly Plan[],
    changes: readonly ChangeRow[]
  ): Promise<ReadonlySet<Plan>> => {
    const unknown = new Set<Plan>();
    for (const plan of all) {
      try {
        await flood.watch(plan, fitting(plan, changes).map(happeningOfChange));
      } catch (error) {
        unknown.add(plan);
        await troubles.note(plan, error);
      }
    }
    return unknown;
  };

  /** Answers those that could not do what they do about it; `unknown` begin nothing now. */
  const lookAll = async (
    { all, unknown }: { all: readonly Plan[]; unknown: ReadonlySet<Plan> },
    change: ChangeRow
  ): Promise<Plan[]> => {
    const failed: Plan[] = [];
    for (const plan of all) {
      if (unknown.has(plan) && fitting(plan, [change]).length > 0) {
        failed.push(plan);
        continue;
      }
      try {
        await look(plan, change);
      } catch (error) {
        failed.push(plan);
        await troubles.note(plan, error);
      }
    }
    return failed;
  };

  /** A change that fails for a reason of ours is tried again, later and later; at last it is written down as failed. */
  const again = async (change: ChangeRow, failed: readonly Plan[]): Promise<void> => {
    const tries = change.tries + 1;
    if (tries < TRIES) {
      const nextAt = clock.now() + backoffMs(tries, AGAIN, random);
      return postponeChange(db.knex, change, nextAt);
    }
    for (const plan of failed)
      if (matches(plan.trigger, transitionOf(change)))
        await starting.skip(plan, happeningOfChange(change), 'failed');
    await finishChanges(db.knex, [change.id], clock.now());
  };

  /** True: there may be more. */
  return async (): Promise<boolean> => {
    const changes = await dueChanges(db.knex, { now: clock.now(), most: AT_ONCE });
    if (changes.length === 0) return false;
    const uids = new Set(changes.map(({ uid }) => uid));
    const all = await plans(({ uid }) => uid !== null && uids.has(uid));
    const unknown = await watchAll(all, changes);
    const done: number[] = [];
    for (const change of changes) {
      const failed = await lookAll({ all, unknown }, change);
      if (failed.length === 0) done.push(change.id);
      else await again(change, failed);
    }
    await finishChanges(db.knex, done, clock.now());
    return changes.length === AT_ONCE;
  };
};
