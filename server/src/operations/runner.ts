import type { Knex } from 'knex';
import { DomainError } from '../kernel/errors';
import type { Clock } from '../kernel/clock';
import { failPoint } from '../kernel/fail-point';
import { stableStringify } from '../kernel/json';
import type { FeedEntry } from '../realtime/public';
import type { Lease, Runtime } from '../runtime/public';
import type { Db } from '../strapi/db';
import { errorText, type Log } from '../strapi/log';
import { addCounters, afterFailure, nextRate } from './domain/progress';
import {
  changeOperation,
  findOperation,
  insertProblems,
  lockForStep,
  openOperations,
} from './store';
import type { OperationRow } from './tables';
import type { OperationKind, OperationStep } from './types';
import { operationOf } from './view';

/** Of one process at the same time: long work must leave connections to what people wait for. */
const AT_ONCE = 2;
const HINT_MS = 1_000;
/** Between two steps others get the database: on SQLite there is one connection. */
const PAUSE_MS = 2;
/** So long nobody could do it (its file lies on a server that is gone): it fails and says so. */
const NOBODY_MS = 10 * 60_000;

export interface RunnerDeps {
  db: Db;
  clock: Clock;
  log: Log;
  runtime: Runtime;
  kinds: Map<string, OperationKind>;
  append(trx: Knex.Transaction, entries: FeedEntry[]): Promise<void>;
}

export interface Runner {
  /** Takes up what is due and nobody does; called by the tick and after a start. */
  check(): Promise<void>;
  /** Is this one done here now? */
  has(id: number): boolean;
  /** Resolves when what runs in this process has stopped; it stops by itself while draining. */
  settled(): Promise<void>;
}

type Ended = 'done' | 'failed' | 'cancelled';

