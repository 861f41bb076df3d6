import type { Knex } from 'knex';
import { withoutNul } from '../kernel/json';
import { escapeLike } from '../kernel/like';
import { readPasted } from '../kernel/pasted-phone';
import { dialectOf, type Dialect, type Sql } from '../strapi/db';
import { holdsFolded } from '../strapi/folded-sql';
import { fold } from '../contracts/fold';
import { matchOf, NAMES } from './people-index';
import { contactTable } from './tables';

const MAX_WORDS = 6;
const LIKE = "LIKE ? ESCAPE '!'";

/** Digits of a number however typed or pasted (spaces, +, 00, leading 0, marks of direction); null when the text is none. */
const numberPart = (q: string): string | null => {
  const pasted = readPasted(q);
  if (pasted.kind === 'wa-id') return pasted.digits;
  const [typed = ''] = pasted.kind === 'typed' ? pasted.numbers : [];
  if (!/^[\d\s+()./-]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
};

interface Parts {
  words: string[];
  digits: string | null;
}

interface Condition {
  sql: string;
  bindings: string[];
}

/** What is looked for; null when it is nothing. */
const partsOf = (q: string | undefined): Parts | null => {
  const text = withoutNul(q ?? '')
    .trim()
    .slice(0, 200);
  const words = fold(text).split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  return words.length === 0 ? null : { words, digits: numberPart(text) };
};

const conditionOf = (dialect: Dialect, { words, digits }: Parts, alias: string): Condition => {
  const named = words.map(() => holdsFolded(dialect, `${alias}.name_search`)).join(' AND ');
  const bindings = words.map((word) => `%${escapeLike(word)}%`);
  if (!digits) return { sql: `(${named})`, bindings };
  return {
    sql: `((${named}) OR ${alias}.phone ${LIKE} OR ${alias}.wa_id ${LIKE})`,
    bindings: [...bindings, `%${digits}%`, `%${digits}%`],
  };
};

/**
 * Condition of a people search over alias `c` of the contacts table: every word in name, user name or e-mail, or a
 * part of the number. Null when there is nothing to look for.
 */
export const contactSearch = (
  dialect: Dialect,
  q: string | undefined,
  alias = 'c'
): Condition | null => {
  const parts = partsOf(q);
  return parts && conditionOf(dialect, parts, alias);
};

/** More people than these are not named one by one. */
const FEW = 500;

/** Whom a search finds: their ids where they are few, else the condition over alias `c`, which then many pass. */
export type Found = { ids: number[] } | { condition: Condition };

/** PostgreSQL's newest people that tell whether many pass, and how many of them make it so. */
const SAMPLE = { people: 1_000, many: 20 };

const isCommon = async (sql: Sql, { sql: text, bindings }: Condition): Promise<boolean> => {
  const newest = sql(contactTable.table).orderBy('id', 'desc').limit(SAMPLE.people).as('c');
  const rows = await sql
    .from(newest)
    .whereRaw(text, bindings)
    .limit(SAMPLE.many)
    .select<unknown[]>('c.id');
  return rows.length === SAMPLE.many;
};

/** The people by the index of the database, where it has one and the parts are long enough for it. */
const byIndex = (sql: Sql, { words, digits }: Parts): Knex.QueryBuilder => {
  const match = dialectOf(sql) === 'sqlite' ? matchOf(words, digits) : null;
  if (!match) return sql(`${contactTable.table} as c`);
  return sql(sql.raw('?? CROSS JOIN ?? AS c', [NAMES, contactTable.table]))
    .whereRaw('c.id = ??.rowid', [NAMES])
    .whereRaw('?? MATCH ?', [NAMES, match]);
};

/** Looks for people by an index where there is one. Null when there is nothing to look for. */
export const findPeople = async (sql: Sql, q: string | undefined): Promise<Found | null> => {
  const parts = partsOf(q);
  if (!parts) return null;
  const condition = conditionOf(dialectOf(sql), parts, 'c');
  const query = byIndex(sql, parts).whereRaw(condition.sql, condition.bindings);
  if (dialectOf(sql) === 'postgres') {
    if (await isCommon(sql, condition)) return { condition };
    // Only without an end in sight its planner takes the index; it would hope to meet enough of them by reading all.
    void query.orderByRaw('c.id + 0');
  }
  const rows = await query.limit(FEW + 1).select<{ id: unknown }[]>('c.id');
  return rows.length > FEW ? { condition } : { ids: rows.map(({ id }) => Number(id)) };
};

/** Narrows a query over alias `c` to them. */
export const isAmong =
  (found: Found) =>
  (query: Knex.QueryBuilder): void => {
    if ('ids' in found) void query.whereIn('c.id', found.ids);
    else void query.whereRaw(found.condition.sql, found.condition.bindings);
  };
