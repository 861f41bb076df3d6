import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection, format, type Connection, type RowDataPacket } from 'mysql2/promise';
import { Client } from 'pg';
import { onPostgres, type DatabaseClient, type Server } from './database-servers';

/*
 * Databases as they are after the first boots, made once and copied for every test: a hundred tables take a server many
 * seconds. SQLite keeps a file, PostgreSQL a template database, MySQL a file of statements. A PostgreSQL of the run's own keeps
 * all of its data, template included, in a folder that the next run starts from.
 */
const root = path.resolve(__dirname, '../..');
const FOLDER = path.join(tmpdir(), 'whatsapp-prepared');
const PREFIX = 'whatsapp_prepared_';
/** Set for the test processes by the one that prepared. */
const VERSION = 'TEST_PREPARED_DATABASES';

const SOURCES = [
  'server/src',
  'strapi-server.ts',
  'tests/app/config',
  'tests/app/src',
  'tests/support/prepare-databases.ts',
  'tests/support/first-boot-process.ts',
  'package-lock.json',
];

const filesOf = (source: string): string[] => {
  const at = path.join(root, source);
  if (/\.\w+$/.test(source)) return [at];
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
};

const dayOf = (at: Date) => at.toISOString().slice(0, 10).replaceAll('-', '');

/** Day and sources of a prepared database: a change of the code makes new ones, and those of other days go. */
export const versionOf = (sources: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return `${dayOf(new Date())}_${hash.digest('hex').slice(0, 16)}`;
};

export const versionOfSources = (): string => versionOf(SOURCES);

export const fileOf = (version: string, ending: 'db' | 'sql') =>
  path.join(FOLDER, `${version}.${ending}`);

/** What `native/kept-modules.cjs` keeps of the modules of this checkout, as this Node compiled them. */
export const modulesOf = (version: string): string => {
  const where = createHash('sha256').update(`${root}\0${process.version}`).digest('hex');
  return path.join(FOLDER, `${version}_${where.slice(0, 8)}.modules`);
};

/** Appears at once and whole, also when two processes prepare the same. */
export const publish = (file: string, write: (scratch: string) => void) => {
  mkdirSync(FOLDER, { recursive: true });
  const scratch = `${file}.${process.pid}`;
  write(scratch);
  renameSync(scratch, file);
};

const DAY_MS = 86_400_000;
/** Another checkout may be using those of today and of last night. */
const isOld = (version: string) => version.slice(0, 8) < dayOf(new Date(Date.now() - DAY_MS));

/** Data folders of PostgreSQL are large (50 MB): this many are kept, those used last. */
const CLUSTERS = 4;
const CLUSTER = /\.pg\d+$/;

export const removeOlder = () => {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  const usedAt = (name: string) => statSync(path.join(FOLDER, name)).mtimeMs;
  const clusters = names.filter((name) => CLUSTER.test(name));
  const unused = clusters.sort((a, b) => usedAt(b) - usedAt(a)).slice(CLUSTERS);
  for (const name of names)
    if (isOld(name) || unused.includes(name))
      rmSync(path.join(FOLDER, name), { recursive: true, force: true });
};

/** Where a PostgreSQL of the run's own keeps its data; the version of its programs follows. */
export const keptCluster = (version: string) => path.join(FOLDER, `${version}.pg`);

const preparedOnPostgres = async (server: Server): Promise<string[]> => {
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    const { rows } = (await client.query(
      `select datname from pg_database where datname like '${PREFIX}%'`
    )) as { rows: { datname: string }[] };
    return rows.map(({ datname }) => datname);
  } finally {
    await client.end();
  }
};

/** Statements that make the tables of a database again, with their rows. */
const dumpMysql = async (connection: Connection): Promise<string> => {
  const [tables] = await connection.query<RowDataPacket[]>(
    `select table_name as name from information_schema.tables where table_schema = database() order by table_name`
  );
  const out: string[] = ['SET FOREIGN_KEY_CHECKS = 0'];
  for (const { name } of tables) {
    const [made] = await connection.query<RowDataPacket[]>('SHOW CREATE TABLE ??', [name]);
    out.push(String(made[0]?.['Create Table']));
    const [rows] = await connection.query<RowDataPacket[]>('SELECT * FROM ??', [name]);
    if (rows.length === 0) continue;
    const values = rows.map((row) => Object.values(row));
    out.push(
      format('INSERT INTO ?? (??) VALUES ?', [name, Object.keys(rows[0] as object), values])
    );
  }
  return [...out, 'SET FOREIGN_KEY_CHECKS = 1'].join(';\n');
};

/** Its values as the driver reads them can be written back as they are: instants and JSON stay text. */
const mysqlOptions = {
  dateStrings: true,
  multipleStatements: true,
  supportBigNumbers: true,
  jsonStrings: true,
};

/** Whether a database of this version can be copied on here. */
export const isPrepared = async (
  client: DatabaseClient,
  version: string,
  server: Server | null
): Promise<boolean> => {
  if (client === 'sqlite') return existsSync(fileOf(version, 'db'));
  if (client === 'mysql') return existsSync(fileOf(version, 'sql'));
  const found = server ? await preparedOnPostgres(server) : [];
  return found.includes(PREFIX + version);
};

/** Keeps a database that was booted once, nobody connected to it any more. */
export const keepPrepared = async (
  client: DatabaseClient,
  version: string,
  { server, env }: { server: Server | null; env: Record<string, string> }
): Promise<void> => {
  if (client === 'sqlite') {
    removeOlder();
    return publish(fileOf(version, 'db'), (to) => copyFileSync(env.DATABASE_FILENAME ?? '', to));
  }
  if (!server) return;
  const name = env.DATABASE_NAME ?? '';
  if (client === 'postgres') {
    removeOlder();
    for (const older of await preparedOnPostgres(server))
      if (isOld(older.slice(PREFIX.length)))
        await onPostgres(server, `drop database if exists ${older}`);
    return onPostgres(server, `create database ${PREFIX}${version} template ${name}`);
  }
  const connection = await createConnection({ ...server, ...mysqlOptions, database: name });
  try {
    const statements = await dumpMysql(connection);
    removeOlder();
    publish(fileOf(version, 'sql'), (to) => writeFileSync(to, statements));
  } finally {
    await connection.end();
  }
};

export const announcePrepared = (version: string) => {
  process.env[VERSION] = version;
};

/** What a new database of this client is copied from; null outside of a test run. */
export const preparedFor = (
  client: DatabaseClient
): { file: string } | { template: string } | { statements: () => string } | null => {
  const version = process.env[VERSION];
  if (!version) return null;
  if (client === 'postgres') return { template: PREFIX + version };
  if (client === 'sqlite') return { file: fileOf(version, 'db') };
  return { statements: () => readFileSync(fileOf(version, 'sql'), 'utf8') };
};

/** Runs the statements of a prepared database in an empty one. */
export const fillMysql = async (server: Server, name: string, statements: string) => {
  const connection = await createConnection({ ...server, ...mysqlOptions, database: name });
  try {
    await connection.query(statements);
  } finally {
    await connection.end();
  }
};
