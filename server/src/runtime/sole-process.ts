import path from 'node:path';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contextOf } from '../strapi/context';

/** A connection of better-sqlite3, as far as it is used here. */
interface SqliteFile {
  exec(sql: string): unknown;
  close(): unknown;
}
type Driver = new (filename: string, options: { timeout: number }) => SqliteFile;

/** Locks of this process, by file: several Strapis of one process share one. */
const held = new Map<string, { file: SqliteFile; users: number }>();

const databaseFile = (knex: Knex): { driver: Driver; filename: string } | null => {
  const client = knex.client as {
    driver?: Driver;
    connectionSettings?: { filename?: unknown };
  };
  const filename = client.connectionSettings?.filename;
  if (!client.driver || typeof filename !== 'string') return null;
  // Neither a database in memory nor one without a name is seen by other processes.
  return filename === '' || filename.startsWith(':') || filename.startsWith('file:')
    ? null
    : { driver: client.driver, filename: path.resolve(filename) };
};

const open = (driver: Driver, name: string): SqliteFile | null => {
  const file = new driver(name, { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
    return file;
  } catch (error) {
    file.close();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
};

/**
 * SQLite serves one process (docs/operations.md). The process holds an exclusive lock on a file beside the database for
 * as long as it lives. The operating system takes the lock back with the process, however it ended, so that a restart
 * after a kill goes on at once; no process id and no age has to be guessed. Throws, with the remedy, when another process has it.
 * Answers how to give it back; does nothing on other databases.
 */
export const holdDatabase = (strapi: Core.Strapi): (() => void) => {
  const { db } = contextOf(strapi);
  const found = db.dialect === 'sqlite' ? databaseFile(db.knex) : null;
  if (!found) return () => undefined;
  const name = `${found.filename}.whatsapp-lock`;
  const known = held.get(name);
  const file = known?.file ?? open(found.driver, name);
  if (!file) {
    throw new Error(
      `WhatsApp: another process already uses the SQLite database ${found.filename}. SQLite serves one process only: stop the other one, or use PostgreSQL or MySQL to run several.`
    );
  }
  const lock = known ?? { file, users: 0 };
  lock.users += 1;
  held.set(name, lock);
  let given = false;
  return () => {
    if (given) return;
    given = true;
    lock.users -= 1;
    if (lock.users > 0) return;
    held.delete(name);
    lock.file.close();
  };
};
