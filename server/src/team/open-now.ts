import type { Sql } from '../strapi/db';
import { closedAt } from './domain/hours';
import { allDesks } from './teams-store';

/** Is the number within its business hours? Null: it has none. */
export const isNumberOpen = async (
  sql: Sql,
  accountId: number,
  at: number
): Promise<boolean | null> => {
  const desks = await allDesks(sql);
  const hours = desks.find((desk) => desk.accountId === accountId)?.hours;
  return hours ? closedAt(hours, at) === null : null;
};
