import { readdirSync, statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Core } from '@strapi/types';

/** What a process holds, and how large what it writes has become. */
export interface Health {
  /** After a collection. */
  heapMb: number;
  rssMb: number;
  /** Timers, sockets and other things that keep the process going. */
  handles: number;
  /** Open files and sockets, as the system counts them; null where it does not say. */
  files: number | null;
  databaseMb: number;
  /** Lines of WhatsApp › Logs. */
  logLines: number;
}

const MB = 1024 * 1024;
const inMb = (bytes: number): number => Math.round((bytes / MB) * 10) / 10;

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size;
  } catch {
    return 0; // no write-ahead log just now
  }
};

const databaseBytes = async (strapi: Core.Strapi): Promise<number> => {
  const knex = strapi.db.connection;
  const { DATABASE_CLIENT: client, DATABASE_FILENAME: file = '' } = process.env;
  if (client === 'sqlite') return sizeOf(file) + sizeOf(`${file}-wal`);
  if (client === 'postgres') {
    const { rows } = (await knex.raw('select pg_database_size(current_database()) as n')) as {
      rows: { n: unknown }[];
    };
    return Number(rows[0]?.n);
  }
  const [rows] = (await knex.raw(
    'select sum(data_length + index_length) as n from information_schema.tables where table_schema = database()'
  )) as [{ n: unknown }[]];
  return Number(rows[0]?.n);
};

const openFiles = (): number | null => {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return null;
  }
};

const collect = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

/** Without a collection first, the heap would only tell how long ago the last one was. */
export const healthOf = async (strapi: Core.Strapi): Promise<Health> => {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const [lines] = (await strapi.db.connection('whatsapp_logs').count({ n: '*' })) as {
    n: unknown;
  }[];
  return {
    heapMb: inMb(heapUsed),
    rssMb: inMb(rss),
    handles: process.getActiveResourcesInfo().length,
    files: openFiles(),
    databaseMb: inMb(await databaseBytes(strapi)),
    logLines: Number(lines?.n ?? 0),
  };
};
