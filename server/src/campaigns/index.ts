import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createReplyThreadsController } from './reply-threads-controller';
import { createCampaignsController } from './controller';
import { createCampaigns } from './service';
import { campaignCountTable, campaignTable, keptPressTable, recipientTable } from './tables';

const follow = adminRoutesOf('campaigns', [actions.campaignFollow], '/campaigns');
const prepare = adminRoutesOf('campaigns', [actions.campaignPrepare], '/campaigns');
const choose = adminRoutesOf(
  'campaigns',
  [actions.campaignPrepare, actions.contactBrowse],
  '/campaigns'
);
const start = adminRoutesOf('campaigns', [actions.campaignLaunch], '/campaigns');
/** Groups are changed from the page of a campaign. */
const clean = adminRoutesOf(
  'campaigns',
  [actions.campaignFollow, actions.groupChange],
  '/campaigns'
);
/** The reminder of an event goes to a segment of its own. */
const remind = adminRoutesOf(
  'campaigns',
  [actions.campaignPrepare, actions.groupChange],
  '/campaigns'
);
/** Lists of people leave the house: the right to follow a campaign is not enough. */
const exportPeople = adminRoutesOf(
  'campaigns',
  [actions.campaignFollow, actions.contactExport],
  '/campaigns'
);
/** Conversations are shown: the right to follow a campaign is not enough. */
const readReplies = adminRoutesOf(
  'campaign-replies',
  [actions.campaignFollow, actions.campaignReadReplies],
  '/campaigns/:id/replies'
);

/**
 * A template to many people, once each: draft, preflight, snapshot, permits, results, facts, completion.
 * Tables: campaign, recipient (one row per person), campaign-count (their sums), kept-press (of deleted messages). Jobs: tick (starts, snapshots, cancels),
 * sweep (uncertain, cooling). Bulk goes through sending's number worker, whose source this room is.
 */
export const campaigns = defineRoom({
  name: 'campaigns',
  tables: [campaignTable, recipientTable, campaignCountTable, keptPressTable],
  services: { campaigns: createCampaigns },
  controllers: {
    campaigns: createCampaignsController,
    'campaign-replies': createReplyThreadsController,
  },
  adminRoutes: [
    follow('GET', '', 'list'),
    prepare('POST', '', 'create'),
    choose('POST', '/people', 'people'),
    choose('POST', '/people/count', 'countPeople'),
    follow('GET', '/:id', 'get'),
    prepare('PUT', '/:id', 'update'),
    prepare('DELETE', '/:id', 'remove'),
    prepare('POST', '/:id/preflight', 'preflight'),
    choose('POST', '/:id/reach', 'reach'),
    prepare('POST', '/:id/times', 'times'),
    start('POST', '/:id/launch', 'launch'),
    start('PUT', '/:id/state', 'act'),
    start('PUT', '/:id/schedule', 'reschedule'),
    prepare('POST', '/:id/clone', 'clone'),
    remind('POST', '/:id/reminder', 'remind'),
    prepare('GET', '/:id/excluded', 'excluded'),
    exportPeople('GET', '/:id/excluded.csv', 'exportExcluded'),
    exportPeople('GET', '/:id/recipients.csv', 'exportRecipients'),
    prepare('POST', '/:id/preview', 'preview'),
    start('POST', '/:id/test', 'test'),
    follow('GET', '/:id/recipients', 'recipients'),
    follow('GET', '/:id/errors', 'errors'),
    follow('GET', '/:id/links', 'links'),
    follow('GET', '/:id/conversions', 'conversions'),
    follow('GET', '/:id/cost', 'cost'),
    follow('GET', '/:id/canary', 'canary'),
    follow('GET', '/:id/trial', 'trial'),
    start('PUT', '/:id/winner', 'winner'),
    start('POST', '/:id/resolve', 'resolve'),
    clean('POST', '/:id/take-out', 'takeOut'),
    readReplies('GET', '', 'list'),
    readReplies('GET', '/:conversationId/messages', 'messages'),
    readReplies('GET', '/media/:messageId', 'media'),
  ],
});
