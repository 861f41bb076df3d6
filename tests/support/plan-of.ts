import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { rawRows } from '../../server/src/strapi/batch';
import { contextOf } from '../../server/src/strapi/context';

interface Question {
  sql: string;
  bindings: unknown[];
}

/** How the database means to answer what `work` asks through `knex`: the last question of it that is `wanted`. */
export const planOf = async (
  strapi: Core.Strapi,
  knex: Knex,
  { work, wanted = () => true }: { work: () => Promise<unknown>; wanted?: (sql: string) => boolean }
): Promise<string> => {
  const asked: Question[] = [];
  const note = (query: Question) => void asked.push(query);
  knex.on('query', note);
  await work();
  knex.removeListener('query', note);
  const { sql, bindings } = asked.findLast((one) => wanted(one.sql)) ?? { sql: '', bindings: [] };
  const { dialect } = contextOf(strapi).db;
  const explain = dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
  // As it came from the builder, PostgreSQL has $1 where it had ?.
  const text = sql.replace(/\$\d+/g, '?');
  const result: unknown = await knex.raw(`${explain} ${text}`, bindings as never);
  return JSON.stringify(rawRows(dialect, result));
};
