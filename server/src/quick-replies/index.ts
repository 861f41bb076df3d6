import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createQuickRepliesFile, quickRepliesHttp } from './http';
import { createQuickRepliesService } from './service';
import { quickReplyTable } from './tables';

const file = adminRoutesOf('quick-replies-file', [actions.chatReply]);

/** Saved answers by shortcut (Q-01…Q-06). */
export const quickReplies = defineRoom({
  name: 'quick-replies',
  tables: [quickReplyTable],
  services: { 'quick-replies': createQuickRepliesService },
  controllers: { 'quick-replies-file': createQuickRepliesFile },
  http: [quickRepliesHttp],
  adminRoutes: [file('GET', '/quick-replies/export', 'export')],
});
