import path from 'node:path';
import type { Core } from '@strapi/strapi';

type Env = Core.Config.Shared.ConfigParams['env'];

const networked = (env: Env, client: 'postgres' | 'mysql') => ({
  connection: {
    client,
    connection: {
      host: env('DATABASE_HOST', '127.0.0.1'),
      port: env.int('DATABASE_PORT', client === 'postgres' ? 5432 : 3306),
      user: env('DATABASE_USERNAME', client === 'postgres' ? 'postgres' : 'root'),
      password: env('DATABASE_PASSWORD', ''),
      database: env('DATABASE_NAME', 'whatsapp_playground'),
    },
    pool: { min: 0, max: env.int('DATABASE_POOL_MAX', 10) },
  },
});

interface SqliteConnection {
  pragma(text: string): unknown;
}

/** For the tests: a commit outlives the process but is not waited for at the disk. */
const withoutWaiting = {
  afterCreate: (
    connection: SqliteConnection,
    done: (error: Error | null, connection: SqliteConnection) => void
  ) => {
    connection.pragma('synchronous = off');
    done(null, connection);
  },
};

/** SQLite in `.tmp/data.db` unless DATABASE_CLIENT says postgres or mysql. */
export default ({ env }: Core.Config.Shared.ConfigParams) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  if (client === 'postgres' || client === 'mysql') return networked(env, client);
  const filename = path.resolve(process.cwd(), env('DATABASE_FILENAME', '.tmp/data.db'));
  const pool = env.bool('DATABASE_SYNCHRONOUS', true) ? {} : { pool: withoutWaiting };
  return {
    connection: { client: 'sqlite', connection: { filename }, useNullAsDefault: true, ...pool },
  };
};
