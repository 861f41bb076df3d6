import { defineRoom } from '../strapi/room';
import { createWebhookController } from './controller';
import { createWebhook } from './service';
import { changeTable, eventTable, unclaimedTable } from './tables';

/**
 * Meta's door (`door.ts`, before the host's stack): verifies, stores, answers 200, and only then splits the payload into changes and applies them in order.
 * Knows no other room: what applies a change is handed to it by wiring/inbound.ts.
 */
export const webhook = defineRoom({
  name: 'webhook',
  tables: [eventTable, changeTable, unclaimedTable],
  services: { webhook: createWebhook },
  controllers: { webhook: createWebhookController },
  apiRoutes: [
    { method: 'GET', path: '/webhook', handler: 'webhook.verify', public: true },
    { method: 'POST', path: '/webhook', handler: 'webhook.elsewhere', public: true },
  ],
});
