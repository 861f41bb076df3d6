import type { Knex } from 'knex';
import type { StepResult } from '../contracts/bots';
import { conversationTable, messageTable } from '../conversations/public';
import { affectedRows } from '../strapi/batch';
import { insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
import { pageByMoment, readBy } from '../strapi/keyset';
import { readRow, writeRow } from '../strapi/table';
import { MOVED, RESUMED } from './domain/resumable';
import { OPEN, runFactTable, runStepTable, runTable, type RunRow, type RunStepRow } from './tables';

const RUNS = runTable.table;
const STEPS = runStepTable.table;
const FACTS = runFactTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): RunRow => readRow(runTable, raw);

/** Triggers, as runs keep them, that ask whether a conversation begins. */
const BEGINNINGS = ['event:opened', 'event:reopened'] as const;

/** Makes the run unless this fact has one already (I12). Answers its id. `lasting`: the fact is known after the run is cleared away. */
export const insertRun = async (
  db: Db,
  sql: Sql,
  { lasting, ...row }: Omit<RunRow, 'id'> & { lasting: boolean }
): Promise<{ id: number; isNew: boolean }> => {
  const key = { fact_key: row.factKey };
  const byKey = () => sql(RUNS).where(key).first<{ id: unknown } | undefined>('id');
  const fact = () => sql(FACTS).where(key).first<{ run_id: unknown } | undefined>('run_id');
  const known = await byKey();
  if (known) return { id: Number(known.id), isNew: false };
  const before = lasting ? await fact() : undefined;
  if (before) return { id: Number(before.run_id), isNew: false };
  const keys = ['fact_key'];
  await insertIgnore(db, sql, { table: RUNS, rows: [writeRow(runTable, row)], keys });
  const id = Number((await byKey())?.id);
  if (lasting) {
    const { factKey, botId, startedAt: at } = row;
    const rows = [writeRow(runFactTable, { factKey, botId, runId: id, at })];
    await insertIgnore(db, sql, { table: FACTS, rows, keys });
  }
  return { id, isNew: true };
};

/** What the bot has answered counts no more: it is gone. */
export const dropFactsOf = (sql: Sql, botId: number): Promise<number> =>
  sql(FACTS).where({ bot_id: botId }).delete();

