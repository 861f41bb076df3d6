import type { Core } from '@strapi/strapi';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import type { Db } from '../strapi/db';
import { createCanary, holdForCanary } from './canary';
import { createDecisions, holdForWinner } from './decide';
import { createGuardRails } from './guard-rails';
import { campaignsIn } from './store';
import type { CampaignRow } from './tables';
import type { TrialHooks } from './trial-hooks';

/** Who must not get it yet, written before the campaign runs: first who waits for a winner, then all but a test batch. */
export const holdBack = async (db: Db, campaign: CampaignRow): Promise<void> => {
  await holdForWinner(db, campaign);
  await holdForCanary(db, campaign);
};

/** Once a second: test batches, guard rails and tests of everything that is under way. Any instance may do it at any time. */
export const createTrials = (strapi: Core.Strapi, hooks: TrialHooks) => {
  const { db, log } = contextOf(strapi);
  const parts = [
    createGuardRails(strapi, hooks),
    createCanary(strapi, hooks),
    createDecisions(strapi, hooks),
  ];
  return async (): Promise<void> => {
    for (const campaign of await campaignsIn(db.knex, ['running', 'paused']))
      for (const part of parts)
        try {
          await part(campaign);
        } catch (error) {
          // One campaign must not keep the others from being judged; the next tick tries again.
          log('campaigns').error('trial failed', {
            campaign: campaign.id,
            error: errorText(error),
          });
        }
  };
};
