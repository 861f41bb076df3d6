import type { Knex } from 'knex';

/**
 * The order in which every transaction takes the rows that others want too (engine 9). Two that keep it may wait for
 * each other, never in a circle.
 */
const ORDER = new Map([
  ['whatsapp_contacts', 1],
  ['whatsapp_conversations', 2],
  ['whatsapp_recipients', 3],
  ['whatsapp_messages', 3],
  ['whatsapp_campaigns', 4],
  ['whatsapp_portfolios', 5],
  ['whatsapp_campaign_counts', 6],
]);

const name = `["\`]?(${[...ORDER.keys()].join('|')})["\`]?\\b`;
const CHANGE = new RegExp(`^\\s*(?:update|delete from)\\s+${name}`, 'i');
const LOCK = new RegExp(`\\bfrom\\s+${name}[^]*\\bfor update\\b`, 'i');
const INSERT = new RegExp(`^\\s*insert into\\s+${name}`, 'i');

const placeOf = (table: string) => ORDER.get(table) ?? 0;

interface Asked {
  /** Of the connection: a savepoint has a transaction id of its own. */
  __knexUid?: string;
  sql: string;
}

/** Tables of which a transaction has taken rows, and those of which it has made some: nobody else can want these yet. */
interface Held {
  taken: string[];
  made: Set<string>;
}

/**
 * Listens to all statements of a database and keeps each transaction that takes rows against the order: which table it came
 * to, after which one, by which statement. Answers how to read them.
 */
export const watchLockOrder = (knex: Knex): (() => string[]) => {
  const open = new Map<string, Held>();
  const faults = new Set<string>();
  const take = (held: Held, table: string, sql: string) => {
    if (held.taken.includes(table)) return;
    const later = held.taken.find((other) => placeOf(other) > placeOf(table));
    if (later && !held.made.has(table)) faults.add(`${table} after ${later}: ${sql.slice(0, 160)}`);
    held.taken.push(table);
  };
  knex.on('query', ({ __knexUid: id = '', sql }: Asked) => {
    if (/^begin\b/i.test(sql)) return void open.set(id, { taken: [], made: new Set() });
    if (/^(?:commit|rollback)\b(?! to\b)/i.test(sql)) return void open.delete(id);
    const held = open.get(id);
    if (!held) return;
    const made = INSERT.exec(sql)?.[1];
    if (made) held.made.add(made);
    const table = (CHANGE.exec(sql) ?? LOCK.exec(sql))?.[1];
    if (table) take(held, table, sql);
  });
  return () => [...faults];
};
