import type { Knex } from 'knex';
import { encodeCursor, momentIn } from '../kernel/cursor';
import { dialectOf, type Sql } from './db';
import { indexNameOf, type Table } from './table';

/** A place in an order by time and id. */
export interface Moment {
  /** Epoch milliseconds. */
  at: number;
  id: number;
}

export interface MomentOrder {
  /** The column of the time, as the database calls it. */
  column: string;
  order: 'asc' | 'desc';
}

type Raw = Record<string, unknown>;

const SIGNS = { asc: '>', desc: '<' } as const;

/**
 * The rows of a table, to be read by its index of these columns. MariaDB would else look up what is equal and walk from the
 * index's end to the page; named, the index is used with its bound on the time too. Null leaves the choice to the database.
 */
export const readBy = (
  sql: Sql,
  def: Table,
  columns: readonly string[] | null
): Knex.QueryBuilder =>
  columns && dialectOf(sql) === 'mysql'
    ? sql(sql.raw('?? FORCE INDEX (??)', [def.table, indexNameOf(def, columns)]))
    : sql(def.table);

/** Narrows to the rows beyond a moment, the row at the moment itself included or not. */
export const beyond = (
  query: Knex.QueryBuilder,
  { column, order }: MomentOrder,
  { at, id, own = false }: Moment & { own?: boolean }
): Knex.QueryBuilder => {
  const sign = SIGNS[order];
  // The bound on the time alone is where every database begins the walk; by the other two it would begin at the end.
  return query
    .where(column, `${sign}=`, at)
    .where((q) => void q.where(column, sign, at).orWhere('id', own ? `${sign}=` : sign, id));
};

/**
 * One page of rows in an order by time and id, after the place in `cursor`, and the cursor of the page after it; null when
 * this is the last. Never an offset, never a count. Throws `invalid` for a cursor that is none of ours.
 */
export const pageByMoment = async (
  query: Knex.QueryBuilder,
  by: MomentOrder,
  { cursor, limit }: { cursor?: string | undefined; limit: number }
): Promise<{ raw: Raw[]; nextCursor: string | null }> => {
  if (cursor) void beyond(query, by, momentIn(cursor, 'cursor'));
  const found = (await inOrder(query, by)
    .limit(limit + 1)
    .select()) as Raw[];
  const raw = found.slice(0, limit);
  const last = raw.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return {
    raw,
    nextCursor: isMore ? encodeCursor([Number(last[by.column]), Number(last.id)]) : null,
  };
};

/** In the order by time and id. */
export const inOrder = (query: Knex.QueryBuilder, { column, order }: MomentOrder) =>
  query.orderBy([
    { column, order },
    { column: 'id', order },
  ]);
