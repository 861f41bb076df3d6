import { actions } from '../contracts/permissions';
import { defineRoom, type Route } from '../strapi/room';
import { createCampaignsController } from './controller';
import { createCampaigns } from './service';
import { campaignCountTable, campaignTable, recipientTable } from './tables';

const route = (
  method: Route['method'],
  path: string,
  [handler, action]: [string, Route['actions']]
): Route => ({
  method,
  path: `/campaigns${path}`,
  handler: `campaigns.${handler}`,
  ...(action ? { actions: action } : {}),
});
const follow = [actions.campaignFollow];
const prepare = [actions.campaignPrepare];
const start = [actions.campaignLaunch];

/**
 * A template to many people, once each: draft, preflight, snapshot, permits, results, facts, completion.
 * Tables: campaign, recipient (one row per person), campaign-count (their sums). Jobs: tick (starts, snapshots, cancels),
 * sweep (uncertain, cooling). Bulk goes through sending's number worker, whose source this room is.
 */
export const campaigns = defineRoom({
  name: 'campaigns',
  tables: [campaignTable, recipientTable, campaignCountTable],
  services: { campaigns: createCampaigns },
  controllers: { campaigns: createCampaignsController },
  adminRoutes: [
    route('GET', '', ['list', follow]),
    route('POST', '', ['create', prepare]),
    route('GET', '/:id', ['get', follow]),
    route('PUT', '/:id', ['update', prepare]),
    route('DELETE', '/:id', ['remove', prepare]),
    route('POST', '/:id/preflight', ['preflight', prepare]),
    route('POST', '/:id/launch', ['launch', start]),
    route('PUT', '/:id/state', ['act', start]),
    route('GET', '/:id/recipients', ['recipients', follow]),
    route('GET', '/:id/errors', ['errors', follow]),
    route('POST', '/:id/resolve', ['resolve', start]),
  ],
});
