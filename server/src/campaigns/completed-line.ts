import type { Core } from '@strapi/strapi';
import { logsService, type LogLine } from '../logs/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { readCounts } from './count-store';
import { noCounts, shownCounts } from './domain/shown';

const lineOf = async (strapi: Core.Strapi, campaignId: number): Promise<LogLine> => {
  const counts = (await readCounts(contextOf(strapi).db.knex, [campaignId])).get(campaignId);
  const { total, receivers, sent, failed, skipped, uncertain } = shownCounts(counts ?? noCounts());
  return {
    area: 'campaign',
    level: 'info',
    event: 'completed',
    text: `the campaign is completed: ${sent} of ${receivers} sent, ${failed} failed, ${skipped} skipped`,
    campaignId,
    details: { total, receivers, sent, failed, skipped, uncertain },
  };
};

/** Says in the log that a campaign is through: how many were sent to, and what failed until then (L-01). Never throws. */
export const tellCompleted = async (strapi: Core.Strapi, campaignId: number): Promise<void> => {
  try {
    logsService(strapi).write(await lineOf(strapi, campaignId));
  } catch (error) {
    contextOf(strapi)
      .log('campaigns')
      .warn('completed', { campaignId, error: errorText(error) });
  }
};
