import type { Knex } from 'knex';
import { zoneOf } from '../consent/public';
import type { ContactRow } from '../contacts/public';
import type { Clock } from '../kernel/clock';
import { isoOf } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { stepsOf } from './run-store';
import { OPEN, runStepTable, runTable } from './tables';

/**
 * For `contactsService.removeEffects`. The runs stay, as the counts of bots are made of them; what they say of the person
 * goes, and those that are open end. They do first: a worker that has read an answer then finds the run no more its own, and
 * writes nothing of it.
 */
export const forgetRunsOf =
  (clock: Clock) =>
  async (trx: Knex.Transaction, contactIds: readonly number[]): Promise<void> => {
    const runs = () => trx(runTable.table).whereIn('contact_id', contactIds);
    const ended = { state: 'stopped', reason: 'conversation-gone', ended_at: clock.now() };
    await runs()
      .whereIn('state', [...OPEN])
      .update({ ...ended, owner: null });
    await trx(runStepTable.table).whereIn('run_id', runs().select('id')).delete();
    await runs().update({
      ...{ log: null, variables: null, last_error: null },
      ...{ answer_id: null, message_id: null, began_by_id: null },
    });
  };

/** For the export of a person: what bots and flows asked, heard and did. */
export const runsOfPerson = async (sql: Sql, contactId: number) => {
  const raw = await sql(runTable.table)
    .where({ contact_id: contactId })
    .orderBy('id')
    .select<Record<string, unknown>[]>();
  const rows = raw.map((one) => readRow(runTable, one));
  const steps = await stepsOf(sql, rows);
  return rows.map((row) => ({
    bot: row.botName,
    trigger: row.trigger,
    state: row.state,
    startedAt: isoOf(row.startedAt),
    endedAt: isoOf(row.endedAt),
    answers: row.variables ?? {},
    steps: (steps.get(row.id) ?? []).map(({ kind, ok, subject }) => ({ kind, ok, subject })),
  }));
};

/** The zone by which a flow reckons the person's hours and days. */
export const personZone = ({ timezone, country }: ContactRow): string =>
  zoneOf({ timezone, country }) ?? 'UTC';
