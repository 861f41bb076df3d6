import type { Knex } from 'knex';
import type { Core } from '@strapi/strapi';
import { dialectOf, type Sql } from './db';

/**
 * A change of tables that Strapi's synchronisation would do by dropping data: a renamed column, values of another unit.
 * Runs before it, once for each database, in a transaction. MySQL commits each change of a table at once, so a step is
 * repeatable from every point at which a process can be killed, and finds nothing to do in a new database.
 */
export interface Migration {
  name: string;
  up: (trx: Knex.Transaction) => Promise<void>;
}

/** Gives a column another name, with its values. Indexes under the old name are replaced by the synchronisation. */
export const renameColumn = async (
  trx: Knex.Transaction,
  { table, from, to }: { table: string; from: string; to: string }
): Promise<void> => {
  if (!(await trx.schema.hasTable(table)) || !(await trx.schema.hasColumn(table, from))) return;
  if (await trx.schema.hasColumn(table, to))
    throw new Error(
      `WhatsApp: ${table} has both ${from} and ${to}, which an update renames. Restore the backup of before the update, or drop the column that is empty, and start again.`
    );
  await trx.raw('ALTER TABLE ?? RENAME COLUMN ?? TO ??', [table, from, to]);
};

/** SQLite: a second process waits here instead of failing at its first write. */
const lockFile = (trx: Knex.Transaction): Promise<unknown> =>
  trx('strapi_migrations_internal').where('id', '<', 0).update({ name: '' });

/** Before the tables are synchronised, in the order of the list. */
export const registerMigrations = (strapi: Core.Strapi, migrations: readonly Migration[]): void => {
  for (const { name, up } of migrations)
    strapi.db.migrations.providers.internal.register({
      name: `plugin::whatsapp.${name}`,
      up: async (trx) => {
        if (dialectOf(trx as Sql) === 'sqlite') await lockFile(trx as Knex.Transaction);
        await up(trx as Knex.Transaction);
      },
      down: () => Promise.resolve(),
    });
};

const WAIT_S = 600;

const onPostgres = async (trx: Knex.Transaction, work: () => Promise<void>) => {
  await trx.raw(`SET LOCAL lock_timeout = '${WAIT_S}s'`);
  await trx.raw(`SELECT pg_advisory_xact_lock(hashtext('plugin::whatsapp.tables'))`);
  await work();
};

const onMysql = async (trx: Knex.Transaction, work: () => Promise<void>) => {
  // Names of locks are those of the whole server.
  const name = `CONCAT('whatsapp.', MD5(DATABASE()))`;
  const [[row]] = (await trx.raw(`SELECT GET_LOCK(${name}, ${WAIT_S}) AS got`)) as [
    [{ got: number | null }],
  ];
  if (row.got !== 1)
    throw new Error('another process has been changing the tables for ten minutes');
  try {
    await work();
  } finally {
    await trx.raw(`SELECT RELEASE_LOCK(${name})`);
  }
};

/**
 * Strapi synchronises tables without a lock: of two processes that start at once after an update, one would fail at a column
 * or index that the other has just made. They take turns, migrations included; the lock goes with its connection. SQLite
 * serves one process; a pool of one connection has none to spare.
 */
export const synchroniseInTurn = (strapi: Core.Strapi): void => {
  const { schema } = strapi.db;
  const sync = schema.sync.bind(schema);
  schema.sync = async () => {
    const knex = strapi.db.connection;
    const dialect = dialectOf(knex);
    const { max } = (knex.client as { pool: { max: number } }).pool;
    if (dialect === 'sqlite' || max < 2) return sync();
    const lock = dialect === 'postgres' ? onPostgres : onMysql;
    let status: Awaited<ReturnType<typeof sync>> = 'UNCHANGED';
    await knex.transaction((trx) =>
      lock(trx, async () => {
        status = await sync();
      })
    );
    return status;
  };
};
