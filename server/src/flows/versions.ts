import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { FlowGraph } from '../contracts/flow-graph';
import { contextOf } from '../strapi/context';
import { insertIgnore } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { graphOfSteps } from './domain/linear';
import { flowVersionTable, OPEN, runTable, type RunRow } from './tables';

const TABLE = flowVersionTable.table;
type Raw = Record<string, unknown>;

/** Graphs kept in memory. A version never changes. */
const KEPT = 200;

/** What runs walk: stored graphs of flows, and the forms of bots as graphs. */
export const createVersions = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const kept = new Map<number, FlowGraph>();

  const read = async (id: number): Promise<FlowGraph> => {
    const known = kept.get(id);
    if (known) return known;
    const raw = await db.knex(TABLE).where({ id }).first<Raw | undefined>();
    const graph = raw ? readRow(flowVersionTable, raw).graph : null;
    if (!graph) return graphOfSteps([]);
    if (kept.size >= KEPT) kept.clear();
    kept.set(id, graph);
    return graph;
  };

  return {
    graphOf: ({ versionId, steps }: RunRow): Promise<FlowGraph> =>
      versionId === null ? Promise.resolve(graphOfSteps(steps ?? [])) : read(versionId),
    /** Versions that open runs walk. */
    open: async (): Promise<{ botId: number; graph: FlowGraph }[]> => {
      const raw = await db
        .knex(`${TABLE} as v`)
        .whereExists(
          db
            .knex(`${runTable.table} as r`)
            .whereRaw('r.version_id = v.id')
            .whereIn('r.state', [...OPEN])
        )
        .select<Raw[]>('v.*');
      return raw.flatMap((one) => {
        const { botId, graph } = readRow(flowVersionTable, one);
        return graph ? [{ botId, graph }] : [];
      });
    },
    /** The number of the version that the run walks; null: a list of steps. */
    numberOf: async ({ versionId: id }: Pick<RunRow, 'versionId'>): Promise<number | null> => {
      const raw = id === null ? null : await db.knex(TABLE).where({ id }).first<Raw>('version');
      return raw ? Number(raw.version) : null;
    },
    /** Stores the graph under its version, once; answers its id. */
    keep: async (
      trx: Knex.Transaction,
      { botId, version, graph }: { botId: number; version: number; graph: FlowGraph }
    ): Promise<number> => {
      const find = () =>
        trx(TABLE).where({ bot_id: botId, version }).first<{ id: unknown } | undefined>('id');
      const known = await find();
      if (known) return Number(known.id);
      const rows = [writeRow(flowVersionTable, { botId, version, graph, at: clock.now() })];
      await insertIgnore(db, trx, { table: TABLE, rows, keys: ['bot_id', 'version'] });
      return Number((await find())?.id);
    },
  };
};
export type Versions = ReturnType<typeof createVersions>;
