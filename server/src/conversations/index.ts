import { actions } from '../contracts/permissions';
import { adminRoutesOf, defineRoom } from '../strapi/room';
import { createConversationsController } from './controller';
import { createConversations } from './service';
import { conversationEventTable, conversationTable, messageTable, textIndexTable } from './tables';

const read = adminRoutesOf('conversations', [actions.chatRead]);
const configure = adminRoutesOf('conversations', [actions.settingsConfigure]);
const reply = adminRoutesOf('conversations', [actions.chatReply]);
const edit = adminRoutesOf('conversations', [actions.chatReply, actions.contactEdit]);

/**
 * Threads and messages: what customers wrote, what we sent and what Meta said about it, the customer service window,
 * unread and assignment. Sending is the room above; webhooks reach this room through wiring/inbound.ts.
 */
export const conversations = defineRoom({
  name: 'conversations',
  tables: [conversationTable, messageTable, conversationEventTable, textIndexTable],
  services: { conversations: createConversations },
  controllers: { conversations: createConversationsController },
  adminRoutes: [
    read('GET', '/conversations', 'list'),
    reply('POST', '/conversations', 'open'),
    reply('POST', '/conversations/bulk', 'bulk'),
    read('GET', '/conversations/:id', 'get'),
    reply('PUT', '/conversations/:id', 'update'),
    read('GET', '/conversations/:id/about', 'about'),
    reply('POST', '/conversations/:id/consent', 'consent'),
    reply('POST', '/conversations/:id/asked-stop', 'decideStop'),
    reply('POST', '/conversations/:id/move-request', 'move'),
    reply('POST', '/conversations/:id/preference', 'preference'),
    edit('POST', '/conversations/:id/block', 'block'),
    read('GET', '/conversations/:id/messages', 'messages'),
    reply('POST', '/conversations/:id/read', 'read'),
    reply('POST', '/conversations/:id/typing', 'typing'),
    read('GET', '/messages/:id/media', 'media'),
    read('GET', '/message-search', 'search'),
    read('GET', '/agents', 'agents'),
    read('GET', '/inbox-settings', 'settings'),
    configure('PUT', '/inbox-settings', 'saveSettings'),
  ],
});
