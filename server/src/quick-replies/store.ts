import { insertRow, type Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { inOrderOf } from '../strapi/name-keys';
import { readRow, writeRow } from '../strapi/table';
import { quickReplyTable, SHARED, type QuickReplyRow } from './tables';

const REPLIES = quickReplyTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): QuickReplyRow => readRow(quickReplyTable, raw);

/** The shared ones and the person's own by their shortcuts; the service keeps them few. */
export const listFor = async (sql: Sql, userId: number): Promise<QuickReplyRow[]> =>
  inOrderOf(
    ((await sql(REPLIES).whereIn('owner_id', [SHARED, userId]).orderBy('id')) as Raw[]).map(read),
    ({ shortcut }) => shortcut
  );

export const findReply = async (sql: Sql, id: number): Promise<QuickReplyRow | null> => {
  const raw = await sql(REPLIES).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const findShortcut = async (
  sql: Sql,
  ownerId: number,
  shortcutKey: string
): Promise<QuickReplyRow | null> => {
  const raw = await sql(REPLIES)
    .where({ owner_id: ownerId, shortcut_key: shortcutKey })
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const countReplies = (sql: Sql, ownerId: number): Promise<number> =>
  countOf(sql(REPLIES).where({ owner_id: ownerId }));

/** Rejects with the driver's unique violation when the shortcut is taken. */
export const insertReply = (sql: Sql, row: Omit<QuickReplyRow, 'id'>): Promise<number> =>
  insertRow(sql, REPLIES, writeRow(quickReplyTable, row));

export const updateReply = (
  sql: Sql,
  id: number,
  change: Partial<QuickReplyRow>
): Promise<number> => sql(REPLIES).where({ id }).update(writeRow(quickReplyTable, change));

export const countUse = (sql: Sql, id: number): Promise<number> =>
  sql(REPLIES).where({ id }).increment('used', 1);

export const deleteReply = (sql: Sql, id: number): Promise<number> =>
  sql(REPLIES).where({ id }).delete();
