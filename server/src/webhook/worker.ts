import type { Knex } from 'knex';
import type { WebhookElement } from '../cloud-api/webhook-element';
import type { Clock } from '../kernel/clock';
import { failPoint } from '../kernel/fail-point';
import { readRow } from '../strapi/table';
import { createFailures, lostStarts, MAX_STARTS, type FailureDeps } from './failures';
import { changeTable, type ChangeRow } from './tables';

const TABLE = changeTable.table;
/** Changes of people, each in a transaction of its own, before the worker looks for newer ones. */
export const INBOUND_BATCH = 50;
/** What is done after the commit of a change, with what its transaction found. A rolled back try never gets there. */
export type AfterCommit = () => void;

/** What became of a change: `foreign` is not ours and dropped, `unclaimed` waits for its number to be connected. */
export type Applied =
  | { outcome: 'done' | 'foreign'; after?: AfterCommit }
  | { outcome: 'unclaimed'; numberId: number; after?: AfterCommit };

/** What applies changes; set by the wiring. */
export interface ChangeHandlers {
  /** Before a batch: reads what the handlers need for it, outside any transaction. */
  before(batch: 'people' | 'receipts'): Promise<void>;
  /** Before a change's transaction: what must not be inside one and is harmless twice. */
  ahead(element: WebhookElement): Promise<void>;
  /** Lanes 0 and 1: one change in its own transaction. */
  apply(trx: Knex.Transaction, element: WebhookElement): Promise<Applied>;
  /** Lane 2: many statuses in one transaction; `foreign` are the places (0…n-1) of those that are not ours. */
  applyStatuses(
    trx: Knex.Transaction,
    elements: WebhookElement[]
  ): Promise<{ foreign: number[]; after?: AfterCommit }>;
  /** After the commit, in order: what may not be in a transaction (waking senders, read marks…). */
  committed(elements: WebhookElement[]): void;
}

interface Deps extends FailureDeps {
  clock: Pick<Clock, 'monotonic'>;
  handlers: ChangeHandlers;
}

const elementOf = ({ value, forNumber }: ChangeRow): WebhookElement => {
  const element = JSON.parse(value) as WebhookElement;
  return forNumber === null ? element : { ...element, isLate: true };
};

/** True when this worker may apply the change: somebody else may have done it meanwhile (a zombie's lease). */
const finish = async (
  trx: Knex.Transaction,
  ids: number[],
  state: 'done' | 'foreign'
): Promise<number> =>
  ids.length === 0
    ? 0
    : trx(TABLE)
        .whereIn('id', ids)
        .whereIn('state', ['new', 'retry'])
        .update({ state, error: null });

export const createChangeWorker = (deps: Deps) => {
  const { db, clock, handlers } = deps;
  const { fail, parkSuspect } = createFailures<ChangeRow>(deps, {
    table: TABLE,
    called: 'change',
    kindOf: (row) => row.kind,
  });

  const applyStatus: ChangeHandlers['apply'] = async (trx, element) => {
    const { foreign, after } = await handlers.applyStatuses(trx, [element]);
    return { outcome: foreign.length > 0 ? 'foreign' : 'done', ...(after ? { after } : {}) };
  };

  const commitOne = (row: ChangeRow, element: WebhookElement) =>
    db.tx(async (trx) => {
      if ((await finish(trx, [row.id], 'done')) === 0) return null;
      failPoint('mid-apply');
      const apply = row.lane === 2 ? applyStatus : handlers.apply;
      const applied = await apply(trx, element);
      const { outcome } = applied;
      const place = outcome === 'unclaimed' ? { for_number: applied.numberId } : {};
      if (outcome !== 'done')
        await trx(TABLE)
          .where({ id: row.id })
          .update({ state: outcome, ...place });
      return applied;
    });

  const applyOne = async (row: ChangeRow) => {
    try {
      const element = elementOf(row);
      if (row.lane !== 2) await handlers.ahead(element);
      const applied = await commitOne(row, element);
      if (!applied) return;
      applied.after?.();
      handlers.committed([element]);
    } catch (error) {
      await fail(row, error);
    }
  };

  /** Answers how long the transaction itself took, ms: not how long it waited for SQLite's only connection. */
  const applyStatuses = async (rows: ChangeRow[]): Promise<number> => {
    let began = clock.monotonic();
    try {
      const elements = rows.map(elementOf);
      const after = await db.tx(async (trx) => {
        began = clock.monotonic();
        const applied = await handlers.applyStatuses(trx, elements);
        const foreign = new Set(applied.foreign);
        const ids = (keep: boolean) =>
          rows.filter((_, i) => foreign.has(i) === keep).map((row) => row.id);
        failPoint('mid-apply');
        await finish(trx, ids(false), 'done');
        await finish(trx, ids(true), 'foreign');
        return applied.after;
      });
      after?.();
      handlers.committed(elements);
    } catch {
      for (const row of rows) await applyOne(row); // the bad one fails alone and is kept with its error
    }
    return clock.monotonic() - began;
  };

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
  const begin = (rows: ChangeRow[]) =>
    db
      .knex(TABLE)
      .whereIn(
        'id',
        rows.map((row) => row.id)
      )
      .increment('attempts', 1);

  /** One change that was there at a start without outcome: begun alone, so that others are not counted with it. */
  const tryAlone = async (row: ChangeRow, mostStarts: number) => {
    if (lostStarts(row) >= mostStarts) return parkSuspect(row);
    await begin([row]);
    await applyOne(row);
  };

  const workInbound = async (rows: ChangeRow[]) => {
    const fresh = rows.filter((row) => lostStarts(row) === 0);
    if (fresh.length > 0) await begin(fresh);
    for (const row of rows) {
      if (lostStarts(row) === 0) await applyOne(row);
      else await tryAlone(row, MAX_STARTS);
    }
  };

  const workStatuses = async (rows: ChangeRow[]): Promise<number> => {
    const together = rows.filter((row) => lostStarts(row) < MAX_STARTS);
    let tookMs = 0;
    if (together.length > 0) {
      await begin(together);
      tookMs = await applyStatuses(together);
    }
    // The guilty one of a batch that kept falling over shows itself by one more start, alone.
    for (const row of rows) if (lostStarts(row) >= MAX_STARTS) await tryAlone(row, MAX_STARTS + 1);
    return tookMs;
  };

  return {
    /** Applies what people and Meta said in these shards, at most one batch. Returns how many changes were tried. */
    people: async (shards: number[]): Promise<number> => {
      if (shards.length === 0) return 0;
      const rows = await due(shards, [0, 1], INBOUND_BATCH);
      if (rows.length > 0) {
        await handlers.before('people');
        await workInbound(rows);
      }
      return rows.length;
    },
    /** Applies delivery statuses of these shards, at most `most` in one transaction. Returns how many were tried, in how many ms. */
    receipts: async (shards: number[], most: number): Promise<{ rows: number; tookMs: number }> => {
      const rows = shards.length === 0 ? [] : await due(shards, [2], most);
      if (rows.length === 0) return { rows: 0, tookMs: 0 };
      await handlers.before('receipts');
      return { rows: rows.length, tookMs: await workStatuses(rows) };
    },
  };
};
