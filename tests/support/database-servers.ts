import { execFileSync } from 'node:child_process';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

export type Server = { host: string; port: number; user: string; password: string };

const ports = { postgres: 5432, mysql: 3306 } as const;
const users = { postgres: 'postgres', mysql: 'root' } as const;

export type OwnServers = Partial<
  Record<DatabaseClient, { port: number; version: number; log: string }>
>;
const OWN = 'TEST_OWN_SERVERS';

/** Tells the test processes of servers that this run has started. */
export const announceServers = (started: OwnServers) => {
  process.env[OWN] = JSON.stringify(started);
};

/** The servers of this run. */
export const ownServers = (): OwnServers => JSON.parse(process.env[OWN] ?? '{}') as OwnServers;

/**
 * `DATABASE_*` describe the server of the client named by `DATABASE_CLIENT`; else it is the run's own, or what listens at
 * the usual port.
 */
export const serverOf = (client: 'postgres' | 'mysql'): Server => {
  const given = process.env['TEST_DATABASE_CLIENT'] ?? process.env['DATABASE_CLIENT'];
  const read = (name: string) => (given === client ? process.env[`DATABASE_${name}`] : undefined);
  return {
    host: read('HOST') ?? '127.0.0.1',
    port: Number(read('PORT') ?? ownServers()[client]?.port ?? ports[client]),
    user: read('USERNAME') ?? users[client],
    password: read('PASSWORD') ?? '',
  };
};

export const onPostgres = async (server: Server, sql: string) => {
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

export const onMysql = async (server: Server, sql: string) => {
  const connection = await createConnection(server);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
};

/**
 * Synchronous, because `describe.each` needs its table while the file is read. A server that answered once in a run is
 * known to all files of it.
 */
export const listens = ({ host, port }: Server): boolean => {
  const known = `TEST_LISTENS_${host}_${port}`;
  if (process.env[known] === 'true') return true;
  const script = `const s=require('net').connect(${JSON.stringify({ host, port })});
    s.setTimeout(500,()=>process.exit(1));s.on('connect',()=>process.exit(0));s.on('error',()=>process.exit(1));`;
  try {
    execFileSync(process.execPath, ['-e', script], { stdio: 'ignore' });
    process.env[known] = 'true';
    return true;
  } catch {
    // A non-zero exit is the answer "nothing listens".
    return false;
  }
};
