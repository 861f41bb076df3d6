import type { Knex } from 'knex';
import { withoutNul } from '../kernel/json';
import { valuesSql } from '../strapi/batch';
import { dialectOf, INSERT_PIECE, pieces, type Dialect, type Sql } from '../strapi/db';
import { readableText, wordsOf } from './domain/words';
import type { MessageRow } from './tables';

/**
 * The words of messages, for the search in texts: one row for each message, beside the tables that Strapi knows, because each
 * database finds words in its own way. Folded words stand in it, never the text.
 */
export const TEXTS = 'whatsapp_message_texts';

/** MariaDB leaves out words of one or two letters and its own stop words: with this in front no word is one of them. */
const SIGN = 'zq';
/**
 * Newest messages that are read through before an index is asked: a word that is everywhere is found there at once, while an
 * index first gathers all that it has of it.
 */
const WINDOW: Record<Dialect, number> = { sqlite: 1_000, postgres: 2_000, mysql: 2_000 };
const PIECE = 200;
/**
 * A term in more than this part of the newest messages is common: reading messages in their order finds it sooner than an
 * index, which first gathers all that it has of it (MariaDB's weighs each of them, PostgreSQL's sorts them, FTS5 does not).
 */
const COMMON: Record<Dialect, { alone: number; together: number }> = {
  sqlite: { alone: 1, together: 0.05 },
  postgres: { alone: 0.01, together: 0.05 },
  mysql: { alone: 0.0025, together: 0.005 },
};

/** So seldom a term is rare, however few messages were counted. */
const FEW = 3;

