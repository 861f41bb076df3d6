import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createConversationsController } from './controller';
import { createConversations } from './service';
import { conversationTable, messageTable } from './tables';

const read = [actions.chatRead];

/**
 * Threads and messages: what customers wrote, what we sent and what Meta said about it, the customer service window,
 * unread and assignment. Sending is the room above; webhooks reach this room through wiring/inbound.ts.
 */
export const conversations = defineRoom({
  name: 'conversations',
  tables: [conversationTable, messageTable],
  services: { conversations: createConversations },
  controllers: { conversations: createConversationsController },
  adminRoutes: [
    { method: 'GET', path: '/conversations', handler: 'conversations.list', actions: read },
    {
      method: 'POST',
      path: '/conversations',
      handler: 'conversations.open',
      actions: [actions.chatReply],
    },
    { method: 'GET', path: '/conversations/:id', handler: 'conversations.get', actions: read },
    {
      method: 'PUT',
      path: '/conversations/:id',
      handler: 'conversations.update',
      actions: [actions.chatReply],
    },
    {
      method: 'GET',
      path: '/conversations/:id/messages',
      handler: 'conversations.messages',
      actions: read,
    },
    {
      method: 'POST',
      path: '/conversations/:id/read',
      handler: 'conversations.read',
      actions: [actions.chatReply],
    },
    { method: 'GET', path: '/messages/:id/media', handler: 'conversations.media', actions: read },
    { method: 'GET', path: '/agents', handler: 'conversations.agents', actions: read },
  ],
});
