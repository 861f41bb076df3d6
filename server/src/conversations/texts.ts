import type { Knex } from 'knex';
import { withoutNul } from '../kernel/json';
import { dialectOf, pieces, type Dialect, type Sql } from '../strapi/db';
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
const WINDOW: Record<Dialect, number> = { sqlite: 1_000, postgres: 2_000, mysql: 5_000 };
const PIECE = 200;

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

const UPSERT: Record<Dialect, (rows: string) => string> = {
  sqlite: (rows) => `INSERT OR REPLACE INTO ${TEXTS} (rowid, words) VALUES ${rows}`,
  postgres: (rows) =>
    `INSERT INTO ${TEXTS} (message_id, words) VALUES ${rows} ON CONFLICT (message_id) DO UPDATE SET words = excluded.words`,
  mysql: (rows) =>
    `INSERT INTO ${TEXTS} (message_id, words) VALUES ${rows} ON DUPLICATE KEY UPDATE words = VALUES(words)`,
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
    return words === null ? [] : [[id, words] as const];
  });
  for (const piece of pieces(stored, PIECE))
    await sql.raw(UPSERT[dialect](piece.map(() => '(?, ?)').join(', ')), piece.flat());
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

/** Messages below `below`, newest first: those that hold each of the terms at the beginning of a word. */
interface Ask {
  terms: readonly string[];
  below: number;
  limit: number;
}

const idsFrom = async (
  query: Knex.QueryBuilder,
  { sql, limit }: { sql: Sql; limit: number }
): Promise<number[]> => {
  const column = idColumn(dialectOf(sql));
  const rows = (await query
    .orderBy(column, 'desc')
    .limit(limit)
    .select(sql.raw(`${column} as id`))) as { id: unknown }[];
  return rows.map(({ id }) => Number(id));
};

/** SQLite's driver binds numbers as floats, and FTS5 ignores a bound of its rowid that is no integer: it would read all. */
const bounded = (query: Knex.QueryBuilder, dialect: Dialect, [sign, id]: ['<' | '>=', number]) =>
  query.whereRaw(
    `${idColumn(dialect)} ${sign} ${dialect === 'sqlite' ? 'CAST(? AS INTEGER)' : '?'}`,
    [id]
  );

/** Reads the newest of them through, down to `floor`. */
export const idsInWindow = async (
  sql: Sql,
  { terms, below, limit }: Ask
): Promise<{ ids: number[]; floor: number }> => {
  const dialect = dialectOf(sql);
  const floor = Math.max(0, below - WINDOW[dialect]);
  const query = sql(TEXTS);
  void bounded(query, dialect, ['>=', floor]);
  void bounded(query, dialect, ['<', below]);
  for (const term of terms) {
    const word = dialect === 'mysql' ? SIGN + term : term;
    void query.whereRaw(`${dialect === 'mysql' ? 'CONCAT(?, words)' : '? || words'} LIKE ?`, [
      ' ',
      `% ${word}%`,
    ]);
  }
  return { ids: await idsFrom(query, { sql, limit }), floor };
};

/** Asks the index. */
export const idsByIndex = async (sql: Sql, { terms, below, limit }: Ask): Promise<number[]> => {
  const dialect = dialectOf(sql);
  const query = sql(TEXTS);
  void bounded(query, dialect, ['<', below]);
  if (dialect === 'sqlite')
    void query.whereRaw(`${TEXTS} MATCH ?`, [terms.map((term) => `"${term}"*`).join(' AND ')]);
  else if (dialect === 'postgres')
    void query.whereRaw('found @@ CAST(? AS tsquery)', [
      terms.map((term) => `'${term}':*`).join(' & '),
    ]);
  else
    void query.whereRaw('MATCH(words) AGAINST (? IN BOOLEAN MODE)', [
      terms.map((term) => `+${SIGN}${term}*`).join(' '),
    ]);
  return idsFrom(query, { sql, limit });
};
