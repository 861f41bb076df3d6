import type { Knex } from 'knex';
import type { WebhookElement } from '../cloud-api/webhook-element';
import { failPoint } from '../kernel/fail-point';
import { dbNow, type Db } from '../strapi/db';
import { errorText, type Log } from '../strapi/log';
import { readRow } from '../strapi/table';
import { changeTable, type ChangeRow } from './tables';

const TABLE = changeTable.table;
const MAX_STARTS = 3;
/** Statuses are applied by the batch; inbound changes one by one, each in its own transaction. */
const STATUS_BATCH = 500;
const INBOUND_BATCH = 50;

/** What applies changes; set by the wiring. `foreign` = not ours: counted and dropped. */
export interface ChangeHandlers {
  /** Before a batch: reads what the handlers need, outside any transaction. */
  before(): Promise<void>;
  /** Lanes 0 and 1: one change in its own transaction. */
  apply(trx: Knex.Transaction, element: WebhookElement): Promise<'done' | 'foreign'>;
  /** Lane 2: many statuses in one transaction; answers the places (0…n-1) of those that are not ours. */
  applyStatuses(trx: Knex.Transaction, elements: WebhookElement[]): Promise<number[]>;
  /** After the commit, in order: what may not be in a transaction (waking senders, read marks…). */
  committed(elements: WebhookElement[]): void;
}

interface Deps {
  db: Db;
  log: Log;
  handlers: ChangeHandlers;
  retryMs: number[];
}

const elementOf = (row: ChangeRow): WebhookElement => JSON.parse(row.value) as WebhookElement;

/** True when this worker may apply the change: somebody else may have done it meanwhile (a zombie's lease). */
const finish = async (trx: Knex.Transaction, ids: number[], state: 'done' | 'foreign'): Promise<number> =>
  ids.length === 0 ? 0 : trx(TABLE).whereIn('id', ids).whereIn('state', ['new', 'retry']).update({ state, error: null });

export const createChangeWorker = ({ db, log, handlers, retryMs }: Deps) => {
  const fail = async (row: ChangeRow, error: unknown) => {
    const wait = retryMs[row.attempts];
    const parked = wait === undefined;
    log[parked ? 'error' : 'warn'](parked ? 'change parked' : 'change will be tried again', {
      change: row.id,
      kind: row.kind,
      attempt: row.attempts + 1,
      error: errorText(error),
    });
    const now = await dbNow(db);
    await db
      .knex(TABLE)
      .where({ id: row.id })
      .whereIn('state', ['new', 'retry'])
      .update({
        state: parked ? 'parked' : 'retry',
        next_at: now + (wait ?? 0),
        error: errorText(error),
      });
  };

  const applyOne = async (row: ChangeRow) => {
    const element = elementOf(row);
    try {
      const applied = await db.tx(async (trx) => {
        if ((await finish(trx, [row.id], 'done')) === 0) return false;
        failPoint('mid-apply');
        const outcome =
          row.lane === 2
            ? (await handlers.applyStatuses(trx, [element])).length > 0
              ? 'foreign'
              : 'done'
            : await handlers.apply(trx, element);
        if (outcome === 'foreign') await trx(TABLE).where({ id: row.id }).update({ state: 'foreign' });
        return true;
      });
      if (applied) handlers.committed([element]);
    } catch (error) {
      await fail(row, error);
    }
  };

  const applyStatuses = async (rows: ChangeRow[]) => {
    const elements = rows.map(elementOf);
    try {
      await db.tx(async (trx) => {
        const foreign = new Set(await handlers.applyStatuses(trx, elements));
        const ids = (keep: boolean) => rows.filter((_, i) => foreign.has(i) === keep).map((row) => row.id);
        failPoint('mid-apply');
        await finish(trx, ids(false), 'done');
        await finish(trx, ids(true), 'foreign');
      });
      handlers.committed(elements);
    } catch {
      for (const row of rows) await applyOne(row); // the bad one fails alone and is kept with its error
    }
  };

  const parkSuspect = (row: ChangeRow) =>
    db.knex(TABLE).where({ id: row.id }).update({ state: 'parked', error: 'stopped the process several times' });

  const due = async (shards: number[], lanes: number[], limit: number): Promise<ChangeRow[]> => {
    const rows = await db
      .knex(TABLE)
      .whereIn('shard', shards)
      .whereIn('state', ['new', 'retry'])
      .whereIn('lane', lanes)
      .whereRaw(`next_at <= ${db.now}`)
      .orderBy([{ column: 'lane' }, { column: 'id' }])
      .limit(limit)
      .select<Record<string, unknown>[]>();
    return rows.map((row) => readRow(changeTable, row));
  };

  /** Counts the start in a commit of its own, so that a change which kills the process is known after it. */
  const begin = async (rows: ChangeRow[]): Promise<ChangeRow[]> => {
    const suspects = rows.filter((row) => row.attempts > MAX_STARTS + retryMs.length);
    for (const row of suspects) await parkSuspect(row);
    const rest = rows.filter((row) => !suspects.includes(row));
    if (rest.length > 0) {
      await db
        .knex(TABLE)
        .whereIn(
          'id',
          rest.map((row) => row.id)
        )
        .increment('attempts', 1);
    }
    return rest;
  };

  /** One pass over the shards that this process holds. Answers how many changes were tried. */
  const work = async (shards: number[]): Promise<number> => {
    if (shards.length === 0) return 0;
    await handlers.before();
    const inbound = await due(shards, [0, 1], INBOUND_BATCH);
    for (const row of await begin(inbound)) await applyOne(row);
    if (inbound.length === INBOUND_BATCH) return inbound.length; // what people said goes first
    const statuses = await due(shards, [2], STATUS_BATCH);
    const started = await begin(statuses);
    const [alone, together] = [
      started.filter((row) => row.attempts >= MAX_STARTS),
      started.filter((row) => row.attempts < MAX_STARTS),
    ];
    if (together.length > 0) await applyStatuses(together);
    for (const row of alone) await applyOne(row);
    return inbound.length + statuses.length;
  };
  return { work };
};
