import type { Core } from '@strapi/strapi';
import type { Campaigns } from './service';

export type { Campaigns } from './service';
export type { FirstWork, RecipientFacts } from './facts';
export { hasReplied } from './reply-threads';
export { wakeRecipients } from './asleep';
export { reckonBestHours } from './best-hours';
export { promotionsByCampaign } from './caps';
export { chainHolds } from './flow';
export { countFromRows } from './count-store';
export { BUCKETS, bucketOf, noCounts, shownCounts, type BucketCounts } from './domain/shown';
export { openedLinks } from './links';
export { mergeRecipients } from './merge';
export {
  campaignsOfPerson,
  deliveriesOfPerson,
  forgetRecipients,
  recipientKeeping,
  type Delivery,
} from './person';
export { waitingForPlaces } from './places';
export {
  addByButton,
  addPresses,
  buttonsOf,
  noPresses,
  selectPresses,
  type Presses,
} from './presses';
export { countNotReached, inWords, type NotReached } from './recipients';
export { addUp, costSoFar, groupsSoFar } from './cost';
export { AFTER_MS, BLUR_MS, repliedAtSql, repliesOf } from './replies';
export { keepFigures } from './kept-figures';
export { segmentsOfCampaigns } from './segment-uses';
export { createTemplateCounts } from './template-counts';
export { campaignsOfTemplate } from './template-uses';
export { campaignsSince, countsOfTemplate, type TemplateCampaign } from './template-campaigns';
export { campaignTouches } from './touches';
export { campaignById } from './store';
export { templateOfRecipient } from './variants';
export { checkWebhookHealth } from './webhook-health';
export {
  campaignCountTable,
  campaignTable,
  countrySql,
  recipientTable,
  type CampaignRow,
  type RecipientRow,
} from './tables';

export const campaignsService = (strapi: Core.Strapi): Campaigns =>
  strapi.plugin('whatsapp').service('campaigns');
