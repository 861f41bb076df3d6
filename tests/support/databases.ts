import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import {
  listens,
  onMysql,
  onPostgres,
  ownServers,
  serverOf,
  type DatabaseClient,
  type Server,
} from './database-servers';
import { fillMysql, preparedFor } from './prepared-databases';
import { count } from './count';
import { databasesInScope } from './scope';

export type { DatabaseClient } from './database-servers';

/**
 * A database of its own. `env` points a Strapi process at it; `drop` removes it; `cut` breaks every connection to it and
 * answers how many there were (SQLite has none). `isCopy`: made from a prepared one, so the first boots are behind it.
 */
export type TestDatabase = {
  client: DatabaseClient;
  isCopy: boolean;
  env: Record<string, string>;
  cut: () => Promise<number>;
  drop: () => Promise<void>;
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

const sqlite = (prepared: Prepared): TestDatabase => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whatsapp-test-'));
  const filename = path.join(folder, 'test.db');
  if (prepared && 'file' in prepared) copyFileSync(prepared.file, filename);
  return {
    client: 'sqlite',
    isCopy: prepared !== null,
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: filename },
    cut: () => Promise.resolve(0),
    drop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
};

const postgres = async (name: string, prepared: Prepared): Promise<TestDatabase> => {
  const server = serverOf('postgres');
  const from = prepared && 'template' in prepared ? ` template ${prepared.template}` : '';
  const own = ownServers().postgres;
  // Copied as files: the checkpoint that it takes is one in memory. Older versions know no other way.
  const how = own && own.version >= 15 ? ' strategy file_copy' : '';
  await onPostgres(server, `create database ${name}${from}${how}`);
  // As with the SQLite file: a commit outlives the process under test, and need not outlive the power.
  if (!own) await onPostgres(server, `alter database ${name} set synchronous_commit = off`);
  return {
    client: 'postgres',
    isCopy: prepared !== null,
    env: envOf('postgres', server, name),
    cut: () => cutPostgres(server, name),
    drop: () => onPostgres(server, `drop database if exists ${name} with (force)`),
  };
};

const mysql = async (name: string, prepared: Prepared): Promise<TestDatabase> => {
  const server = serverOf('mysql');
  await onMysql(server, `create database ${name} character set utf8mb4`);
  if (prepared && 'statements' in prepared) await fillMysql(server, name, prepared.statements());
  return {
    client: 'mysql',
    isCopy: prepared !== null,
    env: envOf('mysql', server, name),
    cut: () => cutMysql(server, name),
    drop: () => onMysql(server, `drop database if exists ${name}`),
  };
};

type Prepared = ReturnType<typeof preparedFor>;

const makeOn = (client: DatabaseClient, prepared: Prepared): Promise<TestDatabase> => {
  if (client === 'sqlite') return Promise.resolve(sqlite(prepared));
  const name = `whatsapp_test_${randomBytes(6).toString('hex')}`;
  return client === 'postgres' ? postgres(name, prepared) : mysql(name, prepared);
};

const make = async (client: DatabaseClient, prepared: Prepared): Promise<TestDatabase> => {
  count('databases');
  const database = await makeOn(client, prepared);
  // Said to processes as well, which boot on it with the plugin from source (plugin-process.ts).
  return { ...database, env: { ...database.env, TEST_IS_COPY: String(database.isCopy) } };
};

/** Makes a database with a random name on the client's server (SQLite: a file in the temp folder), nothing in it. */
export const createEmptyDatabase = (client: DatabaseClient = 'sqlite'): Promise<TestDatabase> =>
  make(client, null);

/** The same as it is after the first boot with the plugin, where the test run has prepared one; empty elsewhere. */
export const createDatabase = (client: DatabaseClient = 'sqlite'): Promise<TestDatabase> =>
  make(client, preparedFor(client));
/** With CI=true nothing is skipped silently: a server that does not answer is a failure with its remedy. */
const isServed = (client: 'postgres' | 'mysql'): boolean => {
  const server = serverOf(client);
  if (listens(server)) return true;
  if (process.env['CI'] !== 'true') return false;
  throw new Error(
    `CI=true, but ${client} does not answer at ${server.host}:${server.port}: start it, or install its programs (npm test does) and the tests start one themselves, or name the databases to test on in TEST_DATABASES.`
  );
};

/**
 * The databases a suite can run on here: `describe.each(databases())('on %s', (client) => …)`.
 * SQLite always; Postgres and MySQL when their server listens, which with CI=true they must. `TEST_DATABASES=sqlite,postgres`
 * limits the list. In the gate most files run on SQLite only (scripts/lists/gate.mjs).
 */
export const databases = (): DatabaseClient[] => {
  const wanted = process.env['TEST_DATABASES']?.split(',').map((name) => name.trim());
  const all: DatabaseClient[] = ['sqlite', 'postgres', 'mysql'];
  return databasesInScope(all).filter(
    (client) =>
      (wanted === undefined || wanted.includes(client)) && (client === 'sqlite' || isServed(client))
  );
};

/**
 * `describe.each` over the databases that serve several processes (SQLite serves one). Where a developer has no server the suite
 * is left out; with CI=true `databases` has failed before that. `isReady`: whatever else the suite needs is here.
 */
export const describeOnServers = (isReady = true) => {
  const servers = databases().filter((client) => client !== 'sqlite');
  return isReady && servers.length > 0
    ? describe.each(servers)
    : // An empty list is an error to jest.
      describe.skip.each(['postgres' as const]);
};