export const findRun = async (sql: Sql, id: number): Promise<RunRow | null> => {
  const raw = await sql(RUNS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** What of a thread a run has to know. */
export interface ThreadAtWork {
  /** Since when bots are paused in it; null: they are not. */
  botPausedAt: number | null;
  isClosed: boolean;
}

/** A run and its thread in one read; the thread is null where it is gone. */
export const findRunAtWork = async (
  sql: Sql,
  id: number
): Promise<{ run: RunRow; thread: ThreadAtWork | null } | null> => {
  const raw = await sql(`${RUNS} as r`)
    .leftJoin(`${conversationTable.table} as c`, 'c.id', 'r.conversation_id')
    .where({ 'r.id': id })
    .first<Raw | undefined>('r.*', {
      thread_id: 'c.id',
      thread_paused_at: 'c.bot_paused_at',
      thread_status: 'c.status',
    });
  if (!raw) return null;
  const { thread_id: threadId, thread_paused_at: pausedAt, thread_status: status } = raw;
  const botPausedAt = pausedAt === null ? null : Number(pausedAt);
  const thread = { botPausedAt, isClosed: status === 'closed' };
  return { run: read(raw), thread: threadId === null ? null : thread };
};

/** Chains that have runs to do. */
export const openChains = async (sql: Sql): Promise<string[]> => {
  const rows = await sql(RUNS)
    .where({ state: 'due' })
    .whereNotNull('chain')
    .distinct<{ chain: string }[]>('chain');
  return rows.map(({ chain }) => chain);
};

/** How many runs of a chain have steps to do, now or when it is their turn; counts to `most` of each. */
export const openRunsOf = async (sql: Sql, chain: string, most: number): Promise<number> => {
  const count = async (query: Knex.QueryBuilder): Promise<number> =>
    (await query.where({ chain }).limit(most).pluck<unknown[]>('id')).length;
  const due = await count(sql(RUNS).where({ state: 'due' }));
  return due + (await count(sql(RUNS).where({ state: 'waiting' }).whereNull('waits_for')));
};

/** Runs that these waiting chains do not hold: of another chain, of none, of a flow whose person has just answered, and such as end. */
const notOf = (query: Knex.QueryBuilder, run: string, waiting: readonly string[]) =>
  waiting.length === 0
    ? query
    : query.where(
        (q) =>
          void q
            .whereNull(`${run}.chain`)
            .orWhereNotNull(`${run}.reason`)
            .orWhereNotIn(`${run}.chain`, [...waiting])
            .orWhere(
              (own) =>
                void own
                  .where({ [`${run}.unasked`]: false })
                  .where(
                    (flow) =>
                      void flow.whereNotNull(`${run}.version_id`).orWhere(`${run}.depth`, '>', 0)
                  )
            )
      );

/**
 * Due runs that nobody holds, answers first and then the oldest; of a conversation only the first that is not finished.
 * Runs that a waiting chain holds are left out, and hold nobody back.
 */
export const dueRuns = async (
  db: Db,
  { most, waiting }: { most: number; waiting: readonly string[] }
): Promise<number[]> => {
  const before = db
    .knex(`${RUNS} as e`)
    .select('e.id')
    .whereRaw(
      `e.conversation_id = r.conversation_id AND e.state = 'due' AND e.id < r.id AND e.lane <= r.lane`
    );
  const rows = await notOf(db.knex(`${RUNS} as r`), 'r', waiting)
    .where({ 'r.state': 'due' })
    // Without the sum SQLite finds them by their time and sorts all that are due, at each look.
    .whereRaw(`r.next_at + 0 <= ${db.now} AND r.owned_until < ${db.now}`)
    .whereNotExists(notOf(before, 'e', waiting))
    .orderBy([{ column: 'r.lane' }, { column: 'r.next_at' }, { column: 'r.id' }])
    .limit(most)
    .select<{ id: unknown }[]>('r.id');
  return rows.map((row) => Number(row.id));
};

/** Takes the run for this process. False: another one has it, or it is finished. */
export const claimRun = async (
  db: Db,
  id: number,
  { owner, forMs }: { owner: string; forMs: number }
): Promise<boolean> => {
  const result: unknown = await db.knex.raw(
    `UPDATE ${RUNS} SET owner = ?, owned_until = ${db.now} + ?
      WHERE id = ? AND state = 'due' AND next_at <= ${db.now} AND owned_until < ${db.now}`,
    [owner, forMs, id]
  );
  return affectedRows(db.dialect, result) > 0;
};

/** Keeps a run that takes long. False: it was taken away, or has come to rest. */
export const keepRun = async (
  db: Db,
  id: number,
  { owner, forMs }: { owner: string; forMs: number }
): Promise<boolean> => {
  const result: unknown = await db.knex.raw(
    `UPDATE ${RUNS} SET owned_until = ${db.now} + ? WHERE id = ? AND state = 'due' AND owner = ?`,
    [forMs, id, owner]
  );
  return affectedRows(db.dialect, result) > 0;
};

/** Changes a run that this process still holds, as it read it. 0 = it was taken away, or answered, meanwhile. */
export const moveRun = (
  sql: Sql,
  { id, owner, step, answerId }: Pick<RunRow, 'id' | 'owner' | 'step' | 'answerId'>,
  change: Partial<RunRow>
): Promise<number> =>
  sql(RUNS)
    .where({ id, owner, step, answer_id: answerId, state: 'due' })
    .update(writeRow(runTable, change));

/** Bots that began to answer this conversation at or after the instants given for each. */
export const answeredSince = async (
  sql: Sql,
  conversationId: number,
  since: ReadonlyMap<number, number>
): Promise<Set<number>> => {
  if (since.size === 0) return new Set();
  const rows = (await sql(RUNS)
    .where({ conversation_id: conversationId })
    .whereIn('bot_id', [...since.keys()])
    .where('started_at', '>=', Math.min(...since.values()))
    .where((q) => void q.whereNull('reason').orWhereNot({ reason: 'conversation-reopened' }))
    .select('bot_id', 'started_at')) as Raw[];
  return new Set(
    rows
      .filter((row) => Number(row.started_at) >= (since.get(Number(row.bot_id)) ?? Infinity))
      .map((row) => Number(row.bot_id))
  );
};

/** Has a bot answered here since the instant because the conversation began with that message, or began again? */
export const welcomedSince = async (
  sql: Sql,
  { conversationId, since }: { conversationId: number; since: number }
): Promise<boolean> =>
  (await sql(RUNS)
    .where({ conversation_id: conversationId })
    .whereIn('trigger', [...BEGINNINGS])
    .where('started_at', '>=', since)
    .first<unknown>('id')) !== undefined;

/** Messages of bots in this conversation in this time, whatever became of them: the loop guard counts these. */
export const countAnswers = async (
  sql: Sql,
  conversationId: number,
  { since, upTo = null }: { since: number; upTo?: number | null }
): Promise<number> => {
  const sent = sql(messageTable.table)
    .where({ conversation_id: conversationId, origin: 'bot' })
    .where('at', '>', since)
    .limit(50);
  if (upTo !== null) void sent.where('at', '<', upTo);
  const rows = await sent.select<{ id: unknown }[]>('id');
  return rows.length;
};

/** When bots wrote in this conversation since the instant, the newest first: as many as any bound counts. */
export const answerTimes = async (
  sql: Sql,
  conversationId: number,
  { since, upTo }: { since: number; upTo: number }
): Promise<number[]> => {
  const rows = await sql(messageTable.table)
    .where({ conversation_id: conversationId, origin: 'bot' })
    .where('at', '>', since)
    .where('at', '<', upTo)
    .orderBy('at', 'desc')
    .limit(50)
    .select<{ at: unknown }[]>('at');
  return rows.map(({ at }) => Number(at));
};

/** Runs of a bot, newest first, by keyset. */
export const listRuns = async (
  sql: Sql,
  botId: number,
  page: { cursor: string | undefined; limit: number }
): Promise<{ rows: RunRow[]; nextCursor: string | null }> => {
  const { raw, nextCursor } = await pageByMoment(
    readBy(sql, runTable, ['botId', 'startedAt']).where({ bot_id: botId }),
    { column: 'started_at', order: 'desc' },
    page
  );
  return { rows: raw.map(read), nextCursor };
};

const dropRuns = async (sql: Sql, ids: readonly number[]): Promise<number> => {
  await sql(STEPS)
    .whereIn('run_id', [...ids])
    .delete();
  return sql(RUNS)
    .whereIn('id', [...ids])
    .delete();
};

/** Takes runs away that ended before the instant, with their steps, at most 1,000 a call. Answers how many. */
export const purgeRuns = async (sql: Sql, olderThan: number): Promise<number> => {
  const old = await sql(RUNS)
    .whereNotIn('state', [...OPEN])
    .where('ended_at', '<', olderThan)
    .limit(1000)
    .select<{ id: unknown }[]>('id');
  return old.length === 0
    ? 0
    : dropRuns(
        sql,
        old.map(({ id }) => Number(id))
      );
};

/** Takes the runs of these threads away, with their steps. */
export const dropRunsOf = async (sql: Sql, conversationIds: readonly number[]): Promise<void> => {
  const ids = await sql(RUNS)
    .whereIn('conversation_id', [...conversationIds])
    .pluck<number[]>('id');
  if (ids.length > 0) await dropRuns(sql, ids);
};

/** The survivor of a merge takes the other's runs. */
export const moveRuns = (sql: Sql, from: number, to: number): Promise<number> =>
  sql(RUNS).where({ contact_id: from }).update({ contact_id: to });

/** Runs of a thread that becomes part of another one. */
export const rethreadRuns = (sql: Sql, from: number, to: number): Promise<number> =>
  sql(RUNS).where({ conversation_id: from }).update({ conversation_id: to });

/** The step of this visit is done, in the transaction that moves the run. */
export const insertStep = (sql: Sql, row: Omit<RunStepRow, 'id'>): Promise<number> =>
  insertRow(sql, STEPS, writeRow(runStepTable, row));

/** Steps after which another message of the person counts, or none. */
const TURNS = ['question', 'choice', 'wait', RESUMED, MOVED];

/** The last of them that the run has left; null: it came to none. */
export const lastTurn = async (sql: Sql, runId: number): Promise<RunStepRow | null> => {
  const raw = await sql(STEPS)
    .where({ run_id: runId })
    .whereIn('kind', TURNS)
    .orderBy('visit', 'desc')
    .first<Raw | undefined>();
  return raw ? readRow(runStepTable, raw) : null;
};

/** Steps of a run that are shown and logged. */
const STEPS_SHOWN = 100;

/** A step of a run. */
export type StepRow = Omit<RunStepRow, 'id' | 'runId'>;

/** Steps of the run in their order, of many the last `STEPS_SHOWN`. */
export const stepRows = async (sql: Sql, { id }: Pick<RunRow, 'id'>): Promise<StepRow[]> => {
  const raw = await sql(STEPS)
    .where({ run_id: id })
    .orderBy('visit', 'desc')
    .limit(STEPS_SHOWN)
    .select<Raw[]>();
  const rows = raw.map((one): StepRow => {
    const { id: _id, runId: _runId, ...step } = readRow(runStepTable, one);
    return step;
  });
  return rows.reverse();
};

/** The same of several runs, by run, as lists of runs and logs show them. */
export const stepsOf = async (
  sql: Sql,
  runs: readonly RunRow[]
): Promise<Map<number, StepResult[]>> => {
  const steps = new Map<number, StepResult[]>();
  for (const run of runs) {
    const rows = await stepRows(sql, run);
    const results = rows.map(({ visit, kind, ok, reason, subject, stopped }) => {
      const index = visit - 1;
      return { index, kind, ok, reason, subject, stopped };
    });
    steps.set(run.id, results);
  }
  return steps;
};
