import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createSendingController } from './controller';
import { createSending } from './service';
import { attemptTable } from './tables';

const route = adminRoutesOf('sending', [actions.chatReply]);

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
    route('GET', '/conversations/:id/may-template', 'mayTemplate'),
    route('POST', '/conversations/:id/messages', 'send'),
    route('POST', '/messages/:id/resolve', 'resolve'),
  ],
});
