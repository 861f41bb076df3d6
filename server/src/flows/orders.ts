import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { PublishOrder } from '../contracts/bots';
import { failPoint } from '../kernel/fail-point';
import { addTo } from '../kernel/lists';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { insertMany } from '../strapi/insert';
import { readRow, writeRow } from '../strapi/table';
import { MOVED } from './domain/resumable';
import { NOT_WAITING } from './moves';
import type { Published, Versions } from './versions';
import {
  OPEN,
  runOrderTable,
  runStepTable,
  runTable,
  type RunOrderRow,
  type RunRow,
} from './tables';
import { endRuns } from './wait-store';

const ORDERS = runOrderTable.table;
const RUNS = runTable.table;
type Raw = Record<string, unknown>;

/** Runs moved or ended at once, and such as may be waiting to be ended. */
const PIECE = 500;

type Concerned = Pick<RunRow, 'id' | 'step'>;

/** Runs before the published version that are at the step, and that nothing has answered or ended. */
const concerned = (sql: Sql, { node }: RunOrderRow, versionIds: readonly number[]) =>
  sql(RUNS)
    .whereIn('version_id', [...versionIds])
    .whereIn('state', [...OPEN])
    .where({ node })
    .whereNull('reason')
    .whereNull('answer_id');

/**
 * What was decided when a flow was published, for people at a step that it has no more. Each order is kept until nobody of them
 * is left: what was done does not count for it any more, so a repeat after a crash, or another process, does the rest. Who has
 * answered, and who comes to the step later, goes on by the version on which they began.
 */
export const createOrders = (strapi: Core.Strapi, versions: Versions) => {
  const { db, clock } = contextOf(strapi);

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
        ...writeRow(runTable, { ...NOT_WAITING, versionId, node: target }),
        ...writeRow(runTable, { tries: 0, lastError: null, owner: null, ownedUntil: 0 }),
        step: trx.raw('step + 1'),
        since_wait: trx.raw('since_wait + 1'),
        // What is about to answer a message still does.
        unasked: trx.raw('CASE WHEN owes THEN unasked ELSE TRUE END'),
        // Woken piece by piece, as other waits that are over. A person who has the conversation keeps it.
        next_at: trx.raw(`CASE WHEN state = 'held' THEN next_at ELSE ? END`, [at]),
        state: trx.raw(`CASE WHEN state = 'held' THEN state ELSE 'waiting' END`),
      });
    failPoint('flow-moved');
  };

  const endThese = (trx: Knex.Transaction, runs: readonly Concerned[]) => {
    const ids = runs.map(({ id }) => id);
    const why = { reason: 'step-deleted', at: clock.now() } as const;
    return endRuns(trx(RUNS).whereIn('id', ids), why);
  };

  /** A piece of the runs that no process works on at this moment. */
  const doPiece = async (order: RunOrderRow, versionIds: readonly number[]): Promise<void> => {
    const free = (sql: Sql) =>
      concerned(sql, order, versionIds).whereRaw(`owned_until < ${db.now}`);
    const ids = await free(db.knex).limit(PIECE).pluck<number[]>('id');
    if (ids.length === 0) return;
    await db.tx(async (trx) => {
      const runs = await free(trx)
        .whereIn('id', ids)
        .orderBy('id')
        .forUpdate()
        .select<Raw[]>('id', 'step');
      const found = runs.map(({ id, step }) => ({ id: Number(id), step: Number(step) }));
      if (found.length === 0) return;
      await (order.target === null ? endThese(trx, found) : moveThese(trx, found, order));
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
    const versionIds = await versions.before(db.knex, order);
    if (order.target !== null || !(await isFull())) await doPiece(order, versionIds);
    if ((await concerned(db.knex, order, versionIds).first<unknown>('id')) !== undefined)
      return false;
    await db.knex(ORDERS).where({ id: order.id }).delete();
    return true;
  };

  const list = async (): Promise<RunOrderRow[]> =>
    ((await db.knex(ORDERS).orderBy('id')) as Raw[]).map((raw) => readRow(runOrderTable, raw));

  return {
    /** Does a piece of what is to be done for each bot, in the order in which it was decided. */
    carryOut: async (): Promise<void> => {
      const byBot = new Map<number, RunOrderRow[]>();
      for (const order of await list()) addTo(byBot, order.botId, order);
      for (const orders of byBot.values())
        for (const order of orders) if (!(await carryOut(order))) break;
    },
    /** Decides it, in the transaction that publishes. A newer word about a step takes the place of an older one. */
    give: async (
      trx: Knex.Transaction,
      { botId, version, by = null }: Published,
      waiting: PublishOrder['waiting']
    ): Promise<void> => {
      const nodes = waiting.map(({ node }) => node);
      await trx(ORDERS).where({ bot_id: botId }).whereIn('node', nodes).delete();
      const rows = waiting.flatMap((one) => {
        if (one.then === 'finish') return [];
        const target = one.then === 'move' ? one.to : null;
        return [writeRow(runOrderTable, { botId, version, node: one.node, target, by })];
      });
      if (rows.length > 0) await trx(ORDERS).insert(rows);
    },
    /** The bot is gone. */
    drop: async (trx: Knex.Transaction, botId: number): Promise<void> => {
      await trx(ORDERS).where({ bot_id: botId }).delete();
    },
  };
};
export type Orders = ReturnType<typeof createOrders>;
