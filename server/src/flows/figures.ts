import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  FIGURES_DAYS,
  FIGURES_RUNS,
  GOAL_RUNS,
  STAYS_RUNS,
  type StepFigures,
} from '../contracts/flow-figures';
import { notFound } from '../kernel/errors';
import { DAY_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { pieces, type Sql } from '../strapi/db';
import { figuresOf, mediansOf, type AtCount, type LeftCount, type Stay } from './domain/figures';
import { MOVED, RESUMED } from './domain/resumable';
import type { FlowsService, GoalRate } from './public';
import { OPEN, runStepTable, runTable } from './tables';
import { openPlaces, type Versions } from './versions';

const STEPS = runStepTable.table;
type Raw = Record<string, unknown>;

/** Steps that tell of colleagues, and are none of the flow. */
const NO_STEPS = [MOVED, RESUMED];
/** Steps at which people stay. */
const WAITING_KINDS = ['question', 'choice', 'wait'];
/** Visits of which the time is taken. */
const STAYS_MOST = 20_000;
/** Flows whose goals one statement counts: databases bound how long it may be. */
const FLOWS_AT_ONCE = 50;

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
const newestRuns = (
  sql: Sql,
  { botId, versionId, since, until }: Span,
  most = FIGURES_RUNS
): Knex.QueryBuilder => {
  const runs = sql(runTable.table)
    .where({ bot_id: botId, version_id: versionId })
    .where('started_at', '>=', since)
    .orderBy('started_at', 'desc')
    .limit(most)
    .select('id', 'bot_id', 'node', 'state', 'started_at', 'goal_at');
  return until === null ? runs : runs.where('started_at', '<=', until);
};

/** How their steps were left: each run's steps are a range of one index. */
const leftBy = async (sql: Sql, span: Span): Promise<LeftCount[]> => {
  const rows = await sql
    .from(newestRuns(sql, span).as('r'))
    .join(`${STEPS} as s`, 's.run_id', 'r.id')
    .whereNotIn('s.kind', NO_STEPS)
    .groupBy('s.node', 's.exit')
    .select<Raw[]>('s.node', 's.exit', sql.raw('count(*) as n'));
  return rows.map(({ node, exit, n }) => ({
    node: String(node),
    exit: exit === null ? null : String(exit),
    count: Number(n),
  }));
};

/** How many of the runs came to each step: left it, wait there or ended there. */
const reachedBy = async (sql: Sql, span: Span): Promise<Map<string, number>> => {
  const left = sql
    .from(newestRuns(sql, span).as('r'))
    .join(`${STEPS} as s`, 's.run_id', 'r.id')
    .whereNotIn('s.kind', NO_STEPS)
    .select('s.node as node', 's.run_id as run_id');
  const there = sql
    .from(newestRuns(sql, span).as('q'))
    .whereNotNull('q.node')
    .select('q.node as node', 'q.id as run_id');
  // A union holds each pair of step and run once.
  const rows = await sql
    .from(left.union(there).as('u'))
    .groupBy('u.node')
    .select<Raw[]>('u.node', sql.raw('count(*) as n'));
  return new Map(rows.map(({ node, n }) => [String(node), Number(n)]));
};

/** How long runs stayed at steps that wait: from the step before, or their beginning, until they left it. */
const staysAt = async (sql: Sql, span: Span): Promise<Stay[]> => {
  const rows = await sql
    .from(newestRuns(sql, span, STAYS_RUNS).as('r'))
    .join(`${STEPS} as s`, 's.run_id', 'r.id')
    .joinRaw(`LEFT JOIN ${STEPS} p ON p.run_id = s.run_id AND p.visit = s.visit - 1`)
    .whereIn('s.kind', WAITING_KINDS)
    .limit(STAYS_MOST)
    .select<Raw[]>('s.node', 's.at as left_at', 'p.at as before_at', 'r.started_at');
  return rows.map(({ node, left_at: leftAt, before_at: beforeAt, started_at: startedAt }) => ({
    node: String(node),
    ms: Number(leftAt) - Number(beforeAt ?? startedAt),
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

/** Of each of these flows how many of its newest runs reached the goal, which counts once for each. */
const goalRatesOf = async (
  sql: Sql,
  spans: readonly Span[],
  most: number
): Promise<Map<number, GoalRate>> => {
  const newestOf = (span: Span) =>
    sql
      .from(newestRuns(sql, span, most).as('r'))
      .select('r.bot_id as bot_id', 'r.goal_at as goal_at');
  const rates = new Map<number, GoalRate>();
  for (const piece of pieces(spans, FLOWS_AT_ONCE)) {
    const [first, ...others] = piece.map(newestOf);
    if (!first) continue;
    const rows = await sql
      .from(first.unionAll(others).as('u'))
      .groupBy('bot_id')
      .select<Raw[]>('bot_id', sql.raw('count(*) as n'), sql.raw('count(goal_at) as reached'));
    for (const { bot_id: id, n, reached } of rows)
      rates.set(Number(id), { runs: Number(n), reached: Number(reached) });
  }
  return rates;
};

/** How often the steps of a version were entered and left, read when somebody looks. */
export const createFigures = (
  strapi: Core.Strapi,
  versions: Versions
): Pick<FlowsService, 'figures' | 'goalRates'> => {
  const { db, clock } = contextOf(strapi);

  const sinceOf = (from: number, days: number) => Math.max(from, clock.now() - days * DAY_MS);
  const spanOf = async (botId: number, { version, days }: { version: number; days: number }) => {
    const found = await versions.spanOf(botId, version);
    if (!found) return null;
    const since = sinceOf(found.from, days);
    return { botId, versionId: found.id, since, until: found.until } satisfies Span;
  };

  /** What only the funnel shows: a run is looked at once more for it. */
  const funnelOf = async (span: Span, version: number) => {
    const reached = await reachedBy(db.knex, span);
    const hasGoal = Boolean((await versions.graphAt(span.botId, version))?.goal);
    const rates = hasGoal ? await goalRatesOf(db.knex, [span], FIGURES_RUNS) : null;
    return { reached, reachedGoal: rates && (rates.get(span.botId)?.reached ?? 0) };
  };

  return {
    figures: async (botId, { withFunnel, ...asked }): Promise<StepFigures> => {
      const { version } = asked;
      const span = await spanOf(botId, asked);
      if (!span) throw notFound('the version');
      const { at, runs } = await placesOf(db.knex, span);
      const open = await openPlaces(db.knex, [span.versionId]);
      const waiting = new Map(open.map(({ node, count }) => [node, count]));
      const visits = figuresOf(await leftBy(db.knex, span), at, waiting);
      const medians = mediansOf(await staysAt(db.knex, span));
      const funnel = withFunnel ? await funnelOf(span, version) : null;
      return {
        version,
        since: span.since,
        runs,
        reachedGoal: funnel?.reachedGoal ?? null,
        nodes: visits.map((one) => ({
          ...one,
          reached: funnel && (funnel.reached.get(one.node) ?? 0),
          medianMs: medians.get(one.node) ?? null,
        })),
      };
    },
    goalRates: async (flows) => {
      const found = await versions.current(flows);
      const spans = found.map(({ from, ...span }): Span => ({
        ...span,
        since: sinceOf(from, FIGURES_DAYS),
        until: null,
      }));
      return goalRatesOf(db.knex, spans, GOAL_RUNS);
    },
  };
};
