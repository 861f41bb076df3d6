import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ownServers, serverOf, type DatabaseClient } from './database-servers';
import { startCounting } from './count';
import { createDatabase, createEmptyDatabase, databases } from './databases';
import { TYPESCRIPT } from './typescript';
import { keepData, startOwnServers } from './own-servers';
import {
  announcePrepared,
  isPrepared,
  keepPrepared,
  keptCluster,
  modulesOf,
  versionOfSources,
} from './prepared-databases';

const firstBoots = (env: Record<string, string>): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'first-boot-process.ts'), [], {
      execArgv: TYPESCRIPT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`the first boots ended with ${String(code ?? signal)}`));
    });
  });

/** Answers whether there was anything to do. */
const prepare = async (client: DatabaseClient, version: string): Promise<boolean> => {
  const server = client === 'sqlite' ? null : serverOf(client);
  if (await isPrepared(client, version, server)) return false;
  const database = await createEmptyDatabase(client);
  try {
    await firstBoots(database.env);
    await keepPrepared(client, version, { server, env: database.env });
  } finally {
    await database.drop();
  }
  return true;
};

/** All processes of the run load their modules from what this one leaves. */
const keepModules = async (client: DatabaseClient, file: string): Promise<void> => {
  process.env['TEST_KEPT_MODULES'] = file;
  if (existsSync(file)) return;
  const database = await createDatabase(client);
  try {
    await firstBoots({ ...database.env, TEST_KEEP_MODULES: 'first-boot-process.ts' });
  } finally {
    await database.drop();
  }
};

/**
 * Before all integration tests: servers of this run's own, and the first boots on each database that the tests run on. What
 * a server of its own holds goes with the run, so that the data of PostgreSQL are kept for the next one.
 */
export default async function prepareDatabases(): Promise<void> {
  const version = versionOfSources();
  await startOwnServers({ postgres: keptCluster(version) });
  const clients = databases();
  const made = await Promise.all(clients.map((client) => prepare(client, version)));
  if (ownServers().postgres && made[clients.indexOf('postgres')]) await keepData('postgres');
  announcePrepared(version);
  if (clients[0]) await keepModules(clients[0], modulesOf(version));
  startCounting();
}
