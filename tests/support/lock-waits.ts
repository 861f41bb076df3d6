import type { Knex } from 'knex';

/** How many transactions of a database server wait for rows that another one has taken. SQLite has one writer: nobody waits. */
export const lockWaits = async (knex: Knex, database: string): Promise<number> => {
  const rows =
    database === 'postgres'
      ? knex('pg_stat_activity').where({ wait_event_type: 'Lock' })
      : knex('information_schema.innodb_trx').where({ trx_state: 'LOCK WAIT' });
  const [row] = await rows.count<{ n: unknown }[]>({ n: '*' });
  return Number(row?.n);
};
