import { forgetCampaign } from '../conversions/public';
import { DomainError } from '../kernel/errors';
import type { Db } from '../strapi/db';
import { campaignTable, recipientTable, type CampaignRow } from './tables';

const PIECE = 1_000;
const REMOVABLE: CampaignRow['state'][] = ['draft', 'completed', 'cancelled', 'failed'];

/**
 * Deletes a draft or a finished campaign with its recipients, by pieces. Messages stay in their threads, and what people
 * did after them stays without it.
 */
export const removeCampaign = async (db: Db, row: CampaignRow, now: number): Promise<void> => {
  if (!REMOVABLE.includes(row.state)) {
    throw new DomainError('under-way', 'a campaign under way cannot be deleted', {
      status: 409,
      remedy: 'cancel it first',
    });
  }
  await db.knex(campaignTable.table).where({ id: row.id, state: row.state }).del();
  for (;;) {
    const rows = await db
      .knex(recipientTable.table)
      .where({ campaign_id: row.id })
      .limit(PIECE)
      .select<{ id: unknown }[]>('id');
    const ids = rows.map(({ id }) => Number(id));
    if (ids.length > 0) await db.knex(recipientTable.table).whereIn('id', ids).del();
    if (ids.length < PIECE) break;
  }
  await forgetCampaign(db.knex, row.id, now);
};
