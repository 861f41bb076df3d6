import type { Knex } from 'knex';
import { UNSEEN_COUNTED, type RunsWanted, type UnseenRuns } from '../contracts/run-list';
import { encodeCursor } from '../kernel/cursor';
import type { Sql } from '../strapi/db';
import { pageByMoment, readBy } from '../strapi/keyset';
import { readRow } from '../strapi/table';
import { partsOf, type RunPart } from './domain/run-filter';
import { flowVersionTable, runStepTable, runTable, type RunRow } from './tables';

const RUNS = runTable.table;
type Raw = Record<string, unknown>;

const NEWEST = { column: 'started_at', order: 'desc' } as const;

/** A part of the filter, of one version where a step is asked for: steps belong to versions. */
interface Walk extends RunPart {
  versionId: number | null;
}

/**
 * The index that leads to the fewest runs, in the order of the list. Of one bot and one reason it is the one by state: what is
 * passed over are runs of this bot that failed, or ended on purpose, for another reason.
 */
const indexOf = ({ state, why, versionId }: Walk, { botId, unseen }: RunsWanted): string[] => {
  if (versionId !== null) return ['versionId', 'state', 'node', 'startedAt'];
  if (unseen) return ['unseen', 'startedAt'];
  // Most runs are done: those of them that have a reason are found by it.
  if (why !== null && (botId === undefined || state === 'done'))
    return ['why', 'state', 'startedAt'];
  const states = state === null ? [] : ['state'];
  return [...(botId === undefined ? [] : ['botId']), ...states, 'startedAt'];
};

const runsIn = (sql: Sql, walk: Walk, wanted: RunsWanted): Knex.QueryBuilder => {
  const query = readBy(sql, runTable, indexOf(walk, wanted));
  if (walk.versionId !== null) void query.where({ version_id: walk.versionId });
  if (walk.state !== null) void query.where({ state: walk.state });
  if (walk.why !== null) void query.where({ why: walk.why });
  if (walk.butNot.length > 0)
    void query.where((q) => void q.whereNull('why').orWhereNotIn('why', [...walk.butNot]));
  if (wanted.botId !== undefined) void query.where({ bot_id: wanted.botId });
  if (wanted.node !== undefined) void query.where({ node: wanted.node });
  if (wanted.unseen) void query.where({ unseen: true });
  if (wanted.from !== undefined) void query.where('started_at', '>=', wanted.from);
  if (wanted.to !== undefined) void query.where('started_at', '<=', wanted.to);
  return query;
};

/** Versions with runs at this step in one of these states: a look at an index for each version, however many runs there are. */
const versionsAt = async (
  sql: Sql,
  { botId, node }: RunsWanted,
  states: readonly (string | null)[]
): Promise<number[]> => {
  const there = sql(`${RUNS} as r`)
    .whereRaw('r.version_id = v.id')
    .whereIn('r.state', [...states])
    .where('r.node', node ?? '')
    .select('r.id');
  const query = sql(`${flowVersionTable.table} as v`).whereExists(there);
  if (botId !== undefined) void query.where('v.bot_id', botId);
  return (await query.pluck<unknown[]>('v.id')).map(Number);
};

/** What is walked, each by its own index. */
const walksOf = async (sql: Sql, wanted: RunsWanted): Promise<Walk[]> => {
  const parts = partsOf(wanted);
  if (wanted.node === undefined) return parts.map((part) => ({ ...part, versionId: null }));
  const states = parts.map(({ state }) => state);
  const versions = await versionsAt(sql, wanted, states);
  return versions.flatMap((versionId) => parts.map((part) => ({ ...part, versionId })));
};

const newestFirst = (a: RunRow, b: RunRow): number => b.startedAt - a.startedAt || b.id - a.id;

/**
 * A page of the runs of all bots, newest first: never an offset, never a count. Each part of the filter is walked by its own
 * index for one page at most, and the pages are merged, so that few runs among millions are found as quickly.
 */
export const walkRuns = async (
  sql: Sql,
  { cursor, ...wanted }: RunsWanted,
  limit: number
): Promise<{ rows: RunRow[]; nextCursor: string | null }> => {
  let found: RunRow[] = [];
  let isMore = false;
  for (const walk of await walksOf(sql, wanted)) {
    const page = await pageByMoment(runsIn(sql, walk, wanted), NEWEST, { cursor, limit });
    const both = [...found, ...page.raw.map((raw) => readRow(runTable, raw))];
    isMore ||= page.nextCursor !== null || both.length > limit;
    found = both.sort(newestFirst).slice(0, limit);
  }
  const last = found.at(-1);
  const nextCursor = isMore && last ? encodeCursor([last.startedAt, last.id]) : null;
  return { rows: found, nextCursor };
};

/** A step that failed. */
export interface FailedStep {
  node: string;
  kind: string;
  visit: number;
}

/** Of each of these runs the last step that failed; runs in which none did are left out. */
export const lastFailures = async (
  sql: Sql,
  runIds: readonly number[]
): Promise<Map<number, FailedStep>> => {
  if (runIds.length === 0) return new Map();
  const rows = await sql(runStepTable.table)
    .whereIn('run_id', [...runIds])
    .where({ ok: false })
    .orderBy('visit')
    .select<Raw[]>('run_id', 'node', 'kind', 'visit');
  // Of one run the later one takes the place of the one before.
  return new Map(
    rows.map(({ run_id: runId, node, kind, visit }) => [
      Number(runId),
      { node: String(node), kind: String(kind), visit: Number(visit) },
    ])
  );
};

/** Counts to `UNSEEN_COUNTED`. */
export const countUnseen = async (sql: Sql): Promise<UnseenRuns> => {
  const ids = await sql(RUNS)
    .where({ unseen: true })
    .limit(UNSEEN_COUNTED + 1)
    .select<unknown[]>('id');
  return { count: Math.min(ids.length, UNSEEN_COUNTED), more: ids.length > UNSEEN_COUNTED };
};

/** Somebody has looked at it. Answers whether nobody had before. */
export const markSeen = async (sql: Sql, id: number): Promise<boolean> =>
  (await sql(RUNS).where({ id, unseen: true }).update({ unseen: false })) > 0;
