import { fork } from 'node:child_process';
import path from 'node:path';
import { serverOf, type DatabaseClient } from './database-servers';
import { createEmptyDatabase, databases } from './databases';
import { TYPESCRIPT } from './typescript';
import { announcePrepared, isPrepared, keepPrepared, versionOfSources } from './prepared-databases';

const bootOnce = (env: Record<string, string>): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'first-boot-process.ts'), [], {
      execArgv: TYPESCRIPT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...env },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`the first boot ended with ${String(code ?? signal)}`));
    });
  });

const prepare = async (client: DatabaseClient, version: string): Promise<void> => {
  const server = client === 'sqlite' ? null : serverOf(client);
  if (await isPrepared(client, version, server)) return;
  const database = await createEmptyDatabase(client);
  try {
    await bootOnce(database.env);
    // The second start changes what the Content Manager wrote at the first; a third one finds nothing to do.
    await bootOnce(database.env);
    await keepPrepared(client, version, { server, env: database.env });
  } finally {
    await database.drop();
  }
};

/** Before all integration tests: the first boots on each database that they run on. */
export default async function prepareDatabases(): Promise<void> {
  const version = versionOfSources();
  await Promise.all(databases().map((client) => prepare(client, version)));
  announcePrepared(version);
}