/** Does operations of this database step by step; each under one lease, fenced by its epoch (engine 6). */
export const createRunner = (deps: RunnerDeps): Runner => {
  const { db, clock, log, runtime, kinds } = deps;
  const active = new Map<number, Promise<void>>();
  const told = new Map<number, number>();

  const hint = (id: number): FeedEntry => ({ type: 'operation', id });
  const isDue = (id: number): boolean => {
    const last = told.get(id);
    return last === undefined || clock.monotonic() - last >= HINT_MS;
  };

  const end = async (
    row: OperationRow,
    kind: OperationKind,
    { state, change = {} }: { state: Ended; change?: Partial<OperationRow> }
  ): Promise<void> => {
    const now = clock.now();
    const ended = await db.tx(async (trx) => {
      const isOurs = await changeOperation(
        trx,
        { id: row.id, states: ['running'], epoch: row.epoch },
        { state, perSecond: null, finishedAt: now, changedAt: now, ...change }
      );
      if (isOurs) await deps.append(trx, [hint(row.id)]);
      return isOurs;
    });
    if (!ended) return;
    told.delete(row.id);
    await kind.ended?.(operationOf(row), state);
  };

  const saveStep = async (
    trx: Knex.Transaction,
    row: OperationRow,
    { step, tookMs }: { step: OperationStep; tookMs: number }
  ): Promise<void> => {
    const now = clock.now();
    const problems = step.problems ?? [];
    await insertProblems(trx, row.id, problems);
    const isLast = step.cursor === null;
    await changeOperation(
      trx,
      { id: row.id, states: ['running'], epoch: row.epoch },
      {
        cursor: step.cursor,
        done: row.done + (step.done ?? 0),
        total: step.total ?? row.total,
        counters: addCounters(row.counters, step.counters),
        problems: row.problems + problems.length,
        perSecond: isLast ? null : nextRate(row.perSecond, { done: step.done ?? 0, tookMs }),
        failures: 0,
        changedAt: now,
        ...(isLast ? { state: 'done' as const, finishedAt: now } : {}),
      }
    );
    const tells = isLast || isDue(row.id);
    if (tells) told.set(row.id, clock.monotonic());
    const hints = [...(step.hints ?? []), ...(tells ? [hint(row.id)] : [])];
    if (hints.length > 0) await deps.append(trx, hints);
  };

  /** A piece belongs to the place it was read for. */
  const isAt = (row: OperationRow, read: OperationRow): boolean =>
    row.done === read.done && stableStringify(row.cursor) === stableStringify(read.cursor);

  /**
   * One step with its transaction; null when this process may not go on, or when the operation is at another place than
   * the one the piece was read for: applied there it would count its parts twice and skip the parts that are due.
   */
  const doStep = async (
    row: OperationRow,
    kind: OperationKind,
    lease: Lease
  ): Promise<OperationStep | null> => {
    const started = clock.monotonic();
    const piece = await kind.read?.(operationOf(row), lease.signal);
    const step = await db.tx(async (trx) => {
      const locked = await lockForStep(trx, row.id, lease.epoch);
      if (!locked || !isAt(locked, row)) return null;
      const done = await kind.step(trx, operationOf(locked), piece);
      await saveStep(trx, locked, { step: done, tookMs: clock.monotonic() - started });
      failPoint('in-operation-step');
      return done;
    });
    failPoint('after-operation-step');
    if (step) await kind.committed?.(operationOf(row), step);
    return step;
  };

  const noteFailure = async (row: OperationRow, kind: OperationKind, error: unknown) => {
    const isRefusal = error instanceof DomainError;
    const next = afterFailure(row.failures, isRefusal, clock.now());
    log.warn('a step failed', { operation: row.id, kind: row.kind, why: errorText(error) });
    if (next === 'give-up') {
      const errorKind = isRefusal ? error.kind : 'step-failed';
      const change = { errorKind, errorText: errorText(error) };
      return end(row, kind, { state: 'failed', change });
    }
    await changeOperation(
      db.knex,
      { id: row.id, states: ['running'], epoch: row.epoch },
      { failures: row.failures + 1, retryAt: next.retryAt, changedAt: clock.now() }
    );
  };

  const mayGoOn = (lease: Lease) => !lease.signal.aborted && !runtime.draining.aborted;

  const work = async (id: number, kind: OperationKind, lease: Lease): Promise<void> => {
    while (mayGoOn(lease)) {
      const row = await findOperation(db.knex, id);
      if (row?.state !== 'running' || row.epoch !== lease.epoch) return;
      if (row.cancelAsked) return end(row, kind, { state: 'cancelled' });
      try {
        const step = await doStep(row, kind, lease);
        if (!step) return;
        if (step.cursor === null) {
          told.delete(id);
          await kind.ended?.(operationOf(row), 'done');
          return;
        }
      } catch (error) {
        await noteFailure(row, kind, error);
        return;
      }
      await clock.sleep(PAUSE_MS);
    }
  };

  const run = async (row: OperationRow, kind: OperationKind): Promise<void> => {
    const name = `operation:${row.id}`;
    const lease = await runtime.leases.take(name);
    if (!lease) return;
    try {
      const now = clock.now();
      const claimed = await changeOperation(
        db.knex,
        { id: row.id, states: ['queued', 'running'] },
        {
          state: 'running',
          epoch: lease.epoch,
          startedAt: row.startedAt ?? now,
          changedAt: now,
          perSecond: null,
        }
      );
      if (claimed) await work(row.id, kind, lease);
    } finally {
      await runtime.leases.give(name);
    }
  };

  const nobodyCan = async (row: OperationRow, kind: OperationKind): Promise<void> => {
    const now = clock.now();
    if (now - row.changedAt < NOBODY_MS) return;
    const isEnded = await changeOperation(
      db.knex,
      { id: row.id, states: ['queued', 'running'] },
      { state: 'failed', errorKind: 'not-on-this-server', finishedAt: now, changedAt: now }
    );
    if (isEnded) await kind.ended?.(operationOf(row), 'failed');
  };

  /** Runs it in the background. It counts as active at once: two checks at the same time must not both begin it. */
  const begin = (row: OperationRow, kind: OperationKind): void => {
    const going = run(row, kind)
      .catch((error: unknown) => log.error('operation', { id: row.id, error: errorText(error) }))
      .finally(() => active.delete(row.id));
    active.set(row.id, going);
  };

  const takeUp = async (row: OperationRow): Promise<void> => {
    const kind = kinds.get(row.kind);
    if (!kind || row.external || row.retryAt > clock.now()) return;
    if (kind.ready && !(await kind.ready(operationOf(row)))) return nobodyCan(row, kind);
    // Another check may have begun it, or filled the last place, while this one asked.
    if (!active.has(row.id) && active.size < AT_ONCE) begin(row, kind);
  };

  return {
    check: async () => {
      if (active.size >= AT_ONCE) return;
      for (const row of await openOperations(db.knex)) {
        if (active.size >= AT_ONCE) return;
        if (!active.has(row.id)) await takeUp(row);
      }
    },
    has: (id) => active.has(id),
    settled: async () => void (await Promise.all(active.values())),
  };
};
