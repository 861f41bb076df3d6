'use strict';

const networked = (env, client, port) => ({
  connection: {
    client,
    connection: {
      host: env('DATABASE_HOST', '127.0.0.1'),
      port: env.int('DATABASE_PORT', port),
      user: env('DATABASE_USERNAME', client === 'postgres' ? 'postgres' : 'root'),
      password: env('DATABASE_PASSWORD', ''),
      database: env('DATABASE_NAME'),
    },
    pool: { min: 0, max: env.int('DATABASE_POOL_MAX', 10) },
    // MySQL commits at each statement that changes the schema; knex warns about it dozens of times.
    log: { warn: () => undefined },
  },
});

module.exports = ({ env }) => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  if (client === 'postgres') return networked(env, 'postgres', 5432);
  if (client === 'mysql') return networked(env, 'mysql', 3306);
  return {
    connection: {
      client: 'sqlite',
      connection: { filename: env('DATABASE_FILENAME') },
      useNullAsDefault: true,
      // What a test wrote must outlive its process, not the power: nothing is waited for at the disk.
      pool: {
        afterCreate: (connection, done) => {
          const pragmas = env('DATABASE_PRAGMAS', 'synchronous = off').split(';');
          for (const pragma of pragmas.filter(Boolean)) connection.pragma(pragma);
          done(null, connection);
        },
      },
    },
  };
};
