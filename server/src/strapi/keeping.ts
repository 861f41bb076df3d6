import type { Knex } from 'knex';
import type { Sql } from './db';

/** What a room keeps for a time and then deletes: how much is older than an instant, and deleting a piece of it. */
export interface Keeping {
  /** One statement. */
  count(sql: Sql, before: number): Promise<number>;
  /** Deletes a bounded piece; answers how many, 0 = nothing is left. Awaits only `trx`. */
  purge(trx: Knex.Transaction, before: number): Promise<number>;
}

/** The number of rows of a query. */
export const countOf = async (query: Knex.QueryBuilder): Promise<number> => {
  const row = (await query.count({ n: '*' }).first()) as { n: unknown } | undefined;
  return Number(row?.n ?? 0);
};

/** Two kinds of rows that are kept for the same time. */
export const bothKeepings = (first: Keeping, second: Keeping): Keeping => ({
  count: async (sql, before) =>
    (await first.count(sql, before)) + (await second.count(sql, before)),
  purge: async (trx, before) =>
    (await first.purge(trx, before)) || (await second.purge(trx, before)),
});
