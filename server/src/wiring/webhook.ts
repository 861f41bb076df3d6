import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { webhookService, type ParkedCount, type Receipt } from '../webhook/public';
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

/** What was parked stands in the log, in bundles, and open pages count again (L-10). */
const tellParked =
  (strapi: Core.Strapi) =>
  (lines: ParkedCount[]): void => {
    for (const { kind, reason, count } of lines)
      logsService(strapi).write({
        area: 'webhook',
        level: 'error',
        event: 'parked',
        text: `${count} of kind ${kind} could not be processed: ${reason}`,
        details: { kind, reason, count },
      });
    const tell = () => realtimeService(strapi).publish([{ type: 'parked', id: 1 }]);
    void runtimeService(strapi).background.run(contextOf(strapi).log('wiring'), 'parked', tell);
  };

/** What the door for webhooks needs of rooms above it: secrets, what applies changes, and the log. */
export const connectWebhook = (strapi: Core.Strapi): void => {
  webhookService(strapi).hooks = {
    appSecrets: () => accountsService(strapi).appSecrets(),
    verifyTokens: () => accountsService(strapi).verifyTokens(),
    handlers: createChangeHandlers(strapi),
    receipt: ({ kind, bytes, address }) =>
      logsService(strapi).write({
        area: 'webhook',
        level: RECEIPTS[kind].level,
        event: kind,
        text: RECEIPTS[kind].text,
        details: { bytes, address },
      }),
    parked: tellParked(strapi),
  };
};
