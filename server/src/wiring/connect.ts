import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { campaignsService, mergeRecipients } from '../campaigns/public';
import { consentService } from '../consent/public';
import { contactsService } from '../contacts/public';
import { mergeConversations } from '../conversations/public';
import { groupsService } from '../groups/public';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { webhookService, type Receipt } from '../webhook/public';
import { createChangeHandlers } from './inbound';

const RECEIPTS: Record<Receipt['kind'], { level: 'info' | 'warn' | 'error'; text: string }> = {
  accepted: { level: 'info', text: 'a webhook was accepted' },
  'wrong-signature': {
    level: 'warn',
    text: 'a webhook with a wrong signature was refused: is the app secret right?',
  },
  'no-secret': { level: 'error', text: 'a webhook could not be checked: no app secret is entered' },
  malformed: { level: 'warn', text: 'a webhook was no JSON' },
  'handshake-ok': { level: 'info', text: 'Meta verified the webhook address' },
  'handshake-refused': { level: 'warn', text: 'a handshake with a wrong verify token was refused' },
  'not-stored': {
    level: 'error',
    text: 'a webhook could not be stored; it will be delivered again',
  },
};

/** Hands the rooms what they need of rooms above them: every dependency that points upward is in this file. */
export const connectRooms = (strapi: Core.Strapi): void => {
  const { log } = contextOf(strapi);
  const accounts = accountsService(strapi);
  const campaigns = campaignsService(strapi);
  const logs = logsService(strapi);

  webhookService(strapi).hooks = {
    appSecrets: () => accounts.appSecrets(),
    verifyTokens: () => accounts.verifyTokens(),
    handlers: createChangeHandlers(strapi),
    receipt: ({ kind, bytes, address }) =>
      logs.write({
        area: 'webhook',
        level: RECEIPTS[kind].level,
        event: kind,
        text: RECEIPTS[kind].text,
        details: { bytes, address },
      }),
  };
  sendingService(strapi).workers.sources.push(campaigns.source);
  consentService(strapi).optOutEffects.push((trx, contactId, category) =>
    campaigns.skipPerson(trx, contactId, category)
  );
  contactsService(strapi).mergeEffects.push(
    mergeConversations,
    mergeRecipients,
    groupsService(strapi).mergeEffect,
    // Last: an opt-out of either skips what the survivor now has.
    consentService(strapi).mergeEffect
  );
  accounts.guards.push((id) => campaigns.usesAccount(id));
  groupsService(strapi).guards.push((id) => campaigns.usesGroup(id));
  logs.onFlush.push((id) => {
    realtimeService(strapi)
      .publish([{ type: 'log', id }])
      .catch((error: unknown) => log('wiring').warn('log hint', { error: errorText(error) }));
  });
};
