import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import { reachedSql, limitsService } from '../limits/public';
import { contextOf } from '../strapi/context';
import type { Db } from '../strapi/db';
import type { SqlPart } from '../strapi/sql-part';
import { closedWindow } from './audience';
import { OPEN_STATES, recipientTable } from './tables';

/** Whose messages are counted, and by which portfolio. */
export interface Counting {
  accountId: number;
  portfolioId: number;
}

/**
 * A template to `person` takes a new place in the messaging limit: no window with the number is open, and nothing
 * reached them within 24 hours. The same as the permit asks (gate, limits): check, start and sending agree.
 */
export const takesPlace = (
  db: Db,
  { accountId, portfolioId }: Counting,
  person = 'c.id'
): SqlPart => ({
  sql: `(${closedWindow(db, person)} AND NOT ${reachedSql(db, person)})`,
  bindings: [accountId, portfolioId],
});

/** How many of a campaign's people still wait for a message that takes a new place. */
export const waitingForPlaces = async (
  strapi: Core.Strapi,
  campaignId: number,
  account: AccountRow
): Promise<number> => {
  const { db } = contextOf(strapi);
  const portfolioId = await limitsService(strapi).portfolio(account);
  const place = takesPlace(db, { accountId: account.id, portfolioId }, 'r.contact_id');
  const row = (await db
    .knex(`${recipientTable.table} as r`)
    .where('r.campaign_id', campaignId)
    .whereIn('r.state', [...OPEN_STATES])
    .whereRaw(place.sql, place.bindings as never[])
    .count({ n: '*' })
    .first()) as { n: unknown } | undefined;
  return Number(row?.n ?? 0);
};
