import type { Knex } from 'knex';
import type { AutomationView, FloodAnswer, FloodBody } from '../contracts/automation-desk';
import { DomainError, notFound } from '../kernel/errors';
import type { Sql } from '../strapi/db';
import { heldOf, heldSince, skipHeld } from './start-store';
import { lockAutomation, updateAutomation } from './store';
import type { AutomationRow } from './tables';

const notHeld = (): DomainError =>
  new DomainError('not-held', 'This automation is not waiting for a decision.', {
    status: 409,
    remedy: 'Reload the page.',
  });

/** What an automation asks about; what was allowed before only waits for its turn. Null: it asks nothing. */
export const asksOf = async (sql: Sql, row: AutomationRow): Promise<AutomationView['asks']> => {
  if (!row.active || row.heldReason !== 'flood') return null;
  const range = { automationId: row.id, after: row.floodUpTo ?? 0 };
  const { last: upTo, count: starts } = await heldOf(sql, range);
  return { starts, upTo, since: await heldSince(sql, range) };
};

/**
 * The starts that somebody saw are skipped at once, or begin in their turn. The automation goes on asking about those that came
 * since. Throws `not-found`, and `not-held` where it asks about none of them.
 */
export const answerFlood = async (
  trx: Knex.Transaction,
  id: number,
  { answer, upTo }: FloodBody
): Promise<{ row: AutomationRow; answer: FloodAnswer; count: number }> => {
  const row = await lockAutomation(trx, id);
  if (!row) throw notFound('the automation');
  // Those up to here were allowed before, and no later answer takes that back.
  const after = row.floodUpTo ?? 0;
  const seen = { automationId: id, after, upTo };
  const { last, count } = await heldOf(trx, seen);
  const later = await heldOf(trx, { automationId: id, after: Math.max(after, upTo) });
  const isAnswered = count === 0 && later.count > 0;
  if (row.heldReason !== 'flood' || isAnswered) throw notHeld();
  if (answer === 'drop') await skipHeld(trx, seen);
  const allowed: Partial<AutomationRow> =
    answer === 'start' && count > 0 ? { floodAnswer: answer, floodUpTo: last } : {};
  await updateAutomation(trx, id, { heldReason: later.count > 0 ? 'flood' : null, ...allowed });
  return { row, answer, count };
};
