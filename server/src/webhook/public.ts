import type { Core } from '@strapi/strapi';
import type { Webhook } from './service';

export type { Receipt, Webhook, WebhookHooks } from './service';
export type { AfterCommit, Applied, ChangeHandlers } from './worker';
export type { ParkedCount } from './domain/parked-tally';
export {
  countParked,
  decideAllParked,
  decideParked,
  pageOfParked,
  PARKED_STREAMS,
  textOfParked,
  type Decider,
  type ParkedPlace,
  type ParkedRow,
} from './parked';
export {
  claimConnected,
  ignoreRemoved,
  ignoreUnclaimed,
  listUnclaimed,
  noteUnclaimed,
  type UnclaimedNumber,
} from './unclaimed';
export { unappliedPeople } from './unapplied';
export { addDoor } from './door';
export { receiveDelivery } from './receive';
export { countOldWebhooks, purgeWebhooks } from './backlog';
export { blankChanges, blankEvents, type Blanked, type IsAbout } from './blank';

export const webhookService = (strapi: Core.Strapi): Webhook =>
  strapi.plugin('whatsapp').service('webhook');
