import type { Clock } from '../kernel/clock';
import type { FeedEntry } from '../realtime/public';
import type { Db } from '../strapi/db';
import { errorText, type Log } from '../strapi/log';
import { changeOperation, insertOperation, insertProblems, openOperations } from './store';
import type { OperationRow } from './tables';
import type { OperationRecorder, StartOperation } from './types';

/** So long without a word: the process that did the work is gone. */
const SILENT_MS = 5 * 60_000;

export interface RecorderDeps {
  db: Db;
  clock: Clock;
  log: Log;
  publish(entries: FeedEntry[]): Promise<void>;
}

/** A new row, before its first step. */
export const newOperation = (request: StartOperation, now: number): Omit<OperationRow, 'id'> => ({
  kind: request.kind.slice(0, 40),
  title: request.title.slice(0, 255),
  state: 'queued',
  external: false,
  epoch: 0,
  done: 0,
  total: request.total ?? null,
  problems: 0,
  counters: {},
  params: request.params ?? null,
  cursor: null,
  perSecond: null,
  cancelAsked: false,
  failures: 0,
  retryAt: 0,
  errorKind: null,
  errorText: null,
  startedBy: request.by?.id ?? null,
  startedByName: request.by?.name.slice(0, 255) ?? null,
  addedAt: now,
  startedAt: null,
  changedAt: now,
  finishedAt: null,
});

/** Tells of work that has an engine of its own (a template sync…): it is only shown, never done by the runner. */
export const recordOperation = async (
  { db, clock, log, publish }: RecorderDeps,
  request: StartOperation
): Promise<OperationRecorder> => {
  const now = clock.now();
  const row = { ...newOperation(request, now), state: 'running' as const, startedAt: now };
  const id = await insertOperation(db.knex, { ...row, external: true });
  const write = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      await publish([{ type: 'operation', id }]);
    } catch (error) {
      // What is told must not break what it tells about.
      log.warn('progress was not written', { operation: id, why: errorText(error) });
    }
  };
  await write(() => Promise.resolve());
  return {
    id,
    progress: ({ done, total, counters }) =>
      write(async () => {
        const change: Partial<OperationRow> = { done, changedAt: clock.now() };
        if (total !== undefined) change.total = total;
        if (counters) change.counters = counters;
        await changeOperation(db.knex, { id, states: ['running'] }, change);
      }),
    finish: ({ state, done, total, counters, problems = [], error }) =>
      write(async () => {
        const at = clock.now();
        await insertProblems(db.knex, id, problems);
        const change: Partial<OperationRow> = { state, finishedAt: at, changedAt: at };
        if (done !== undefined) change.done = done;
        if (total !== undefined) change.total = total;
        if (counters) change.counters = counters;
        if (problems.length > 0) change.problems = problems.length;
        if (error) Object.assign(change, { errorKind: error.kind, errorText: error.text });
        await changeOperation(db.knex, { id, states: ['running'] }, change);
      }),
  };
};

/** Told work whose process went away would run for ever on the page. */
export const endSilent = async ({ db, clock }: RecorderDeps): Promise<void> => {
  const now = clock.now();
  for (const row of await openOperations(db.knex)) {
    if (!row.external || now - row.changedAt < SILENT_MS) continue;
    await changeOperation(
      db.knex,
      { id: row.id, states: ['running'] },
      { state: 'failed', errorKind: 'server-stopped', finishedAt: now, changedAt: now }
    );
  }
};
