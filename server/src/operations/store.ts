import type { Knex } from 'knex';
import { INSERT_PIECE, insertRow, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { OperationProblem } from './types';
import {
  operationProblemTable,
  operationTable,
  type OperationProblemRow,
  type OperationRow,
} from './tables';

const TABLE = operationTable.table;
const PROBLEMS = operationProblemTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): OperationRow => readRow(operationTable, raw);

const MAX_DETAIL = 500;

export const insertOperation = (sql: Sql, row: Omit<OperationRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(operationTable, row));

export const findOperation = async (sql: Sql, id: number): Promise<OperationRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** What has not ended, the oldest first. Uses the index on state; there are never many. */
export const openOperations = async (sql: Sql): Promise<OperationRow[]> =>
  (
    (await sql(TABLE).whereIn('state', ['queued', 'running']).orderBy('id').limit(200)) as Raw[]
  ).map(read);

/** What ended, the newest first; `before` is an instant, inclusive. */
export const endedOperations = async (
  sql: Sql,
  { kind, before, limit }: { kind?: string | undefined; before: number | null; limit: number }
): Promise<OperationRow[]> => {
  const query = sql(TABLE)
    .whereNotNull('finished_at')
    .orderBy([
      { column: 'finished_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
  if (kind) void query.where({ kind });
  if (before !== null) void query.where('finished_at', '<=', before);
  return ((await query) as Raw[]).map(read);
};

/** Writes columns where the operation is still in one of the states; false when it is not. */
export const changeOperation = async (
  sql: Sql,
  where: { id: number; states: OperationRow['state'][]; epoch?: number },
  change: Partial<OperationRow>
): Promise<boolean> => {
  const changed = await sql(TABLE)
    .where({ id: where.id, ...(where.epoch === undefined ? {} : { epoch: where.epoch }) })
    .whereIn('state', where.states)
    .update(writeRow(operationTable, change));
  return changed > 0;
};

/** The row, locked for its next step; null when this process may not go on (other epoch, ended, gone). */
export const lockForStep = async (
  trx: Knex.Transaction,
  id: number,
  epoch: number
): Promise<OperationRow | null> => {
  const raw = await trx(TABLE)
    .where({ id, epoch, state: 'running' })
    .forUpdate()
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const insertProblems = async (
  sql: Sql,
  operationId: number,
  problems: readonly OperationProblem[]
): Promise<void> => {
  const rows = problems.map(({ line, reason, detail, cells }) =>
    writeRow(operationProblemTable, {
      operationId,
      line,
      reason: reason.slice(0, 60),
      detail: detail?.slice(0, MAX_DETAIL) ?? null,
      cells: cells ?? null,
    })
  );
  for (const piece of pieces(rows, INSERT_PIECE)) await sql(PROBLEMS).insert(piece);
};

/** One page of problems by primary key, for downloads. */
export const problemsAfter = async (
  sql: Sql,
  { operationId, after, limit }: { operationId: number; after: number; limit: number }
): Promise<OperationProblemRow[]> =>
  (
    (await sql(PROBLEMS)
      .where({ operation_id: operationId })
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)) as Raw[]
  ).map((raw) => readRow(operationProblemTable, raw));

/** Removes one piece of what ended before the instant, problems first; answers how many operations went. */
export const purgeOperations = async (db: Db, before: number): Promise<number> => {
  const old = (await db
    .knex(TABLE)
    .where('finished_at', '<', before)
    .orderBy('id')
    .limit(20)
    .select('id')) as { id: unknown }[];
  const ids = old.map((row) => Number(row.id));
  if (ids.length === 0) return 0;
  for (;;) {
    const rows = (await db
      .knex(PROBLEMS)
      .whereIn('operation_id', ids)
      .limit(1000)
      .select('id')) as {
      id: unknown;
    }[];
    if (rows.length === 0) break;
    await db
      .knex(PROBLEMS)
      .whereIn(
        'id',
        rows.map((row) => Number(row.id))
      )
      .delete();
  }
  await db.knex(TABLE).whereIn('id', ids).delete();
  return ids.length;
};
