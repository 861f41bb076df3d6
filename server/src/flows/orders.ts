import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { PublishOrder } from '../contracts/bots';
import { failPoint } from '../kernel/fail-point';
import { addTo } from '../kernel/lists';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { errorText } from '../strapi/log';
import { insertMany } from '../strapi/insert';
import { readRow, writeRow } from '../strapi/table';
import { MOVED } from './domain/resumable';
import { NOT_WAITING } from './moves';
import type { Published, Versions } from './versions';
import {
  ANYWHERE,
  OPEN,
  runOrderTable,
  runStepTable,
  runTable,
  type RunOrderRow,
  type RunRow,
} from './tables';
import { endRuns, stopRunsOf } from './wait-store';

const ORDERS = runOrderTable.table;
const RUNS = runTable.table;
type Raw = Record<string, unknown>;

/** Runs moved or ended at once, and such as may be waiting to be ended. */
const PIECE = 500;

type Concerned = Pick<RunRow, 'id' | 'step'>;

/**
 * Runs before the published version that were at the step when it was decided, and that nothing has answered or ended. Of a bot
 * that was switched off: all that had begun.
 */
const concerned = (sql: Sql, { node, at }: RunOrderRow, versionIds: readonly number[]) => {
  const open = sql(RUNS)
    .whereIn('version_id', [...versionIds])
    .whereIn('state', [...OPEN])
    .whereNull('reason');
  if (node === ANYWHERE) return open.where('started_at', '<=', at);
  return open
    .where({ node })
    .whereNull('answer_id')
    .where((begun) => void begun.whereNull('asked_at').orWhere('asked_at', '<=', at));
};

/**
 * What was decided when a flow was published, for people at a step that it has no more, and when one was switched off. Each
 * order is kept until nobody of them is left: what was done does not count for it any more, so a repeat after a crash, or another
 * process, does the rest. Who has answered, and who comes to the step later, goes on by the version on which they began.
 */
