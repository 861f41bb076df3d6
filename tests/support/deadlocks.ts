import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import { ownServers, type DatabaseClient } from './database-servers';

const CODES = new Set(['40P01', 'ER_LOCK_DEADLOCK']);

interface Refused {
  code?: string;
  detail?: string;
}

/**
 * Counts the deadlocks of a database's transactions, which are done again and so seen by nobody. Answers how to read them:
 * the statement that was refused, and on PostgreSQL who waited for whom.
 */
export const watchDeadlocks = (knex: Knex): (() => string[]) => {
  const found: string[] = [];
  knex.on('query-error', (error: Refused, { sql }: { sql: string }) => {
    if (CODES.has(error.code ?? '')) found.push(`${sql}\n${error.detail ?? ''}`);
  });
  return () => found;
};

/**
 * What the tests' own PostgreSQL wrote about deadlocks and long waits in this database, with the statements of both sides;
 * nothing on another server.
 */
export const lockLinesOf = (client: DatabaseClient, database: string): string => {
  const { log } = ownServers()[client] ?? {};
  if (log === undefined) return '';
  // Further lines of an entry begin with a tab.
  const entries = readFileSync(log, 'utf8').split(/\n(?!\t)/);
  return entries
    .filter((entry) => entry.includes(`] ${database} `))
    .filter((entry) => /deadlock|still waiting|Process \d+|while |STATEMENT/i.test(entry))
    .join('\n');
};
