import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Long work and where it is. Bookkeeping of this database: what runs here must not run on in a copy. */
export const operationTable = defineTable({
  name: 'operation',
  kind: 'model',
  description: 'Long work with its progress: imports, syncs, exports, bulk changes',
  columns: {
    kind: must.string<string>(undefined, 40),
    title: must.string<string>(''),
    state: must.string<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>('queued', 12),
    /** Work with an engine of its own, which only tells its progress here: the runner leaves it alone. */
    external: must.bool(false),
    /** Epoch of the lease under which the last step ran: a process that lost it cannot write any more. */
    epoch: must.int(0),
    done: must.big(0),
    total: maybe.big(),
    problems: must.int(0),
    counters: maybe.json<Record<string, number>>(),
    params: maybe.json(),
    /** Where the next step begins; written in the transaction of the step's effects. */
    cursor: maybe.json(),
    perSecond: maybe.float(),
    cancelAsked: must.bool(false),
    /** Steps in a row that failed, and when the next try may be. */
    failures: must.int(0),
    retryAt: must.big(0),
    errorKind: maybe.string(60),
    errorText: maybe.text(),
    startedBy: maybe.int(),
    startedByName: maybe.string(),
    addedAt: must.big(),
    startedAt: maybe.big(),
    changedAt: must.big(),
    finishedAt: maybe.big(),
  },
  indexes: [{ columns: ['state'] }, { columns: ['finishedAt'] }],
});
export type OperationRow = RowOf<typeof operationTable>;

/** A part of an operation that failed or was refused, with what it held, for the list that people download. */
export const operationProblemTable = defineTable({
  name: 'operation-problem',
  kind: 'model',
  description: 'Refused rows and failed parts of operations',
  columns: {
    operationId: must.int(),
    /** Line of the file, or place in the work. */
    line: must.int(0),
    /** Stable word that the kind translates. */
    reason: must.string<string>(undefined, 60),
    detail: maybe.text(),
    cells: maybe.json<string[]>(),
  },
  indexes: [{ columns: ['operationId', 'id'] }],
});
export type OperationProblemRow = RowOf<typeof operationProblemTable>;
