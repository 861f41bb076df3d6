import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { FLOW_OPEN_COUNTED, type FlowImpact, type FlowVersion } from '../contracts/bots';
import type { FlowGraph } from '../contracts/flow-graph';
import { addTo } from '../kernel/lists';
import { contextOf } from '../strapi/context';
import { insertIgnore, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { impactOf, type Walked } from './domain/impact';
import { graphOfSteps } from './domain/linear';
import { flowVersionTable, OPEN, runTable, type RunRow } from './tables';

const TABLE = flowVersionTable.table;
type Raw = Record<string, unknown>;

/** Graphs kept in memory. A version never changes. */
const KEPT = 200;

/** A graph that is published. */
export interface Published {
  botId: number;
  version: number;
  graph: FlowGraph;
  /** Name of who published it; null: nobody of the team. */
  by?: string | null;
  /** The administrator who did. */
  publisherId?: number | null;
}

interface Place {
  versionId: number;
  node: string;
  count: number;
}

/** How many open runs are at which node of these versions, counted to `most` together: a range of one index. */
export const openPlaces = async (
  sql: Sql,
  versionIds: readonly number[],
  most = FLOW_OPEN_COUNTED
): Promise<Place[]> => {
  if (versionIds.length === 0) return [];
  const open = sql(runTable.table)
    .whereIn('version_id', [...versionIds])
    .whereIn('state', [...OPEN])
    .limit(most)
    .select('version_id', 'node');
  const rows = await sql
    .from(open.as('open_runs'))
    .groupBy('version_id', 'node')
    .select<Raw[]>('version_id', 'node', sql.raw('count(*) as n'));
  return rows.map(({ version_id: id, node, n }) => ({
    versionId: Number(id),
    node: String(node),
    count: Number(n),
  }));
};

const sumOf = (places: readonly Place[]): number =>
  places.reduce((sum, { count }) => sum + count, 0);

/** How many open runs walk each of these versions, each counted to `most`. */
export const openByVersion = async (
  sql: Sql,
  versionIds: readonly number[],
  most = FLOW_OPEN_COUNTED
): Promise<Map<number, number>> => {
  const together = await openPlaces(sql, versionIds, most);
  const open = new Map<number, number>();
  if (sumOf(together) < most)
    for (const { versionId, count } of together)
      open.set(versionId, count + (open.get(versionId) ?? 0));
  // Those of one may be all that were counted.
  else for (const id of versionIds) open.set(id, sumOf(await openPlaces(sql, [id], most)));
  return open;
};

/** Steps that people are at beside those counted, where more are open than are counted. */
const uncounted = async (
  sql: Sql,
  { id, graph }: { id: number; graph: FlowGraph },
  counted: readonly Place[]
): Promise<Place[]> => {
  const known = new Set(counted.map(({ node }) => node));
  const places: Place[] = [];
  for (const { id: node } of graph.nodes.filter((one) => !known.has(one.id))) {
    const open = sql(runTable.table)
      .where({ version_id: id, node })
      .whereIn('state', [...OPEN]);
    if ((await open.first<unknown>('id')) !== undefined)
      places.push({ versionId: id, node, count: 1 });
  }
  return places;
};

/** Runs that walk a version of the outer statement's `v` and are not finished. */
const openOn = (sql: Sql): Knex.QueryBuilder =>
  sql(`${runTable.table} as r`)
    .whereRaw('r.version_id = v.id')
    .whereIn('r.state', [...OPEN])
    .select('r.id');

/** The versions of a bot without their graphs, the newest first. */
const listed = async (sql: Sql, botId: number) =>
  (
    await sql(TABLE)
      .where({ bot_id: botId })
      .orderBy('version', 'desc')
      .select<Raw[]>('id', 'version', 'nodes', 'by', 'at')
  ).map((raw) => ({ ...readRow(flowVersionTable, raw), graph: null }));

/** What runs walk: stored graphs of flows, and the forms of bots as graphs. */
export const createVersions = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const kept = new Map<number, FlowGraph>();

  const read = async (id: number, sql: Sql = db.knex): Promise<FlowGraph> => {
    const known = kept.get(id);
    if (known) return known;
    const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
    const graph = raw ? readRow(flowVersionTable, raw).graph : null;
    if (!graph) return graphOfSteps([]);
    if (kept.size >= KEPT) kept.clear();
    kept.set(id, graph);
    return graph;
  };

  const idOf = async (sql: Sql, botId: number, version: number): Promise<number | null> => {
    const raw = await sql(TABLE).where({ bot_id: botId, version }).first<Raw | undefined>('id');
    return raw ? Number(raw.id) : null;
  };

  /** The version that the run walks, and who published it; both null: a list of steps. */
  const authorOf = async ({ versionId: id }: Pick<RunRow, 'versionId'>) => {
    const raw =
      id === null
        ? undefined
        : await db.knex(TABLE).where({ id }).first<Raw | undefined>('version', 'publisher_id');
    const numberIn = (value: unknown) =>
      value === null || value === undefined ? null : Number(value);
    return { version: numberIn(raw?.version), publisherId: numberIn(raw?.publisher_id) };
  };

  return {
    /** The graph that a run walks. Within a transaction it is read by that. */
    graphOf: ({ versionId, steps }: RunRow, sql?: Sql): Promise<FlowGraph> =>
      versionId === null ? Promise.resolve(graphOfSteps(steps ?? [])) : read(versionId, sql),
    idOf,
    /** Ids of the versions of a bot before this one. */
    before: (sql: Sql, { botId, version }: { botId: number; version: number }): Promise<number[]> =>
      sql(TABLE).where({ bot_id: botId }).where('version', '<', version).pluck('id'),
    /** Ids of all versions of a bot. */
    all: (sql: Sql, botId: number): Promise<number[]> =>
      sql(TABLE).where({ bot_id: botId }).pluck('id'),
    /** Versions that open runs walk. */
    open: async (): Promise<{ botId: number; graph: FlowGraph }[]> => {
      const raw = await db.knex(`${TABLE} as v`).whereExists(openOn(db.knex)).select<Raw[]>('v.*');
      return raw.flatMap((one) => {
        const { botId, graph } = readRow(flowVersionTable, one);
        return graph ? [{ botId, graph }] : [];
      });
    },
    /** The version, and the time in which runs began by it; null: there is none. */
    spanOf: async (
      botId: number,
      version: number
    ): Promise<{ id: number; from: number; until: number | null } | null> => {
      const rows = await listed(db.knex, botId);
      const at = rows.findIndex((one) => one.version === version);
      const row = rows[at];
      return row ? { id: row.id, from: row.at, until: rows[at - 1]?.at ?? null } : null;
    },
    /** These versions, each the newest of its bot, and since when runs begin by them. */
    current: async (
      newest: readonly { botId: number; version: number }[]
    ): Promise<{ botId: number; versionId: number; from: number }[]> => {
      if (newest.length === 0) return [];
      const rows = await db
        .knex(TABLE)
        .where((q) => {
          for (const { botId, version } of newest) void q.orWhere({ bot_id: botId, version });
        })
        .select<Raw[]>('id', 'bot_id', 'at');
      return rows.map(({ id, bot_id: botId, at }) => ({
        ...{ botId: Number(botId), versionId: Number(id), from: Number(at) },
      }));
    },
    /** The number of the version that the run walks; null: a list of steps. */
    numberOf: async ({ versionId: id }: Pick<RunRow, 'versionId'>): Promise<number | null> => {
      const raw = id === null ? null : await db.knex(TABLE).where({ id }).first<Raw>('version');
      return raw ? Number(raw.version) : null;
    },
    authorOf,
    /** Who published a version of a bot; null: nobody known, or no such version. */
    publisherOf: async (botId: number, version: number): Promise<number | null> => {
      const versionId = await idOf(db.knex, botId, version);
      return (await authorOf({ versionId })).publisherId;
    },
    list: async (botId: number): Promise<Omit<FlowVersion, 'isCurrent'>[]> => {
      const rows = await listed(db.knex, botId);
      const open = await openByVersion(
        db.knex,
        rows.map(({ id }) => id)
      );
      return rows.map(({ id, version, at, by, nodes }) => ({
        ...{ version, at, by, nodes },
        open: open.get(id) ?? 0,
      }));
    },
    /** The graph of this version, or null. */
    graphAt: async (botId: number, version: number): Promise<FlowGraph | null> => {
      const id = await idOf(db.knex, botId, version);
      return id === null ? null : read(id);
    },
    /** Who is where in the flow, seen from a graph that is to be published. */
    impact: async (botId: number, next: FlowGraph): Promise<FlowImpact> => {
      const rows = await listed(db.knex, botId);
      const places = new Map<number, Place[]>();
      const ids = rows.map(({ id }) => id);
      const found = await openPlaces(db.knex, ids);
      for (const place of found) addTo(places, place.versionId, place);
      const isCut = sumOf(found) >= FLOW_OPEN_COUNTED;
      const walked: Walked[] = [];
      for (const { id, version } of rows) {
        const counted = places.get(id) ?? [];
        if (counted.length === 0 && !isCut) continue;
        const graph = await read(id);
        const more = isCut ? await uncounted(db.knex, { id, graph }, counted) : [];
        const counts = new Map([...counted, ...more].map(({ node, count }) => [node, count]));
        walked.push({ version, graph, counts });
      }
      return impactOf(walked, next);
    },
    /** Stores the graph under its version, once; answers its id. */
    keep: async (
      trx: Knex.Transaction,
      { botId, version, graph, by = null, publisherId = null }: Published
    ): Promise<number> => {
      const known = await idOf(trx, botId, version);
      if (known !== null) return known;
      const who = { by, publisherId };
      const row = { botId, version, graph, ...who, nodes: graph.nodes.length, at: clock.now() };
      const rows = [writeRow(flowVersionTable, { ...row, dropped: false })];
      await insertIgnore(db, trx, { table: TABLE, rows, keys: ['bot_id', 'version'] });
      return Number(await idOf(trx, botId, version));
    },
    /** The bot is gone: its versions go as soon as no run walks them. */
    drop: async (trx: Knex.Transaction, botId: number): Promise<void> => {
      await trx(TABLE).where({ bot_id: botId }).update({ dropped: true });
    },
    /** Takes versions of bots that are gone away which no run walks any more. */
    purge: async (): Promise<void> => {
      const ids = await db
        .knex(`${TABLE} as v`)
        .where({ 'v.dropped': true })
        .whereNotExists(openOn(db.knex))
        .pluck<number[]>('v.id');
      if (ids.length > 0) await db.knex(TABLE).whereIn('id', ids).delete();
    },
  };
};
export type Versions = ReturnType<typeof createVersions>;
