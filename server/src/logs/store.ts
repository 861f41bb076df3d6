import type { Knex } from 'knex';
import type { LogFilter } from '../contracts/logs';
import { withoutNul } from '../kernel/json';
import { escapeLike } from '../kernel/like';
import { insertRow, pieces, INSERT_PIECE, type Db, type Sql } from '../strapi/db';
import { affectedRows } from '../strapi/batch';
import { countOf } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import { logTable, type LogRow } from './tables';

const TABLE = logTable.table;
/** Short statements, so that the rest of the admin's queries come between. */
const PURGE_PIECE = 1_000;

export type NewLog = Omit<LogRow, 'id'>;

/** Inserts the lines in order; answers the id of the last. */
export const insertLogs = async (sql: Sql, lines: readonly NewLog[]): Promise<number> => {
  const rows = lines.map((line) => writeRow(logTable, line));
  const last = rows.pop();
  if (!last) return 0;
  for (const piece of pieces(rows, INSERT_PIECE)) await sql(TABLE).insert(piece);
  return insertRow(sql, TABLE, last);
};

/** Counts further equal lines on the newest row; false when it is not the newest any more (another instance wrote). */
export const addTimes = async (
  db: Db,
  id: number,
  more: { times: number; at: number }
): Promise<boolean> => {
  const newest = await db.knex(TABLE).max('id as id').first<{ id: unknown }>();
  if (Number(newest?.id) !== id) return false;
  const changed = await db
    .knex(TABLE)
    .where({ id })
    .update({ times: db.knex.raw('times + ?', [more.times]), at: more.at });
  return changed > 0;
};

/** Lines are written shortly after they happened: this far from its instant a line's id may be out of order. */
const DISORDER_MS = 60_000;

/** Where the ids of an instant begin, by the index on `at`; null = no line so new. */
const idAround = async (
  sql: Sql,
  at: number,
  side: 'from' | 'to'
): Promise<number | null | undefined> => {
  const query = sql(TABLE).select('id').limit(1);
  if (side === 'from')
    void query
      .where('at', '>=', at - DISORDER_MS)
      .orderBy('at', 'asc')
      .orderBy('id', 'asc');
  else
    void query
      .where('at', '<=', at + DISORDER_MS)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc');
  const row = await query.first<{ id: unknown } | undefined>();
  return row ? Number(row.id) : null;
};

const matching = (query: Knex.QueryBuilder, q: string): void => {
  const like = `%${escapeLike(withoutNul(q).toLowerCase())}%`;
  void query.whereRaw(`(lower(text) LIKE ? ESCAPE '!' OR event LIKE ? ESCAPE '!')`, [like, like]);
};

/**
 * Newest first, at most `limit` lines older than the cursor. By primary key or (area | level | …, id); a time span is
 * turned into a span of ids, so that old days are found without reading all newer lines.
 */
export const findLogs = async (
  sql: Sql,
  filter: LogFilter,
  { before, limit }: { before: number | null; limit: number }
): Promise<LogRow[]> => {
  const { area, level, contactId, campaignId, botId, from, to, q } = filter;
  const query = sql(TABLE).orderBy('id', 'desc').limit(limit);
  if (before !== null) void query.where('id', '<', before);
  if (area) void query.where({ area });
  if (level) void query.where({ level });
  if (contactId) void query.where({ contact_id: contactId });
  if (campaignId) void query.where({ campaign_id: campaignId });
  if (botId) void query.where({ bot_id: botId });
  if (from !== undefined) {
    const first = await idAround(sql, from, 'from');
    if (first === null) return [];
    void query.where('at', '>=', from);
    if (first !== undefined) void query.where('id', '>=', first);
  }
  if (to !== undefined) {
    const last = await idAround(sql, to, 'to');
    if (last === null) return [];
    void query.where('at', '<=', to);
    if (last !== undefined) void query.where('id', '<=', last);
  }
  if (q) matching(query, q);
  return ((await query) as Record<string, unknown>[]).map((raw) => readRow(logTable, raw));
};

/**
 * Lines about one person, newest first by their time: a person has few, so that the index of the person is enough. `before`:
 * only what is older, of the same instant with a smaller id.
 */
export const findLogsOfPerson = async (
  sql: Sql,
  { contactId, ...filter }: LogFilter & { contactId: number },
  { before, limit }: { before: { at: number; id: number } | null; limit: number }
): Promise<LogRow[]> => {
  const { area, level, campaignId, botId, from, to, q } = filter;
  const query = sql(TABLE).where({ contact_id: contactId });
  if (before)
    void query.whereRaw('(at < ? OR (at = ? AND id < ?))', [before.at, before.at, before.id]);
  if (area) void query.where({ area });
  if (level) void query.where({ level });
  if (campaignId) void query.where({ campaign_id: campaignId });
  if (botId) void query.where({ bot_id: botId });
  if (from !== undefined) void query.where('at', '>=', from);
  if (to !== undefined) void query.where('at', '<=', to);
  if (q) matching(query, q);
  const raw = await query
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select<Record<string, unknown>[]>();
  return raw.map((one) => readRow(logTable, one));
};

export const countOlder = async (db: Db, than: number): Promise<number> => {
  return countOf(db.knex(TABLE).where('at', '<', than).whereNot({ area: 'access' }));
};

/** Deletes one piece of old lines but those of accesses; answers how many. Uses the index on `at`. */
export const purgeLogs = async (db: Db, olderThan: number, sql: Sql = db.knex): Promise<number> => {
  const old = (await sql(TABLE)
    .select('id')
    .where('at', '<', olderThan)
    .whereNot({ area: 'access' })
    .limit(PURGE_PIECE)) as { id: number }[];
  if (old.length === 0) return 0;
  const result = await sql(TABLE)
    .whereIn(
      'id',
      old.map((row) => row.id)
    )
    .delete();
  return typeof result === 'number' ? result : affectedRows(db.dialect, result);
};