export const createOrders = (strapi: Core.Strapi, versions: Versions) => {
  const { db, clock, log: logOf } = contextOf(strapi);
  const log = logOf('bots');

  /** The run enters the node as a new visit: what it says there has new keys, and answers nobody. */
  const moveThese = async (
    trx: Knex.Transaction,
    runs: readonly Concerned[],
    { botId, version, node, target, by }: RunOrderRow
  ): Promise<void> => {
    const at = clock.now();
    const versionId = await versions.idOf(trx, botId, version);
    if (versionId === null) throw new Error(`version ${version} of bot ${botId} is not stored`);
    const rows = runs.map(({ id, step }) => ({
      ...{ runId: id, visit: step + 1, node, kind: MOVED, ok: true, exit: null },
      ...{ messageId: null, reason: null, subject: by, stopped: false, at },
    }));
    await insertMany(db, trx, { into: runStepTable, rows, keys: ['runId', 'visit'] });
    const ids = runs.map(({ id }) => id);
    await trx(RUNS)
      .whereIn('id', ids)
      .update({
        // A question spoke when it was asked, also where the process died before it wrote so. Before `waits_for`: MySQL
        // assigns in this order.
        said: trx.raw(`CASE WHEN waits_for = 'answer' THEN TRUE ELSE said END`),
        ...writeRow(runTable, { ...NOT_WAITING, opened: null, versionId, node: target }),
        ...writeRow(runTable, { tries: 0, lastError: null, owner: null, ownedUntil: 0 }),
        step: trx.raw('step + 1'),
        since_wait: trx.raw('since_wait + 1'),
        // What is about to answer a message still does.
        unasked: trx.raw('CASE WHEN owes THEN unasked ELSE TRUE END'),
        // Woken piece by piece, as other waits that are over; who is owed an answer goes before those. A person who has the
        // conversation keeps it.
        next_at: trx.raw(`CASE WHEN state = 'held' THEN next_at ELSE ? END`, [at]),
        state: trx.raw(
          `CASE WHEN state = 'held' THEN state WHEN owes THEN 'due' ELSE 'waiting' END`
        ),
      });
    failPoint('flow-moved');
  };

  const endThese = (
    trx: Knex.Transaction,
    runs: readonly Concerned[],
    { node }: Pick<RunOrderRow, 'node'>
  ) => {
    const ids = runs.map(({ id }) => id);
    const reason = node === ANYWHERE ? 'deactivated' : 'step-deleted';
    return endRuns(trx(RUNS).whereIn('id', ids), { reason, at: clock.now() });
  };

  /** A piece of the runs that no process works on at this moment. */
  const doPiece = async (order: RunOrderRow, versionIds: readonly number[]): Promise<void> => {
    const free = (sql: Sql) =>
      concerned(sql, order, versionIds).whereRaw(`owned_until < ${db.now}`);
    const ids = await free(db.knex).limit(PIECE).pluck<number[]>('id');
    if (ids.length === 0) return;
    await db.tx(async (trx) => {
      // Another word about the step may have taken its place since it was read.
      const held = await trx(ORDERS).where({ id: order.id }).forUpdate().first<unknown>('id');
      if (held === undefined) return;
      const runs = await free(trx)
        .whereIn('id', ids)
        .orderBy('id')
        .forUpdate()
        .select<Raw[]>('id', 'step');
      const found = runs.map(({ id, step }) => ({ id: Number(id), step: Number(step) }));
      if (found.length === 0) return;
      await (order.target === null ? endThese(trx, found, order) : moveThese(trx, found, order));
      await realtimeService(strapi).append(trx, [{ type: 'bot', id: order.botId }]);
    });
  };

  /** A whole piece is still to be ended: more would only be in the way. */
  const isFull = async (): Promise<boolean> => {
    const ending = db.knex(RUNS).where({ state: 'due', lane: 1 }).whereNotNull('reason');
    return (await ending.limit(PIECE).pluck('id')).length >= PIECE;
  };

  /** Does a piece. True: nobody is left for whom the order was given. */
  const carryOut = async (order: RunOrderRow): Promise<boolean> => {
    const versionIds = await (order.node === ANYWHERE
      ? versions.all(db.knex, order.botId)
      : versions.before(db.knex, order));
    if (order.target !== null || !(await isFull())) await doPiece(order, versionIds);
    if ((await concerned(db.knex, order, versionIds).first<unknown>('id')) !== undefined)
      return false;
    await db.knex(ORDERS).where({ id: order.id }).delete();
    return true;
  };

  const ofBot = async (orders: readonly RunOrderRow[]): Promise<void> => {
    for (const order of orders) if (!(await carryOut(order))) return;
  };

  const list = async (): Promise<RunOrderRow[]> =>
    ((await db.knex(ORDERS).orderBy('id')) as Raw[]).map((raw) => readRow(runOrderTable, raw));

  return {
    /** Does a piece of what is to be done for each bot, in the order in which it was decided. */
    carryOut: async (): Promise<void> => {
      const byBot = new Map<number, RunOrderRow[]>();
      for (const order of await list()) addTo(byBot, order.botId, order);
      for (const [botId, orders] of byBot)
        await ofBot(orders).catch((error: unknown) => {
          // The other bots answer meanwhile; it is tried again in the next round.
          log.error('orders', { bot: botId, error: errorText(error) });
        });
    },
    /**
     * Decides it, in the transaction that publishes. A newer word about a step takes the place of an older one, and a step that
     * the flow has again is no deleted one.
     */
    give: async (
      trx: Knex.Transaction,
      { botId, version, graph, by = null }: Published,
      waiting: PublishOrder['waiting']
    ): Promise<void> => {
      const nodes = [...waiting.map(({ node }) => node), ...graph.nodes.map(({ id }) => id)];
      await trx(ORDERS).where({ bot_id: botId }).whereIn('node', nodes).delete();
      const at = clock.now();
      const rows = waiting.flatMap((one) => {
        if (one.then === 'finish') return [];
        const target = one.then === 'move' ? one.to : null;
        return [writeRow(runOrderTable, { botId, version, node: one.node, at, target, by })];
      });
      if (rows.length > 0) await trx(ORDERS).insert(rows);
    },
    /** Ends all runs of a bot, in the transaction that switches it off: a piece at once, the others by an order that outlives it. */
    endAll: async (trx: Knex.Transaction, botId: number): Promise<void> => {
      await stopRunsOf(trx, botId, clock.now());
      await trx(ORDERS).where({ bot_id: botId, node: ANYWHERE }).delete();
      const order = { botId, version: 0, node: ANYWHERE, at: clock.now(), target: null, by: null };
      await trx(ORDERS).insert(writeRow(runOrderTable, order));
    },
    /** The bot is gone. */
    drop: async (trx: Knex.Transaction, botId: number): Promise<void> => {
      await trx(ORDERS).where({ bot_id: botId }).delete();
    },
  };
};
export type Orders = ReturnType<typeof createOrders>;
