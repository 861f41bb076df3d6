import type { Core } from '@strapi/strapi';
import { contextOf } from '../strapi/context';
import { closedAt } from './domain/hours';
import { allDesks } from './teams-store';

/** Is the number within its business hours? Null: it has none. */
export const isNumberOpen = async (
  strapi: Core.Strapi,
  accountId: number,
  at: number
): Promise<boolean | null> => {
  const desks = await allDesks(contextOf(strapi).db.knex);
  const hours = desks.find((desk) => desk.accountId === accountId)?.hours;
  return hours ? closedAt(hours, at) === null : null;
};
