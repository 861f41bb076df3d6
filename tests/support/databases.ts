import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

/**
 * A fresh, empty database. `env` points a Strapi process at it; `drop` removes it; `cut` breaks every connection to it and
 * answers how many there were (SQLite has none).
 */
export type TestDatabase = {
  client: DatabaseClient;
  env: Record<string, string>;
  cut: () => Promise<number>;
  drop: () => Promise<void>;
};

type Server = { host: string; port: number; user: string; password: string };

const ports = { postgres: 5432, mysql: 3306 } as const;
const users = { postgres: 'postgres', mysql: 'root' } as const;

/** `DATABASE_*` describe the server of the client named by `DATABASE_CLIENT`, defaults the other one. */
const serverOf = (client: 'postgres' | 'mysql'): Server => {
  const own = process.env['TEST_DATABASE_CLIENT'] ?? process.env['DATABASE_CLIENT'];
  const read = (name: string) => (own === client ? process.env[`DATABASE_${name}`] : undefined);
  return {
    host: read('HOST') ?? '127.0.0.1',
    port: Number(read('PORT') ?? ports[client]),
    user: read('USERNAME') ?? users[client],
    password: read('PASSWORD') ?? '',
  };
};

const onPostgres = async (server: Server, sql: string) => {
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const onMysql = async (server: Server, sql: string) => {
  const connection = await createConnection(server);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
};

const cutPostgres = async (server: Server, name: string): Promise<number> => {
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = (await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`
    )) as { rowCount: number | null };
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
};

const cutMysql = async (server: Server, name: string): Promise<number> => {
  const connection = await createConnection(server);
  try {
    const [found] = await connection.query(
      'select id from information_schema.processlist where db = ?',
      [name]
    );
    const ids = (found as { id?: number; ID?: number }[]).map((row) => Number(row.id ?? row.ID));
    // One that has just ended by itself cannot be killed.
    for (const id of ids) await connection.query(`kill ${id}`).catch(() => undefined);
    return ids.length;
  } finally {
    await connection.end();
  }
};

const envOf = (client: DatabaseClient, server: Server, name: string) => ({
  DATABASE_CLIENT: client,
  DATABASE_HOST: server.host,
  DATABASE_PORT: String(server.port),
  DATABASE_USERNAME: server.user,
  DATABASE_PASSWORD: server.password,
  DATABASE_NAME: name,
});

/** Makes a database with a random name on the client's server (SQLite: a file in the temp folder). */
export const createDatabase = async (client: DatabaseClient = 'sqlite'): Promise<TestDatabase> => {
  if (client === 'sqlite') {
    const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-test-'));
    return {
      client,
      env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: path.join(folder, 'test.db') },
      cut: () => Promise.resolve(0),
      drop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
    };
  }
  const server = serverOf(client);
  const name = `whatsapp_test_${randomBytes(6).toString('hex')}`;
  if (client === 'postgres') {
    await onPostgres(server, `create database ${name}`);
    // As with the SQLite file: a commit outlives the process under test, and need not outlive the power.
    await onPostgres(server, `alter database ${name} set synchronous_commit = off`);
    return {
      client,
      env: envOf(client, server, name),
      cut: () => cutPostgres(server, name),
      drop: () => onPostgres(server, `drop database if exists ${name} with (force)`),
    };
  }
  await onMysql(server, `create database ${name} character set utf8mb4`);
  return {
    client,
    env: envOf(client, server, name),
    cut: () => cutMysql(server, name),
    drop: () => onMysql(server, `drop database if exists ${name}`),
  };
};

/** Synchronous, because `describe.each` needs its table while the file is read. */
const listens = ({ host, port }: Server): boolean => {
  const script = `const s=require('net').connect(${JSON.stringify({ host, port })});
    s.setTimeout(500,()=>process.exit(1));s.on('connect',()=>process.exit(0));s.on('error',()=>process.exit(1));`;
  try {
    execFileSync(process.execPath, ['-e', script], { stdio: 'ignore' });
    return true;
  } catch {
    // A non-zero exit is the answer "nothing listens".
    return false;
  }
};

/**
 * The databases a suite can run on here: `describe.each(databases())('on %s', (client) => …)`.
 * SQLite always; Postgres and MySQL when their server listens. `TEST_DATABASES=sqlite,postgres` limits the list.
 */
export const databases = (): DatabaseClient[] => {
  const wanted = process.env['TEST_DATABASES']?.split(',').map((name) => name.trim());
  const all: DatabaseClient[] = ['sqlite', 'postgres', 'mysql'];
  return all.filter(
    (client) =>
      (wanted === undefined || wanted.includes(client)) &&
      (client === 'sqlite' || listens(serverOf(client)))
  );
};
