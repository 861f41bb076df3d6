import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createQuickRepliesController } from './controller';
import { createQuickRepliesService } from './service';
import { quickReplyTable } from './tables';

/** One's own need no more than answering; shared ones are checked in the service. */
const route = adminRoutesOf('quick-replies', [actions.chatReply]);

/** Saved answers by shortcut (Q-01…Q-06). */
export const quickReplies = defineRoom({
  name: 'quick-replies',
  tables: [quickReplyTable],
  services: { 'quick-replies': createQuickRepliesService },
  controllers: { 'quick-replies': createQuickRepliesController },
  adminRoutes: [
    route('GET', '/quick-replies', 'list'),
    route('GET', '/quick-replies/export', 'export'),
    route('POST', '/quick-replies', 'create'),
    route('POST', '/quick-replies/import/preview', 'preview'),
    route('POST', '/quick-replies/import', 'import'),
    route('POST', '/quick-replies/remove', 'removeMany'),
    route('PUT', '/quick-replies/:id', 'update'),
    route('DELETE', '/quick-replies/:id', 'remove'),
    route('POST', '/quick-replies/:id/used', 'used'),
  ],
});
