import type { Core } from '@strapi/types';

interface Seen {
  sql: string;
  bindings: unknown[];
}

const BIG = ['whatsapp_messages', 'whatsapp_conversations', 'whatsapp_contacts'];

const textOf = (plan: unknown): string => JSON.stringify(plan);

/** Not by an index, and neither a table of values nor the rows of a sub-select, which the plan names before. */
const readsThrough = (plan: string): boolean =>
  [...plan.matchAll(/"SCAN ([^\s"]+)([^"]*)"/g)].some(
    ([, name = '', how = '']) =>
      !/USING|VIRTUAL TABLE/.test(how) &&
      !plan.includes(`"CO-ROUTINE ${name}"`) &&
      !plan.includes(`"MATERIALIZE ${name}"`)
  );

interface Asked {
  sql: string;
  tables: readonly string[];
}

/** What each database calls reading all of a table, in its own plan. */
const isScan: Record<string, (plan: string, asked: Asked) => boolean> = {
  // Sorting what an index found is fine; sorting in order to keep the first few is not.
  sqlite: (plan, { sql }) =>
    readsThrough(plan) || (plan.includes('USE TEMP B-TREE FOR ORDER') && /limit \?$/.test(sql)),
  postgres: (plan, { tables }) => tables.some((table) => plan.includes(`Seq Scan on ${table}`)),
  mysql: (plan, { tables }) =>
    tables.some((table) => new RegExp(`"table":"${table}"[^}]*"type":"ALL"`).test(plan)),
};

/** Runs `work`, explains every SELECT of it on a big table, and answers those that read a whole one or sort it. */
export const fullScans = async (
  strapi: Core.Strapi,
  work: () => Promise<void>,
  tables: readonly string[] = BIG
): Promise<string[]> => {
  const knex = strapi.db.connection;
  const seen = new Map<string, Seen>();
  const note = (query: Seen) => {
    // `1 = ?` is an empty list of ids: nothing is read.
    const reads = /^select/i.test(query.sql) && !query.sql.includes('where 1 = ?');
    if (reads && tables.some((table) => query.sql.includes(table))) seen.set(query.sql, query);
  };
  knex.on('query', note);
  await work();
  knex.removeListener('query', note);
  const client = String(strapi.db.dialect.client);
  const found: string[] = [];
  for (const { sql, bindings } of seen.values()) {
    const prefix = client === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    // Statements from the driver carry $1…; knex.raw wants question marks.
    const plain = sql.replaceAll(/\$\d+/g, '?');
    const plan: unknown = await knex.raw(`${prefix} ${plain}`, bindings as never);
    if (isScan[client]?.(textOf(plan), { sql: plain, tables })) found.push(plain);
  }
  return found;
};