const SETUP: Record<Dialect, string[]> = {
  // The words come split and folded; `ascii` splits at spaces only and keeps other letters as they are.
  sqlite: [
    `CREATE VIRTUAL TABLE IF NOT EXISTS ${TEXTS} USING fts5(words, tokenize='ascii', detail=none, columnsize=0, prefix='2 3 4')`,
    // What is deleted leaves the index too, not only the row.
    `INSERT INTO ${TEXTS}(${TEXTS}, rank) VALUES('secure-delete', 1)`,
  ],
  postgres: [
    `CREATE TABLE IF NOT EXISTS ${TEXTS} (message_id integer PRIMARY KEY, words text NOT NULL,
      found tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED)`,
    `CREATE INDEX IF NOT EXISTS ${TEXTS}_found ON ${TEXTS} USING gin (found)`,
  ],
  mysql: [
    `CREATE TABLE IF NOT EXISTS ${TEXTS} (message_id int unsigned NOT NULL PRIMARY KEY, words mediumtext NOT NULL,
      FULLTEXT KEY ${TEXTS}_words (words)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
  ],
};

const ROWS = (dialect: Dialect): string =>
  `SELECT v.id, v.words FROM ${valuesSql(dialect, [
    { name: 'id', type: 'int' },
    { name: 'words', type: 'text' },
  ])} WHERE 1 = 1`;
const UPSERT: Record<Dialect, string> = {
  sqlite: `INSERT OR REPLACE INTO ${TEXTS} (rowid, words) ${ROWS('sqlite')}`,
  postgres: `INSERT INTO ${TEXTS} (message_id, words) ${ROWS('postgres')} ON CONFLICT (message_id) DO UPDATE SET words = excluded.words`,
  mysql: `INSERT INTO ${TEXTS} (message_id, words) ${ROWS('mysql')} ON DUPLICATE KEY UPDATE words = VALUES(words)`,
};

const idColumn = (dialect: Dialect): string => (dialect === 'sqlite' ? 'rowid' : 'message_id');

/** Makes the table where it is missing; harmless when it is there. */
export const prepareTexts = async (sql: Sql): Promise<void> => {
  for (const statement of SETUP[dialectOf(sql)]) await sql.raw(statement);
};

export type TextOf = Pick<MessageRow, 'id'> & Partial<Pick<MessageRow, 'type' | 'body' | 'text'>>;

/** The words of a message as they are stored; null for one without any, and for reactions. */
export const storedWords = (row: Omit<TextOf, 'id'>, dialect: Dialect): string | null => {
  if (row.type === 'reaction') return null;
  const words = wordsOf(withoutNul(readableText(row.body ?? null, row.text ?? null)));
  if (words.length === 0) return null;
  return dialect === 'mysql' ? words.map((word) => SIGN + word).join(' ') : words.join(' ');
};

/** Writes the words of these messages, in the transaction that writes them. Doing it again changes nothing. */
export const noteTexts = async (sql: Sql, rows: readonly TextOf[]): Promise<void> => {
  const dialect = dialectOf(sql);
  const stored = rows.flatMap(({ id, ...row }) => {
    const words = storedWords(row, dialect);
    return words === null ? [] : [{ id, words }];
  });
  for (const piece of pieces(stored, INSERT_PIECE))
    await sql.raw(UPSERT[dialect], [JSON.stringify(piece)]);
};

/** The words of messages that are deleted. */
export const dropTexts = async (trx: Knex.Transaction, ids: readonly number[]): Promise<void> => {
  for (const piece of pieces(ids, PIECE))
    await trx(TEXTS)
      .whereIn(idColumn(dialectOf(trx)), piece)
      .delete();
};

/** Which of these have words. */
export const withTexts = async (sql: Sql, ids: readonly number[]): Promise<Set<number>> => {
  const column = idColumn(dialectOf(sql));
  const rows = await sql(TEXTS)
    .whereIn(column, [...ids])
    .select<Record<string, unknown>[]>(sql.raw(`${column} as id`));
  return new Set(rows.map((row) => Number(row.id)));
};

/** The words of these as they stand there. */
export const notedWords = async (
  sql: Sql,
  ids: readonly number[]
): Promise<Map<number, string>> => {
  const column = idColumn(dialectOf(sql));
  const rows = await sql(TEXTS)
    .whereIn(column, [...ids])
    .select<Record<string, unknown>[]>(sql.raw(`${column} as id`), 'words');
  return new Map(rows.map((row) => [Number(row.id), String(row.words)]));
};

/** Messages below `below`, newest first: those that hold each of the terms at the beginning of a word. */
interface Ask {
  terms: readonly string[];
  below: number;
  limit: number;
}
type RowOfIds = { id: unknown };

const idIn = (sql: Sql) => sql.raw('?? as id', [idColumn(dialectOf(sql))]);
const newestFirst = (query: Knex.QueryBuilder, sql: Sql) =>
  query.orderBy(idColumn(dialectOf(sql)), 'desc');

/** SQLite's driver binds numbers as floats, and FTS5 ignores a bound of its rowid that is no integer: it would read all. */
const bounded = (query: Knex.QueryBuilder, dialect: Dialect, [sign, id]: ['<' | '>=', number]) =>
  query.whereRaw(
    `${idColumn(dialect)} ${sign} ${dialect === 'sqlite' ? 'CAST(? AS INTEGER)' : '?'}`,
    [id]
  );

/** A term at the beginning of a word of the row, without an index. */
const holds = (dialect: Dialect, term: string): { sql: string; bindings: string[] } => ({
  sql: `${dialect === 'mysql' ? 'CONCAT(?, words)' : '(? || words)'} LIKE ?`,
  bindings: [' ', `% ${dialect === 'mysql' ? SIGN + term : term}%`],
});

/** The newest of them, down to `floor`. */
const windowOf = (sql: Sql, below: number) => {
  const dialect = dialectOf(sql);
  const floor = Math.max(0, below - WINDOW[dialect]);
  const query = sql(TEXTS);
  void bounded(query, dialect, ['>=', floor]);
  void bounded(query, dialect, ['<', below]);
  return { query, floor };
};

/** Reads the newest of them through, down to `floor`. */
export const idsInWindow = async (
  sql: Sql,
  { terms, below, limit }: Ask
): Promise<{ ids: number[]; floor: number }> => {
  const { query, floor } = windowOf(sql, below);
  for (const term of terms) {
    const held = holds(dialectOf(sql), term);
    void query.whereRaw(held.sql, held.bindings);
  }
  const rows = (await newestFirst(query, sql).limit(limit).select(idIn(sql))) as RowOfIds[];
  return { ids: rows.map(({ id }) => Number(id)), floor };
};

/** Which terms an index is asked for, none to read on in order, and which are looked for in the rows that come of it. */
export interface Plan {
  asked: readonly string[];
  checked: readonly string[];
}

/** How often the newest messages hold each of these terms. */
const countTerms = async (
  sql: Sql,
  { terms, below }: Pick<Ask, 'terms' | 'below'>
): Promise<{ all: number; counted: { term: string; times: number }[] }> => {
  const held = terms.map((term) => holds(dialectOf(sql), term));
  const sums = held.map((one, i) => `SUM(CASE WHEN ${one.sql} THEN 1 ELSE 0 END) AS t${i}`);
  const bindings = held.flatMap((one) => one.bindings);
  const row = (await windowOf(sql, below)
    .query.select(sql.raw(`COUNT(*) AS n, ${sums.join(', ')}`, bindings))
    .first()) as Record<string, unknown> | undefined;
  const counted = terms.map((term, i) => ({ term, times: Number(row?.[`t${i}`] ?? 0) }));
  return { all: Number(row?.n ?? 0), counted };
};

/** Common terms are not asked for: they are read in what the others leave, or in messages in their order. */
export const planOf = async (sql: Sql, ask: Pick<Ask, 'terms' | 'below'>): Promise<Plan> => {
  const { terms } = ask;
  const { alone, together } = COMMON[dialectOf(sql)];
  const part = terms.length === 1 ? alone : together;
  if (part === 1) return { asked: terms, checked: [] };
  const { all, counted } = await countTerms(sql, ask);
  const rare = counted.filter(({ times }) => times <= Math.max(FEW, all * part));
  const asked = rare.map(({ term }) => term);
  return { asked, checked: terms.filter((term) => !asked.includes(term)) };
};

const matching = (sql: Sql, { asked, below }: { asked: readonly string[]; below: number }) => {
  const dialect = dialectOf(sql);
  const query = sql(TEXTS);
  if (dialect === 'postgres' && asked.length > 0)
    // Its planner takes a beginning of a word for frequent and would read the table in order; no index has this order.
    return query
      .whereRaw('found @@ CAST(? AS tsquery)', [asked.map((term) => `'${term}':*`).join(' & ')])
      .whereRaw('message_id + 0 < ?', [below])
      .orderByRaw('message_id + 0 DESC');
  void bounded(query, dialect, ['<', below]);
  if (dialect === 'sqlite' && asked.length > 0)
    void query.whereRaw(`${TEXTS} MATCH ?`, [asked.map((term) => `"${term}"*`).join(' AND ')]);
  if (dialect === 'mysql' && asked.length > 0)
    void query.whereRaw('MATCH(words) AGAINST (? IN BOOLEAN MODE)', [
      asked.map((term) => `+${SIGN}${term}*`).join(' '),
    ]);
  return newestFirst(query, sql);
};

/** As planned; the next are below `next`, 0 when there are none. Bounded, and so perhaps without any that pass. */
export const idsByIndex = async (
  sql: Sql,
  { asked, checked, below, limit }: Plan & Omit<Ask, 'terms'>
): Promise<{ ids: number[]; next: number }> => {
  const dialect = dialectOf(sql);
  const candidates = matching(sql, { asked, below });
  const held = checked.map((term) => holds(dialect, term));
  // These two gather all that an index has before the first row comes: then the database may as well read it through.
  const isGathered = asked.length > 0 && dialect !== 'sqlite';
  if (checked.length === 0 || isGathered) {
    for (const one of held) void candidates.whereRaw(one.sql, one.bindings);
    const rows = (await candidates.limit(limit).select(idIn(sql))) as RowOfIds[];
    const ids = rows.map(({ id }) => Number(id));
    return { ids, next: ids.length === limit ? (ids.at(-1) ?? 0) : 0 };
  }
  const passes = sql.raw(
    `CASE WHEN ${held.map((one) => one.sql).join(' AND ')} THEN 1 ELSE 0 END AS hit`,
    held.flatMap(({ bindings }) => bindings)
  );
  const most = WINDOW[dialect];
  const rows = (await candidates.limit(most).select(idIn(sql), passes)) as (RowOfIds & {
    hit: unknown;
  })[];
  const found = rows.filter(({ hit }) => Number(hit) === 1).map(({ id }) => Number(id));
  const ids = found.slice(0, limit);
  const isCut = found.length > limit;
  const last = isCut ? ids.at(-1) : rows.length === most ? Number(rows.at(-1)?.id) : 0;
  return { ids, next: last ?? 0 };
};
