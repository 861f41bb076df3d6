import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { ownDatabases } from '../../scripts/lib/servers.mjs';
import { announceServers, type DatabaseClient, type OwnServers } from './database-servers';
import { freePort } from './free-port';

type Answer = { started?: OwnServers; kept?: DatabaseClient; failed?: string };

const PROGRAM = path.resolve(__dirname, '../../scripts/test-servers.mjs');

let running: ChildProcess | null = null;

/** The first answer with `key`; what it waits for keeps this process alive. */
const answerOf = <K extends keyof Answer>(child: ChildProcess, key: K) =>
  new Promise<NonNullable<Answer[K]>>((resolve, reject) => {
    const end = () => {
      child.off('message', hear);
      child.off('exit', leave);
      child.unref();
      child.channel?.unref();
    };
    const hear = (message: Answer) => {
      const answer = message[key];
      if (answer === undefined && message.failed === undefined) return;
      end();
      if (answer === undefined) reject(new Error(`the tests' own servers: ${message.failed}`));
      else resolve(answer as NonNullable<Answer[K]>);
    };
    const leave = (code: number | null) => {
      end();
      reject(new Error(`the tests' own servers ended with ${String(code)}`));
    };
    child.ref();
    child.channel?.ref();
    child.on('message', hear);
    child.on('exit', leave);
  });

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || !child.connected) return;
  child.ref();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
};

/**
 * Starts the database servers of this run and tells the test processes of them. They belong to a process beside this one,
 * which ends them when this one ends, also by SIGKILL. `kept`: where an earlier run has kept its data, or this one may.
 */
export const startOwnServers = async (
  kept: Partial<Record<DatabaseClient, string>>
): Promise<void> => {
  const clients = ownDatabases(process.env) as DatabaseClient[];
  if (clients.length === 0) return;
  const servers: Record<string, object> = {};
  for (const client of clients)
    servers[client] = { port: await freePort(), kept: kept[client] ?? null };
  const child = fork(PROGRAM, [JSON.stringify({ servers })], {
    // Its own group: Ctrl-C ends the run, and the run's end ends the servers.
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running = child;
  // The end of a jest run is a module of its own (end-servers.cjs).
  Object.assign(globalThis, { stopOwnServers: () => stop(child) });
  announceServers(await answerOf(child, 'started'));
};

/** Keeps the data of a server for later runs. Nobody may be connected to it. */
export const keepData = async (client: DatabaseClient): Promise<void> => {
  const child = running;
  if (!child) return;
  const done = answerOf(child, 'kept');
  child.send({ keep: client });
  await done;
};
