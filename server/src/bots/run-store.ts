import type { Knex } from 'knex';
import { messageTable } from '../conversations/public';
import { affectedRows } from '../strapi/batch';
import { insertIgnore, type Db, type Sql } from '../strapi/db';
import { pageByMoment, readBy } from '../strapi/keyset';
import { readRow, writeRow } from '../strapi/table';
import { botRunTable, type BotRunRow } from './tables';

const RUNS = botRunTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): BotRunRow => readRow(botRunTable, raw);

/** Triggers, as runs keep them, that ask whether a conversation begins. */
const BEGINNINGS = ['event:opened', 'event:reopened'] as const;

/** Makes the run unless this fact has one already (I12). Answers its id. */
export const insertRun = async (
  db: Db,
  sql: Sql,
  row: Omit<BotRunRow, 'id'>
): Promise<{ id: number; isNew: boolean }> => {
  const byKey = () =>
    sql(RUNS).where({ fact_key: row.factKey }).first<{ id: unknown } | undefined>('id');
  const known = await byKey();
  if (known) return { id: Number(known.id), isNew: false };
  await insertIgnore(db, sql, {
    table: RUNS,
    rows: [writeRow(botRunTable, row)],
    keys: ['fact_key'],
  });
  return { id: Number((await byKey())?.id), isNew: true };
};

export const findRun = async (sql: Sql, id: number): Promise<BotRunRow | null> => {
  const raw = await sql(RUNS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Chains that have runs to do. */
export const openChains = async (sql: Sql): Promise<string[]> => {
  const rows = await sql(RUNS)
    .where({ state: 'due' })
    .whereNotNull('chain')
    .distinct<{ chain: string }[]>('chain');
  return rows.map(({ chain }) => chain);
};

/** How many runs of a chain are not finished; counts to `most`. */
export const openRunsOf = async (sql: Sql, chain: string, most: number): Promise<number> => {
  const rows = await sql(RUNS).where({ state: 'due', chain }).limit(most).select<unknown[]>('id');
  return rows.length;
};

const notOf = (query: Knex.QueryBuilder, chain: string, waiting: readonly string[]) =>
  waiting.length === 0
    ? query
    : query.where((q) => void q.whereNull(chain).orWhereNotIn(chain, [...waiting]));

/**
 * Due runs that nobody holds, oldest first; of a conversation only the first that is not finished. Runs of waiting chains
 * are left out, and hold nobody back.
 */
export const dueRuns = async (
  db: Db,
  { most, waiting }: { most: number; waiting: readonly string[] }
): Promise<number[]> => {
  const before = db
    .knex(`${RUNS} as e`)
    .select('e.id')
    .whereRaw(`e.conversation_id = r.conversation_id AND e.state = 'due' AND e.id < r.id`);
  const rows = await notOf(db.knex(`${RUNS} as r`), 'r.chain', waiting)
    .where({ 'r.state': 'due' })
    .whereRaw(`r.next_at <= ${db.now} AND r.owned_until < ${db.now}`)
    .whereNotExists(notOf(before, 'e.chain', waiting))
    .orderBy([{ column: 'r.next_at' }, { column: 'r.id' }])
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

/** Changes a run that this process still holds, at the step it believes in. 0 = it was taken away meanwhile. */
export const moveRun = (
  sql: Sql,
  { id, owner, step }: Pick<BotRunRow, 'id' | 'owner' | 'step'>,
  change: Partial<BotRunRow>
): Promise<number> =>
  sql(RUNS).where({ id, owner, step, state: 'due' }).update(writeRow(botRunTable, change));

/** Ends what was begun without the person asking: campaigns' chains and those of tags. A run in work moves no further. */
export const stopProactiveRuns = (sql: Sql, contactId: number, at: number): Promise<number> =>
  sql(RUNS)
    .where({ contact_id: contactId, state: 'due' })
    .whereIn('origin', ['campaign', 'tag'])
    .update(writeRow(botRunTable, { state: 'stopped', reason: 'opted-out', endedAt: at }));

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

/** Messages of bots in this conversation since the instant, whatever became of them: the loop guard counts these. */
export const countAnswers = async (
  sql: Sql,
  conversationId: number,
  since: number
): Promise<number> => {
  const rows = await sql(messageTable.table)
    .where({ conversation_id: conversationId, origin: 'bot' })
    .where('at', '>', since)
    .limit(50)
    .select<{ id: unknown }[]>('id');
  return rows.length;
};

/** Runs of a bot, newest first, by keyset. */
export const listRuns = async (
  sql: Sql,
  botId: number,
  page: { cursor: string | undefined; limit: number }
): Promise<{ rows: BotRunRow[]; nextCursor: string | null }> => {
  const { raw, nextCursor } = await pageByMoment(
    readBy(sql, botRunTable, ['botId', 'startedAt']).where({ bot_id: botId }),
    { column: 'started_at', order: 'desc' },
    page
  );
  return { rows: raw.map(read), nextCursor };
};

/** Takes finished runs away that are older than the instant, at most 1,000 a call. Answers how many. */
export const purgeRuns = async (sql: Sql, olderThan: number): Promise<number> => {
  const old = await sql(RUNS)
    .whereNot({ state: 'due' })
    .where('started_at', '<', olderThan)
    .limit(1000)
    .select<{ id: unknown }[]>('id');
  return old.length === 0
    ? 0
    : sql(RUNS)
        .whereIn(
          'id',
          old.map(({ id }) => Number(id))
        )
        .delete();
};

/** The survivor of a merge takes the other's runs. */
export const moveRuns = (sql: Sql, from: number, to: number): Promise<number> =>
  sql(RUNS).where({ contact_id: from }).update({ contact_id: to });

/** Runs of a thread that becomes part of another one. */
export const rethreadRuns = (sql: Sql, from: number, to: number): Promise<number> =>
  sql(RUNS).where({ conversation_id: from }).update({ conversation_id: to });
