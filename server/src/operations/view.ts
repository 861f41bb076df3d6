import type { OperationView } from '../contracts/operations';
import { leftMs } from './domain/progress';
import type { OperationRow } from './tables';
import type { Operation } from './types';

/** The row as its kind sees it. */
export const operationOf = (row: OperationRow): Operation => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  params: row.params,
  cursor: row.cursor ?? null,
  done: row.done,
  total: row.total,
  counters: row.counters ?? {},
  startedBy: row.startedBy,
});

/** The row as pages see it. */
export const operationView = (row: OperationRow): OperationView => {
  const isOpen = row.state === 'queued' || row.state === 'running';
  return {
    source: 'operation',
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    done: row.done,
    total: row.total,
    perSecond: row.perSecond,
    leftMs: isOpen ? leftMs(row) : null,
    counters: row.counters ?? {},
    problems: row.problems,
    reason: row.errorKind ? { kind: row.errorKind, text: row.errorText } : null,
    startedBy: row.startedByName,
    addedAt: row.addedAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    cancelling: row.cancelAsked && isOpen,
    canCancel: isOpen && !row.external && !row.cancelAsked,
    canRetry: row.state === 'failed' && !row.external,
    canDownload: row.problems > 0,
  };
};
