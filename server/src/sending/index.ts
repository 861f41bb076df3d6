import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createSendingController } from './controller';
import { createSending } from './service';
import { attemptTable } from './tables';

/**
 * The one door of every message that leaves: renders, checks, records, gets the permit, posts, records what came back.
 * Also the worker that serves one number's bulk; campaigns and queued API messages are its sources.
 */
export const sending = defineRoom({
  name: 'sending',
  tables: [attemptTable],
  services: { sending: createSending },
  controllers: { sending: createSendingController },
  adminRoutes: [
    {
      method: 'POST',
      path: '/conversations/:id/messages',
      handler: 'sending.send',
      actions: [actions.chatReply],
    },
    {
      method: 'POST',
      path: '/messages/:id/resolve',
      handler: 'sending.resolve',
      actions: [actions.chatReply],
    },
  ],
});
