import type { Core } from '@strapi/strapi';
import { DomainError, notFound } from '../kernel/errors';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { listOperations } from './list';
import type { OperationsService, ProblemsReader } from './public';
import { endSilent, newOperation, recordOperation, type RecorderDeps } from './recorder';
import { createRunner } from './runner';
import {
  changeOperation,
  findOperation,
  insertOperation,
  problemsAfter,
  purgeOperations,
} from './store';
import type { OperationRow } from './tables';
import type { OperationKind, ProblemLanguage } from './types';
import { operationView } from './view';

const PROBLEMS_PAGE = 500;
const PURGE_PAUSE_MS = 20;
const HEADER: Record<ProblemLanguage, [string, string]> = {
  en: ['Line', 'Problem'],
  tr: ['Satır', 'Sorun'],
};

const conflict = (kind: string, message: string): DomainError =>
  new DomainError(kind, message, {
    status: 409,
    remedy: 'Reload the page to see the current state.',
  });

export const createOperationsService = ({ strapi }: { strapi: Core.Strapi }): OperationsService => {
  const { db, clock, log } = contextOf(strapi);
  const realtime = () => realtimeService(strapi);
  const runtime = runtimeService(strapi);
  const kinds = new Map<string, OperationKind>();
  const sources: OperationsService['sources'] = [];
  const deps: RecorderDeps = {
    db,
    clock,
    log: log('operations'),
    publish: (entries) => realtime().publish(entries),
  };
  const runner = createRunner({
    ...deps,
    runtime,
    kinds,
    append: (trx, entries) => realtime().append(trx, entries),
  });

  const get = async (id: number): Promise<OperationRow> => {
    const row = await findOperation(db.knex, id);
    if (!row) throw notFound('operation');
    return row;
  };
  const changed = async (id: number) => {
    runtime.engine.wake('operations', id);
    await deps.publish([{ type: 'operation', id }]);
    return operationView(await get(id));
  };

  const cancel: OperationsService['cancel'] = async (id) => {
    const now = clock.now();
    const row = await get(id);
    if (row.external) throw conflict('cannot-cancel', 'this job cannot be cancelled here');
    const never = { state: 'cancelled' as const, finishedAt: now, changedAt: now };
    if (await changeOperation(db.knex, { id, states: ['queued'] }, never)) {
      await kinds.get(row.kind)?.ended?.({ ...row, counters: row.counters ?? {} }, 'cancelled');
      return changed(id);
    }
    // A try that waits for its time must not delay the answer to the person.
    const asked = { cancelAsked: true, retryAt: 0 };
    if (!(await changeOperation(db.knex, { id, states: ['running'] }, asked)))
      throw conflict('not-running', 'this job has already finished');
    return changed(id);
  };

  const retry: OperationsService['retry'] = async (id) => {
    await get(id);
    const again: Partial<OperationRow> = {
      state: 'queued',
      failures: 0,
      retryAt: 0,
      cancelAsked: false,
      errorKind: null,
      errorText: null,
      finishedAt: null,
      changedAt: clock.now(),
    };
    if (!(await changeOperation(db.knex, { id, states: ['failed'] }, again)))
      throw conflict('operation-not-failed', 'only a failed job can be tried again');
    return changed(id);
  };

  async function* csvOf(
    row: OperationRow,
    { language, sensitive }: ProblemsReader
  ): AsyncGenerator<unknown[][]> {
    const kind = kinds.get(row.kind);
    const hidden = sensitive ? [] : ((await kind?.hiddenColumns?.(row.params)) ?? []);
    const columns = kind?.problemColumns?.(row.params) ?? [];
    yield [[...columns, ...HEADER[language]]];
    for (let after = 0; ;) {
      const page = await problemsAfter(db.knex, {
        operationId: row.id,
        after,
        limit: PROBLEMS_PAGE,
      });
      yield page.map(({ line, reason, detail, cells }) => {
        const problem = { line, reason, detail, cells: cells ?? [] };
        const words =
          kind?.problemText?.(problem, language) ?? [reason, detail].filter(Boolean).join(': ');
        const own = columns.map((_, i) => (hidden.includes(i) ? '' : (cells?.[i] ?? '')));
        return [...own, line || '', words];
      });
      const last = page.at(-1);
      if (!last || page.length < PROBLEMS_PAGE) return;
      after = last.id;
    }
  }

  return {
    register: (kind) => void kinds.set(kind.kind, kind),
    sources,
    start: async (request, sql = db.knex) => {
      const id = await insertOperation(sql, newOperation(request, clock.now()));
      // In a transaction of the caller nobody can see it yet: the tick finds it.
      if (sql === db.knex) {
        runtime.engine.wake('operations', id);
        await deps.publish([{ type: 'operation', id }]);
      }
      return id;
    },
    record: (request) => recordOperation(deps, request),
    view: async (id) => operationView(await get(id)),
    list: (query) => listOperations(db, sources, query),
    cancel,
    retry,
    titleFor: async ({ kind, title }, ctx) =>
      (await kinds.get(kind)?.titleFor?.(title, ctx)) ?? title,
    needsOfKind: (kind) => kinds.get(kind)?.needs ?? null,
    needs: async (id) => kinds.get((await get(id)).kind)?.needs ?? null,
    problems: async (id, reader) => csvOf(await get(id), reader),
    firstProblems: async (id, most) =>
      (await problemsAfter(db.knex, { operationId: id, after: 0, limit: most })).map(
        ({ line, reason, detail, cells }) => ({ line, reason, detail, cells: cells ?? [] })
      ),
    runner,
    sweep: () => endSilent(deps),
    purge: async (before) => {
      let total = 0;
      for (
        let n = await purgeOperations(db, before);
        n > 0;
        n = await purgeOperations(db, before)
      ) {
        total += n;
        await clock.sleep(PURGE_PAUSE_MS);
      }
      return total;
    },
  };
};
