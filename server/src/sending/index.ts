import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createSendingController } from './controller';
import { createSending } from './service';
import { createLaterController } from './later/controller';
import { laterTable } from './later/table';
import { codeTable } from './code-table';
import { attemptTable } from './tables';

const route = adminRoutesOf('sending', [actions.chatReply]);
/** What is read in the choice of templates: who may not list these has none to fill. */
const choosing = adminRoutesOf('sending', [actions.chatReply, actions.templateList]);
const later = adminRoutesOf('later', [actions.chatReply]);
const readLater = adminRoutesOf('later', [actions.chatRead]);

/**
 * The one door of every message that leaves: renders, checks, records, gets the permit, posts, records what came back.
 * Also the worker that serves one number's bulk; campaigns and queued API messages are its sources.
 */
export const sending = defineRoom({
  name: 'sending',
  tables: [attemptTable, laterTable, codeTable],
  services: { sending: createSending },
  controllers: { sending: createSendingController, later: createLaterController },
  adminRoutes: [
    route('GET', '/conversations/:id/may-template', 'mayTemplate'),
    choosing('GET', '/conversations/:id/template-values', 'templateValues'),
    route('GET', '/conversations/:id/prices', 'prices'),
    route('POST', '/conversations/:id/messages', 'send'),
    route('POST', '/messages/:id/resolve', 'resolve'),
    readLater('GET', '/conversations/:id/scheduled', 'list'),
    later('POST', '/conversations/:id/scheduled', 'plan'),
    later('PUT', '/scheduled/:id', 'change'),
    later('POST', '/scheduled/:id/send', 'sendNow'),
    later('DELETE', '/scheduled/:id', 'cancel'),
  ],
});
