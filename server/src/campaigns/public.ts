import type { Core } from '@strapi/strapi';
import type { Campaigns } from './service';

export type { Campaigns } from './service';
export type { RecipientFacts } from './facts';
export { promotionsByCampaign } from './caps';
export { countFromRows } from './count-store';
export { mergeRecipients } from './merge';
export { campaignsOfPerson, forgetRecipients, recipientKeeping } from './person';
export { segmentsOfCampaigns } from './segment-uses';
export { campaignsOfTemplate, campaignsPerTemplate } from './template-uses';
export { checkWebhookHealth } from './webhook-health';
export {
  campaignCountTable,
  campaignTable,
  recipientTable,
  type CampaignRow,
  type RecipientRow,
} from './tables';

export const campaignsService = (strapi: Core.Strapi): Campaigns =>
  strapi.plugin('whatsapp').service('campaigns');
