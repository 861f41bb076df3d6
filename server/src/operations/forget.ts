import type { Knex } from 'knex';
import type { Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { readRow } from '../strapi/table';
import { operationProblemTable, operationTable } from './tables';

const PROBLEMS = operationProblemTable.table;
const PIECE = 500;

/**
 * Deletes rows of files that were refused and name erased people, in the next piece. `last` = the last row looked
 * at, null = there were no more.
 */
export const forgetProblems = async (
  trx: Knex.Transaction,
  { after, isAbout }: { after: number; isAbout: (texts: Iterable<string>) => boolean }
): Promise<{ last: number | null; deleted: number }> => {
  const raw = (await trx(PROBLEMS).where('id', '>', after).orderBy('id').limit(PIECE)) as Record<
    string,
    unknown
  >[];
  const rows = raw.map((row) => readRow(operationProblemTable, row));
  const ids = rows
    .filter(({ cells, detail }) => isAbout([...(cells ?? []), detail ?? '']))
    .map(({ id }) => id);
  if (ids.length > 0) await trx(PROBLEMS).whereIn('id', ids).delete();
  return { last: rows.at(-1)?.id ?? null, deleted: ids.length };
};

/** Operations that ended before the instant. */
export const countOldOperations = (sql: Sql, before: number): Promise<number> =>
  countOf(sql(operationTable.table).where('finished_at', '<', before));

const OPEN = ['queued', 'running'] as const;

/** Whether this one waits or runs. */
export const isOpen = async (sql: Sql, id: number): Promise<boolean> =>
  Boolean(
    await sql(operationTable.table)
      .where({ id })
      .whereIn('state', [...OPEN])
      .first<{ id: unknown } | undefined>('id')
  );

/** Whether one of a kind waits or runs. */
export const isUnderWay = async (sql: Sql, kind: string): Promise<boolean> =>
  Boolean(
    await sql(operationTable.table)
      .where({ kind })
      .whereIn('state', [...OPEN])
      .first<{ id: unknown } | undefined>('id')
  );
