import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { FIGURES_DAYS, FIGURES_RUNS } from '../contracts/bots';
import { notFound } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { figuresOf, type AtCount, type LeftCount } from './domain/figures';
import { MOVED, RESUMED } from './domain/resumable';
import type { FlowsService } from './public';
import { OPEN, runStepTable, runTable } from './tables';
import { openPlaces, type Versions } from './versions';

type Raw = Record<string, unknown>;

/** What is counted. `until`: null = now. */
interface Span {
  botId: number;
  versionId: number;
  since: number;
  until: number | null;
}

/**
 * The newest runs of a version. Runs of other versions hardly began in its time, so that the index of bot and beginning
 * is read from its end and not far.
 */
const newestRuns = (sql: Sql, { botId, versionId, since, until }: Span): Knex.QueryBuilder => {
  const runs = sql(runTable.table)
    .where({ bot_id: botId, version_id: versionId })
    .where('started_at', '>=', since)
    .orderBy('started_at', 'desc')
    .limit(FIGURES_RUNS)
    .select('id', 'node', 'state');
  return until === null ? runs : runs.where('started_at', '<=', until);
};

/** How their steps were left: each run's steps are a range of one index. */
const leftBy = async (sql: Sql, span: Span): Promise<LeftCount[]> => {
  const rows = await sql
    .from(newestRuns(sql, span).as('r'))
    .join(`${runStepTable.table} as s`, 's.run_id', 'r.id')
    .whereNotIn('s.kind', [MOVED, RESUMED])
    .groupBy('s.node', 's.exit')
    .select<Raw[]>('s.node', 's.exit', sql.raw('count(*) as n'));
  return rows.map(({ node, exit, n }) => ({
    node: String(node),
    exit: exit === null ? null : String(exit),
    count: Number(n),
  }));
};

/** Where they are, and how many there are in all. */
const placesOf = async (sql: Sql, span: Span): Promise<{ at: AtCount[]; runs: number }> => {
  const rows = await sql
    .from(newestRuns(sql, span).as('r'))
    .groupBy('r.node', 'r.state')
    .select<Raw[]>('r.node', 'r.state', sql.raw('count(*) as n'));
  const open = new Set<unknown>(OPEN);
  const at = new Map<string, AtCount>();
  for (const { node, state, n } of rows) {
    if (node === null) continue;
    const isOpen = open.has(state);
    const key = `${String(node)} ${isOpen}`;
    const count = Number(n) + (at.get(key)?.count ?? 0);
    at.set(key, { node: String(node), isOpen, count });
  }
  return { at: [...at.values()], runs: rows.reduce((sum, { n }) => sum + Number(n), 0) };
};

/** How often the steps of a version were entered and left, read when somebody looks. */
export const createFigures = (strapi: Core.Strapi, versions: Versions): FlowsService['figures'] => {
  const { db, clock } = contextOf(strapi);
  return async (botId, version) => {
    const found = await versions.spanOf(botId, version);
    if (!found) throw notFound('the version');
    const since = Math.max(found.from, clock.now() - FIGURES_DAYS * DAY_MS);
    const span = { botId, versionId: found.id, since, until: found.until };
    const { at, runs } = await placesOf(db.knex, span);
    const open = await openPlaces(db.knex, [found.id]);
    const waiting = new Map(open.map(({ node, count }) => [node, count]));
    const nodes = figuresOf(await leftBy(db.knex, span), at, waiting);
    return { version, since, runs, nodes };
  };
};
