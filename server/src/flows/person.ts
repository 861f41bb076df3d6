import type { Knex } from 'knex';
import type { Clock } from '../kernel/clock';
import { isoOf } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { countOf, type Keeping } from '../strapi/keeping';
import { namedValues } from './domain/entries';
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
      ...{ variables: null, heard: null, last_error: null, unseen: false },
      ...{ answer_id: null, message_id: null, began_by_id: null },
    });
  };

/** Steps whose subject may hold what a person answered, or tells it: only who reads the conversation sees it. */
export const SPEAKING_OF_PEOPLE: ReadonlySet<string> = new Set([
  ...['choice', 'branch', 'note', 'task'],
]);

/** Runs cleared at once. */
const PIECE = 500;

const speakingSteps = (sql: Sql): Knex.QueryBuilder =>
  sql(`${runStepTable.table} as s`)
    .whereIn('s.kind', [...SPEAKING_OF_PEOPLE])
    .whereNotNull('s.subject');

/** Runs that ended before the instant and still name what a person answered. */
const answeredBefore = (sql: Sql, before: number): Knex.QueryBuilder =>
  sql(`${runTable.table} as r`)
    .where('r.ended_at', '<', before)
    .where(
      (q) =>
        void q
          .whereNotNull('r.variables')
          .orWhereExists(speakingSteps(sql).whereRaw('s.run_id = r.id').select('s.id'))
    );

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
    answers: Object.fromEntries(namedValues(row.variables)),
    steps: (steps.get(row.id) ?? []).map(({ kind, ok, subject }) => ({ kind, ok, subject })),
  }));
};

/**
 * What people answered is kept as long as their messages: of a run that ended before, the values and what its steps
 * name go. The run stays as long as Logs.
 */
export const answerKeeping: Keeping = {
  count: (sql, before) => countOf(answeredBefore(sql, before)),
  purge: async (trx, before) => {
    const ids = await answeredBefore(trx, before).limit(PIECE).pluck<number[]>('r.id');
    if (ids.length === 0) return 0;
    await trx(runStepTable.table)
      .whereIn('run_id', ids)
      .whereIn('kind', [...SPEAKING_OF_PEOPLE])
      .update({ subject: null });
    return trx(runTable.table).whereIn('id', ids).update({ variables: null });
  },
};
