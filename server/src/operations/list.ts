import type {
  ListOperationsQuery,
  ListOperationsResult,
  OperationView,
} from '../contracts/operations';
import { decodeCursor, encodeCursor } from '../kernel/cursor';
import { DomainError } from '../kernel/errors';
import type { Db } from '../strapi/db';
import type { OperationSource } from './public';
import { endedOperations, openOperations } from './store';
import { operationView } from './view';

const PAGE = 30;
/** This many more are read as could have ended in the same millisecond as the last one shown. */
const TIES = 50;

const keyOf = (view: OperationView): [number, string, number] => [
  view.finishedAt ?? view.addedAt,
  view.source,
  view.id,
];

/** Newest first; ties by source and id, so that pages neither repeat nor leave out. */
const byNewest = (a: OperationView, b: OperationView): number => {
  const [atA, sourceA, idA] = keyOf(a);
  const [atB, sourceB, idB] = keyOf(b);
  return atB - atA || sourceA.localeCompare(sourceB) || idB - idA;
};

const readCursor = (cursor: string | undefined): [number, string, number] | null => {
  if (!cursor) return null;
  const [at, source, id] = decodeCursor(cursor, 3) ?? [];
  if (typeof at === 'number' && typeof source === 'string' && typeof id === 'number')
    return [at, source, id];
  throw new DomainError('invalid', 'cursor is not valid', {
    field: 'cursor',
    remedy: 'Start from the first page.',
  });
};

/** Our own operations and those of other engines in one list. */
export const listOperations = async (
  db: Db,
  sources: readonly OperationSource[],
  { kind, cursor }: ListOperationsQuery
): Promise<ListOperationsResult> => {
  const after = readCursor(cursor);
  const before = after?.[0] ?? null;
  const limit = PAGE + TIES;
  const own = await endedOperations(db.knex, { kind, before, limit });
  const finished = own.map(operationView);
  const running: OperationView[] = [];
  if (!after) running.push(...(await openOperations(db.knex)).map(operationView));
  for (const source of sources) {
    if (!after) running.push(...(await source.running()));
    finished.push(...(await source.finished({ before, limit })));
  }
  const matches = (view: OperationView) => !kind || view.kind === kind;
  const isAfter = (view: OperationView) => {
    if (!after) return true;
    const [at, source, id] = keyOf(view);
    const [atC, sourceC, idC] = after;
    if (at !== atC) return at < atC;
    return source === sourceC ? id < idC : source.localeCompare(sourceC) > 0;
  };
  const rest = finished.filter((view) => matches(view) && isAfter(view)).sort(byNewest);
  const shown = rest.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    running: running.filter(matches).sort((a, b) => a.addedAt - b.addedAt),
    finished: shown,
    nextCursor: rest.length > PAGE && last ? encodeCursor(keyOf(last)) : null,
  };
};
