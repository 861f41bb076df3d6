import type { Knex } from 'knex';
import { insertIgnore, type Db, type Sql } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { monthTable } from './tables';

const MONTHS = monthTable.table;
type Raw = Record<string, unknown>;

/** A month of the business for one bot. */
interface BotMonth {
  botId: number;
  /** `2026-11` */
  month: string;
}

/** Messages of the bot in the month. */
export const sentIn = async (sql: Sql, { botId, month }: BotMonth): Promise<number> => {
  const row = await sql(MONTHS).where({ month, bot_id: botId }).first<Raw | undefined>('messages');
  return Number(row?.messages ?? 0);
};

/** The same of every bot that sent some, by its id: one row each. */
export const sentByBot = async (sql: Sql, month: string): Promise<Map<number, number>> => {
  const rows = (await sql(MONTHS).where({ month }).select('bot_id', 'messages')) as Raw[];
  return new Map(rows.map((row) => [Number(row.bot_id), Number(row.messages)]));
};

/**
 * Counts one more message, unless there are `most` already. The row is held until the commit: two processes that send the last
 * one at once count one after the other, and one of them is refused.
 */
export const addMessage = async (
  db: Db,
  trx: Knex.Transaction,
  { botId, month, most }: BotMonth & { most: number | null }
): Promise<boolean> => {
  const add = async (): Promise<boolean> => {
    const row = trx(MONTHS).where({ month, bot_id: botId });
    if (most !== null) void row.where('messages', '<', most);
    return Number(await row.increment('messages', 1)) > 0;
  };
  if (await add()) return true;
  const first = writeRow(monthTable, { botId, month, messages: 0 });
  await insertIgnore(db, trx, { table: MONTHS, rows: [first], keys: ['month', 'bot_id'] });
  return add();
};

export const dropMonthsOf = (sql: Sql, botId: number): Promise<number> =>
  sql(MONTHS).where({ bot_id: botId }).delete();
