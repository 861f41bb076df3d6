import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { outboundService } from '../outbound/public';
import { contextOf } from '../strapi/context';
import { readCounts } from './count-store';
import { noCounts, shownCounts } from './domain/shown';
import type { CampaignRow } from './tables';

/** Outside systems hear that a campaign is over and how it went so far; in the transaction that ends it (O-23). */
export const tellFinished = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { id, name, state }: Pick<CampaignRow, 'id' | 'name'> & { state: 'completed' | 'cancelled' }
): Promise<void> => {
  const counts = (await readCounts(trx, [id])).get(id) ?? noCounts();
  const { total, receivers, sent, failed, skipped, uncertain } = shownCounts(counts);
  const data = {
    campaign: { id, name, state },
    counts: { total, receivers, sent, failed, skipped, uncertain },
  };
  const at = contextOf(strapi).clock.now();
  await outboundService(strapi).emit(trx, [{ type: 'campaign.finished', at, data }]);
};
