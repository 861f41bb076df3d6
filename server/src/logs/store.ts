import { decodeCursor, encodeCursor } from '../kernel/cursor';
import { DomainError } from '../kernel/errors';
import type { ListLogsQuery, ListLogsResult } from '../contracts/setup';
import { insertRow, pieces, INSERT_PIECE, type Db } from '../strapi/db';
import { affectedRows } from '../strapi/batch';
import { readRow, writeRow } from '../strapi/table';
import { logTable, type LogRow } from './tables';

const TABLE = logTable.table;
const PAGE = 50;
/** Short statements, so that the rest of the admin's queries come between (engine 10). */
const PURGE_PIECE = 1_000;

export type NewLog = Omit<LogRow, 'id'>;

/** Inserts the lines in order; answers the id of the last. */
export const insertLogs = async (db: Db, lines: readonly NewLog[]): Promise<number> => {
  const rows = lines.map((line) => writeRow(logTable, line));
  const last = rows.pop();
  if (!last) return 0;
  for (const piece of pieces(rows, INSERT_PIECE)) await db.knex(TABLE).insert(piece);
  return insertRow(db.knex, TABLE, last);
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

const afterId = (cursor: string | undefined): number | null => {
  if (!cursor) return null;
  const [value] = decodeCursor(cursor, 1) ?? [];
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= 2_147_483_647)
    return Number(value);
  throw new DomainError('invalid', 'cursor is not valid', {
    field: 'cursor',
    remedy: 'start from the first page',
  });
};

/** Newest first, by primary key or (area, id). */
export const listLogs = async (
  db: Db,
  { area, level, cursor }: ListLogsQuery
): Promise<ListLogsResult> => {
  const after = afterId(cursor);
  const rows = (await db
    .knex(TABLE)
    .where({ ...(area ? { area } : {}), ...(level ? { level } : {}) })
    .modify((q) => void (after === null ? q : q.where('id', '<', after)))
    .orderBy('id', 'desc')
    .limit(PAGE + 1)) as Record<string, unknown>[];
  const logs = rows.slice(0, PAGE).map((raw) => readRow(logTable, raw));
  const last = logs.at(-1);
  return {
    logs: logs.map(({ id, at, area: a, level: l, event, text, times, details }) => ({
      id,
      at,
      area: a,
      level: l,
      event,
      text,
      times,
      details,
    })),
    nextCursor: rows.length > PAGE && last ? encodeCursor([last.id]) : null,
  };
};

/** Deletes one piece of old lines; answers how many. Uses the index on `at`. */
export const purgeLogs = async (db: Db, olderThan: number): Promise<number> => {
  const old = (await db
    .knex(TABLE)
    .select('id')
    .where('at', '<', olderThan)
    .limit(PURGE_PIECE)) as { id: number }[];
  if (old.length === 0) return 0;
  const result = await db
    .knex(TABLE)
    .whereIn(
      'id',
      old.map((row) => row.id)
    )
    .delete();
  return typeof result === 'number' ? result : affectedRows(db.dialect, result);
};
