import type { Core } from '@strapi/strapi';
import { EXISTING_COUNTED, type HeldChanges } from '../contracts/automation-desk';
import { encodeCursor, LARGEST_ID, momentIn } from '../kernel/cursor';
import { MINUTE_MS } from '../kernel/time';
import { turnOfTheLoop } from '../kernel/turn';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import type { Moment } from '../strapi/keyset';
import { heldChanges } from './change-store';
import { matches } from './domain/transition';
import type { Flood } from './flood';
import { happeningOfChange, transitionOf } from './happenings';
import type { Plan } from './plans';
import type { Starting } from './starting';
import { moveHeldChanges } from './store';
import type { AutomationRow, ChangeRow } from './tables';
import type { Troubles } from './troubles';

/** Changes looked at together: enough to see a flood before anything of it begins. */
const AT_ONCE = 300;
/** Changes looked at for a count. */
const LOOKED = 5 * EXISTING_COUNTED;
/** Tries of a page in which some changes fail for a reason of ours. */
const TRIES = 8;

const cursorOf = ({ at, id }: Moment): string => encodeCursor([at, id]);
const momentOf = (cursor: string | null): Moment | null =>
  cursor === null ? null : momentIn(cursor, 'upTo');

/** Those of them that set the automation off. */
const fitting = ({ trigger }: Pick<AutomationRow, 'trigger'>, changes: readonly ChangeRow[]) =>
  trigger ? changes.filter((change) => matches(trigger, transitionOf(change))) : [];

/** A page of those that may concern it, behind a change. */
const pageOf = async (
  sql: Sql,
  { uid, active, activeSince }: AutomationRow,
  { since, ...range }: { since: number; behind: Moment | null; upTo: Moment | null }
): Promise<ChangeRow[]> => {
  if (!active || uid === null || activeSince === null) return [];
  const from = Math.max(since, activeSince);
  return heldChanges(sql, { uid, since: from, ...range, most: AT_ONCE });
};

interface Found {
  changes: number;
  first: ChangeRow | null;
  last: ChangeRow | null;
  isMore: boolean;
}

/** Changes that were made in bulk or outside of Strapi: an automation starts for them only where somebody asks for it. */
export const createHeldChanges = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  /** No more are counted than somebody may ask for at once: the others are asked for after them. */
  const find = async (row: AutomationRow, upTo: Moment | null): Promise<Found> => {
    const found: Found = { changes: 0, first: null, last: null, isMore: false };
    // What is too late begins nothing any more.
    const since = clock.now() - row.staleMinutes * MINUTE_MS;
    let behind = momentOf(row.bulkUpTo ?? row.bulkCursor);
    for (let looked = 0; looked < LOOKED; looked += AT_ONCE) {
      const page = await pageOf(db.knex, row, { since, behind, upTo });
      for (const change of fitting(row, page)) {
        if (found.changes === EXISTING_COUNTED) return { ...found, isMore: true };
        found.changes += 1;
        found.first ??= change;
        found.last = change;
      }
      behind = page.at(-1) ?? behind;
      if (page.length < AT_ONCE) return found;
      await turnOfTheLoop();
    }
    return { ...found, isMore: true };
  };

  return {
    count: async (row: AutomationRow): Promise<HeldChanges> => {
      const { changes, last, isMore } = await find(row, null);
      return { changes, upTo: last && cursorOf(last), isMore };
    },
    /** Those up to one of them, and what is to be written so that it starts for them. Throws `invalid` for what is no place. */
    upTo: async (
      row: AutomationRow,
      upTo: string
    ): Promise<{ changes: number; start: Partial<AutomationRow> }> => {
      const { changes, first } = await find(row, momentOf(upTo));
      const come = momentOf(row.bulkCursor)?.at ?? 0;
      // What came before the first of them was too late when their number was shown.
      const isBefore = first !== null && row.bulkUpTo === null && come < first.at - 1;
      const bulkCursor = isBefore ? cursorOf({ at: first.at - 1, id: LARGEST_ID }) : row.bulkCursor;
      return { changes, start: { bulkCursor, bulkUpTo: upTo } };
    },
  };
};

interface StartDeps {
  starting: Starting;
  flood: Flood;
  troubles: Troubles;
}

/** Starts automations, by pages, for changes that were held back and that somebody asked for. */
export const createChangeStarts = (
  strapi: Core.Strapi,
  { starting, flood, troubles }: StartDeps
) => {
  const { db } = contextOf(strapi);
  const tries = new Map<number, number>();

  /** Answers whether it is done with: it began, waits for an answer, or was skipped. */
  const startOne = async (plan: Plan, change: ChangeRow, isLast: boolean): Promise<boolean> => {
    const happening = happeningOfChange(change);
    try {
      await flood.pass(plan, happening);
      return true;
    } catch (error) {
      await troubles.note(plan, error);
      if (isLast) await starting.skip(plan, happening, 'failed');
      return isLast;
    }
  };

  /** A page that failed in part is looked at again by the timer: what is done already is found, and holds up nothing. */
  const startAll = async (plan: Plan, changes: readonly ChangeRow[]): Promise<boolean> => {
    const count = (tries.get(plan.id) ?? 0) + 1;
    let isDone = true;
    for (const change of changes)
      if (!(await startOne(plan, change, count >= TRIES))) isDone = false;
    if (isDone) tries.delete(plan.id);
    else tries.set(plan.id, count);
    return isDone;
  };

  /** One page of this automation; true: there may be more. */
  return async (plan: Plan): Promise<boolean> => {
    const { row } = plan;
    const { bulkCursor, bulkUpTo } = row;
    if (bulkUpTo === null) return false;
    const range = { behind: momentOf(bulkCursor), upTo: momentOf(bulkUpTo) };
    const page = await pageOf(db.knex, row, { since: 0, ...range });
    const changes = fitting(plan, page);
    await flood.watch(plan, changes.map(happeningOfChange));
    if (!(await startAll(plan, changes))) return false;
    const last = page.at(-1);
    const isMore = last !== undefined && page.length === AT_ONCE;
    const next = isMore
      ? { bulkCursor: cursorOf(last), bulkUpTo }
      : { bulkCursor: bulkUpTo, bulkUpTo: null };
    const moved = await moveHeldChanges(db.knex, row, next);
    // Somebody has asked for more of them since.
    return isMore || moved === 0;
  };
};
