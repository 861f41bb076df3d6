import { sentIn } from '../flows/public';
import type { Sql } from '../strapi/db';
import type { BotRow } from './tables';

/** Has the bot sent all messages that it may send in this month (`2026-11`)? */
export const isSpent = async (
  sql: Sql,
  { id: botId, allowance }: Pick<BotRow, 'id' | 'allowance'>,
  month: string
): Promise<boolean> =>
  allowance !== null && (await sentIn(sql, { botId, month })) >= allowance.messages;
