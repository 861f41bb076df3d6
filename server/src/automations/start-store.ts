import type { Knex } from 'knex';
import type { SkipReason } from '../contracts/automations';
import { runTable, type RunRow, type StopReason } from '../flows/public';
import { keyOf } from '../kernel/hash';
import { DAY_MS, HOUR_MS } from '../kernel/time';
import { insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { pageByMoment, readBy } from '../strapi/keyset';
import { readRow, writeRow } from '../strapi/table';
import { isFree, type OnceKey } from './domain/once';
import { automationTable, onceTable, startTable, type StartRow } from './tables';

const STARTS = startTable.table;
const ONCE = onceTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): StartRow => readRow(startTable, raw);

/** A start as it is written down. */
export type NewStart = Omit<StartRow, 'id' | 'runId' | 'tries' | 'nextAt'>;

/** What set an automation off, for one person; 0: for none. A repeat after a crash has the same key. */
export const startKeyOf = (automationId: number, event: string, contactId: number): string =>
  keyOf([automationId, event, contactId].join(' '));

export const findStart = async (sql: Sql, id: number): Promise<StartRow | null> => {
  const raw = await sql(STARTS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const startsByIds = async (
  sql: Sql,
  ids: readonly number[]
): Promise<Map<number, StartRow>> => {
  const raw = (await sql(STARTS).whereIn('id', [...new Set(ids)])) as Raw[];
  return new Map(raw.map(read).map((row) => [row.id, row]));
};

/** Those of these keys that are written already. */
export const writtenKeys = async (sql: Sql, startKeys: readonly string[]): Promise<Set<string>> => {
  const keys = await sql(STARTS)
    .whereIn('start_key', [...startKeys])
    .pluck<unknown[]>('start_key');
  return new Set(keys.map(String));
};

export const hasStart = async (sql: Sql, startKey: string): Promise<boolean> =>
  (await sql(STARTS).where({ start_key: startKey }).first<unknown>('id')) !== undefined;

/** Takes away that it was skipped. By its id alone: on MySQL a key that is not there would lock its place. */
export const dropSkipped = async (trx: Knex.Transaction, startKey: string): Promise<void> => {
  const ids = await trx(STARTS)
    .where({ start_key: startKey, result: 'skipped' })
    .pluck<number[]>('id');
  if (ids.length > 0) await trx(STARTS).whereIn('id', ids).delete();
};

/** Writes that something began; of two processes that do, the second one is refused by the key. */
export const insertStart = (trx: Knex.Transaction, row: NewStart): Promise<number> =>
  insertRow(trx, STARTS, writeRow(startTable, { ...row, runId: null }));

export const nameRun = (trx: Knex.Transaction, id: number, runId: number): Promise<number> =>
  trx(STARTS).where({ id }).update({ run_id: runId });

/** The same for what was skipped or waits; what is written already stays as it is. */
export const noteStarts = (db: Db, sql: Sql, rows: readonly NewStart[]): Promise<void> =>
  insertIgnore(db, sql, {
    table: STARTS,
    rows: rows.map((row) => writeRow(startTable, { ...row, runId: null })),
    keys: ['start_key'],
  });

/** What set a start off: a change, or the value that a moment is reckoned from. */
export type SetOff = Pick<StartRow, 'changeId' | 'basis'>;

/** What starts an automation only so often: an entry, or a person where there is none. */
export type Starter = Pick<StartRow, 'entryDocument' | 'contactId'>;

const startedBy = (sql: Sql, { entryDocument, contactId }: Starter): Knex.QueryBuilder => {
  const query = sql(STARTS).where({ result: 'started' });
  return entryDocument === null
    ? query.where({ contact_id: contactId }).whereNull('entry_document')
    : query.where({ entry_document: entryDocument });
};

/**
 * How many other changes, or moments, of the entry or person started the automation within the day before. `before`: only what
 * was by then.
 */
export const othersStarting = async (
  sql: Sql,
  {
    automationId,
    starter,
    except: { changeId, basis },
    now,
    before,
  }: {
    automationId: number;
    starter: Starter;
    except: SetOff;
    now: number;
    before?: number;
  }
): Promise<number> => {
  const [column, except] =
    changeId === null ? (['basis', basis] as const) : (['change_id', changeId] as const);
  const query = startedBy(sql, starter)
    .where({ automation_id: automationId })
    .where('at', '>', now - DAY_MS)
    .whereNotNull(column)
    .whereNot(column, except);
  if (before !== undefined) void query.where('at', '<', before);
  const row = await query.countDistinct({ n: column }).first<{ n: unknown } | undefined>();
  return Number(row?.n ?? 0);
};

/** The beginning of the hour in which it was, as SQL. */
const hourOf = (alias: string): string => `${alias}.at - (${alias}.at % ${HOUR_MS})`;

/**
 * Hours since an instant in which it started or skipped something by itself, by their beginning: how often it started.
 * `withAsked`: also what somebody asked for. `without`: no hours in which it only skipped, for these reasons.
 */
export const hoursOf = async (
  sql: Sql,
  {
    automationId,
    since,
    withAsked = false,
    without = [],
  }: {
    automationId: number;
    since: number;
    withAsked?: boolean;
    without?: readonly SkipReason[];
  }
): Promise<{ hour: number; started: number }[]> => {
  const hour = hourOf(STARTS);
  const rows = await sql(STARTS)
    .where({ automation_id: automationId, ...(withAsked ? {} : { asked: false }) })
    .where('at', '>=', since)
    .where((q) => void q.whereNull('reason').orWhereNotIn('reason', [...without]))
    .groupByRaw(hour)
    .select<Raw[]>(
      sql.raw(`${hour} AS started_hour`),
      sql.raw(`SUM(CASE WHEN result = 'started' THEN 1 ELSE 0 END) AS started`)
    );
  return rows.map((row) => ({ hour: Number(row.started_hour), started: Number(row.started) }));
};

/** How often it started by itself since an instant. */
export const startedSince = (
  sql: Sql,
  { automationId, since }: { automationId: number; since: number }
): Promise<number> =>
  countOf(
    sql(STARTS)
      .where({ automation_id: automationId, result: 'started', asked: false })
      .where('at', '>', since)
  );

/** What the list of starts is narrowed to. */
export interface StartsAsk {
  automationId: number;
  result?: StartRow['result'] | undefined;
  reason?: SkipReason | undefined;
}

/** The index that leads to the fewest of them, in their order. */
const indexFor = ({ result, reason }: StartsAsk): string[] => [
  'automationId',
  ...(reason !== undefined ? ['reason'] : result !== undefined ? ['result'] : []),
  'at',
];

/** A page of what an automation did, the newest first. */
export const pageOfStarts = async (
  sql: Sql,
  wanted: StartsAsk,
  page: { cursor: string | undefined; limit: number }
): Promise<{ rows: StartRow[]; nextCursor: string | null }> => {
  const { automationId, result, reason } = wanted;
  const query = readBy(sql, startTable, indexFor(wanted)).where({ automation_id: automationId });
  if (result !== undefined) void query.where({ result });
  if (reason !== undefined) void query.where({ reason });
  const { raw, nextCursor } = await pageByMoment(query, { column: 'at', order: 'desc' }, page);
  return { rows: raw.map(read), nextCursor };
};

/** What waits and was allowed, the oldest first; what failed is left out until its next try. */
export const heldStarts = async (
  sql: Sql,
  {
    automationId,
    upTo,
    now,
    most,
  }: { automationId: number; upTo: number; now: number; most: number }
): Promise<StartRow[]> => {
  const raw = (await sql(STARTS)
    .where({ automation_id: automationId, result: 'held' })
    .where('id', '<=', upTo)
    .where('next_at', '<=', now)
    .orderBy('id')
    .limit(most)) as Raw[];
  return raw.map(read);
};

/** Starts of an automation that wait, behind one of them; `upTo`: and up to another one. */
interface HeldRange {
  automationId: number;
  after: number;
  upTo?: number;
}

const heldIn = (sql: Sql, { automationId, after, upTo }: HeldRange): Knex.QueryBuilder => {
  const held = sql(STARTS)
    .where({ automation_id: automationId, result: 'held' })
    .where('id', '>', after);
  return upTo === undefined ? held : held.where('id', '<=', upTo);
};

/** The newest of them and how many they are. */
export const heldOf = async (
  sql: Sql,
  range: HeldRange
): Promise<{ last: number; count: number }> => {
  const row = await heldIn(sql, range)
    .max({ last: 'id' })
    .count({ n: '*' })
    .first<Raw | undefined>();
  return { last: Number(row?.last ?? 0), count: Number(row?.n ?? 0) };
};

/** Since when the first of them waits; null: there is none. One row by the index, however many wait. */
export const heldSince = async (
  sql: Sql,
  { automationId, after }: HeldRange
): Promise<number | null> => {
  const row = await readBy(sql, startTable, ['automationId', 'result', 'at'])
    .where({ automation_id: automationId, result: 'held' })
    .where('id', '>', after)
    .orderBy('at')
    .first<{ at: unknown } | undefined>('at');
  return row ? Number(row.at) : null;
};

/** Somebody skips them: in the transaction of the answer, so that no later answer can begin them. */
export const skipHeld = (trx: Knex.Transaction, range: HeldRange): Promise<number> =>
  heldIn(trx, range).update({ result: 'skipped', reason: 'flood' });

/** It begins now, or is dropped: 0 = it does not wait any more. */
export const takeHeld = (trx: Knex.Transaction, id: number): Promise<number> =>
  trx(STARTS).where({ id, result: 'held' }).delete();

/** It failed, and is tried again then. */
export const postponeHeld = (
  sql: Sql,
  id: number,
  { tries, nextAt }: Pick<StartRow, 'tries' | 'nextAt'>
): Promise<number> => sql(STARTS).where({ id, result: 'held' }).update({ tries, next_at: nextAt });

/** It waited, and begins for nobody any more. */
export const dropHeld = (sql: Sql, id: number, reason: SkipReason): Promise<number> =>
  sql(STARTS).where({ id, result: 'held' }).update({ result: 'skipped', reason });

/** The automation is switched off: nothing of it waits any more. */
export const dropAllHeld = (trx: Knex.Transaction, automationId: number): Promise<number> =>
  trx(STARTS)
    .where({ automation_id: automationId, result: 'held' })
    .update({ result: 'skipped', reason: 'flood' });

/**
 * By automation: when it started last, and how much waits. Pages ask this at each change, so it goes to the newest start by the
 * index, whatever number of them is kept.
 */
export const summaryOf = async (
  sql: Sql,
  automationIds: readonly number[]
): Promise<Map<number, { lastAt: number | null; waiting: number }>> => {
  const own = (result: StartRow['result']) =>
    readBy(sql, startTable, ['automationId', 'result', 'at'])
      .where('automation_id', sql.ref('a.id'))
      .where({ result });
  const last = own('started').select('at').orderBy('at', 'desc').limit(1).as('last_at');
  const waiting = own('held').count('*').as('waiting');
  const rows = (await sql(`${automationTable.table} as a`)
    .whereIn('a.id', [...automationIds])
    .select('a.id as id', last, waiting)) as Raw[];
  return new Map(
    rows.map((row) => [
      Number(row.id),
      { lastAt: row.last_at === null ? null : Number(row.last_at), waiting: Number(row.waiting) },
    ])
  );
};

/** The reason of a run that ended because the goal was reached. */
const GOAL_REACHED: StopReason = 'goal-reached';
const FAILED: RunRow['state'] = 'failed';

export interface HourFigure {
  hour: number;
  result: StartRow['result'];
  reason: SkipReason | null;
  count: number;
  /** Runs of them that said something. */
  sent: number;
  /** Runs of them in which a step failed. */
  failed: number;
  /** Runs of them that ended because the goal was reached. */
  goal: number;
}

/** What an automation did since an instant, by hours, results and reasons. Runs are cleared away with Logs. */
export const figuresOf = async (
  sql: Sql,
  { automationId, since }: { automationId: number; since: number }
): Promise<HourFigure[]> => {
  const hour = hourOf('s');
  const rows = await sql(`${STARTS} as s`)
    .leftJoin(`${runTable.table} as r`, 'r.id', 's.run_id')
    .where({ 's.automation_id': automationId })
    .whereIn('s.result', ['started', 'skipped'])
    .where('s.at', '>=', since)
    .groupByRaw(`${hour}, s.result, s.reason`)
    .select<Raw[]>(
      sql.raw(`${hour} AS started_hour`),
      's.result as result',
      's.reason as reason',
      sql.raw('COUNT(*) AS n'),
      sql.raw('SUM(CASE WHEN r.said = ? THEN 1 ELSE 0 END) AS sent', [true]),
      sql.raw('SUM(CASE WHEN r.state = ? THEN 1 ELSE 0 END) AS failed', [FAILED]),
      sql.raw('SUM(CASE WHEN r.reason = ? THEN 1 ELSE 0 END) AS goal', [GOAL_REACHED])
    );
  return rows.map((row) => ({
    hour: Number(row.started_hour),
    result: row.result as HourFigure['result'],
    reason: row.reason as HourFigure['reason'],
    count: Number(row.n),
    sent: Number(row.sent),
    failed: Number(row.failed),
    goal: Number(row.goal),
  }));
};

type KeyOf = OnceKey & { automationId: number };

const findOnce = async (
  sql: Sql,
  { automationId, keyHash, contactId }: KeyOf
): Promise<{ id: number; at: number } | null> => {
  const rows = sql(ONCE).where({ automation_id: automationId, key_hash: keyHash });
  // Whom may have been edited since: what was done for the entry was done for its people, and the other way round.
  if (contactId !== 0) void rows.whereIn('contact_id', [contactId, 0]);
  const row = await rows.orderBy('at').first<{ id: unknown; at: unknown } | undefined>('id', 'at');
  return row ? { id: Number(row.id), at: Number(row.at) } : null;
};

/** When an automation did last what it does once; null: never. */
export const onceAt = async (sql: Sql, key: KeyOf): Promise<number | null> =>
  (await findOnce(sql, key))?.at ?? null;

/**
 * Takes what an automation does once. False: it was taken before, and is not free again. Of two transactions that take it
 * at once, the second one is refused by the key.
 */
export const takeOnce = async (
  trx: Knex.Transaction,
  key: KeyOf,
  now: number
): Promise<boolean> => {
  const before = await findOnce(trx, key);
  if (!before) {
    const { automationId, keyHash, contactId } = key;
    const row = { automationId, keyHash, contactId, at: now };
    await insertRow(trx, ONCE, writeRow(onceTable, row));
    return true;
  }
  if (!isFree(before.at, key)) return false;
  return (await trx(ONCE).where(before).update({ at: now })) > 0;
};

/** Keys of automations that are gone, a piece at a time; answers how many. */
export const purgeOnce = async (sql: Sql, most: number): Promise<number> => {
  const ids = await sql(`${ONCE} as k`)
    .leftJoin(`${automationTable.table} as a`, 'a.id', 'k.automation_id')
    .whereNull('a.id')
    .limit(most)
    .pluck<unknown[]>('k.id');
  return ids.length === 0 ? 0 : sql(ONCE).whereIn('id', ids.map(Number)).delete();
};
