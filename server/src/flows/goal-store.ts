import { pieces, type Sql } from '../strapi/db';
import { goalKeysOf } from './domain/wait-event';
import type { GoalFact } from './public';
import { runTable } from './tables';

const RUNS = runTable.table;
/** People asked about at once. */
const PIECE = 500;

/** Facts that reach the same goals, with whom they are about. */
const gathered = (facts: readonly GoalFact[]) => {
  const groups = new Map<string, { keys: string[]; at: number; contactIds: number[] }>();
  for (const { contactId, at, ...happened } of facts) {
    const name = JSON.stringify([happened.event, happened.value, at]);
    const group = groups.get(name) ?? { keys: goalKeysOf(happened), at, contactIds: [] };
    group.contactIds.push(contactId);
    groups.set(name, group);
  }
  return groups.values();
};

/**
 * Those of these facts whose person has a run that waits for such a goal: of each person the runs whose days are not over,
 * never those of all people who have this goal. Thousands of entries may be followed at once, and hardly any flow asks for them.
 */
const awaited = async (sql: Sql, facts: readonly GoalFact[]): Promise<GoalFact[]> => {
  const found: GoalFact[] = [];
  for (const piece of pieces(facts, PIECE)) {
    const rows = await sql(RUNS)
      .whereIn('contact_id', [...new Set(piece.map(({ contactId }) => contactId))])
      .whereIn('goal_key', [...new Set(piece.flatMap((fact) => goalKeysOf(fact)))])
      .whereNull('goal_at')
      .where('goal_until', '>=', Math.min(...piece.map(({ at }) => at)))
      .distinct<{ contact_id: unknown }[]>('contact_id');
    const people = new Set(rows.map(({ contact_id: id }) => Number(id)));
    found.push(...piece.filter(({ contactId }) => people.has(contactId)));
  }
  return found;
};

/** Marks the runs of these people that reach their goal by it: each once, whether it is over or not. */
export const reachGoals = async (sql: Sql, facts: readonly GoalFact[]): Promise<void> => {
  for (const { keys, at, contactIds } of gathered(await awaited(sql, facts)))
    for (const piece of pieces(contactIds, PIECE))
      await sql(RUNS)
        .whereIn('goal_key', keys)
        .whereIn('contact_id', piece)
        .whereNull('goal_at')
        .where('started_at', '<=', at)
        .where('goal_until', '>=', at)
        .update({ goal_at: at });
};

/** Has this person a run whose goal may still be reached by something that happens? */
export const awaitsGoal = async (sql: Sql, contactId: number, now: number): Promise<boolean> =>
  (await sql(RUNS)
    .where({ contact_id: contactId })
    .whereNotNull('goal_key')
    .whereNull('goal_at')
    .where('goal_until', '>=', now)
    .first<unknown>('id')) !== undefined;
