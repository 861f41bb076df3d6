import type {
  ConversationView,
  ListAgentsResult,
  ListConversationsQuery,
  ListConversationsResult,
  ListMessagesQuery,
  ListMessagesResult,
  MessageView,
  OpenConversationBody,
  ResolveMessageBody,
  SendMessageBody,
  UpdateConversationBody,
} from '../../../server/src/contracts/conversations';
import { whatsappApi } from './base';

const UNREAD = { type: 'WhatsappConversation' as const, id: 'UNREAD' };
const one = (id: number) => ({ type: 'WhatsappConversation' as const, id });

/**
 * Lists and threads carry no tags: the Inbox keeps its own merged pages and refreshes them by live hints,
 * so that rows do not jump and no page is lost (see pages/Inbox/hooks).
 */
const conversationsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappConversationPage: build.query<ListConversationsResult, ListConversationsQuery>({
      query: (params) => ({ url: '/whatsapp/conversations', method: 'GET', config: { params } }),
      keepUnusedDataFor: 0,
    }),
    whatsappMessagePage: build.query<ListMessagesResult, { id: number } & ListMessagesQuery>({
      query: ({ id, ...params }) => ({
        url: `/whatsapp/conversations/${id}/messages`,
        method: 'GET',
        config: { params },
      }),
      keepUnusedDataFor: 0,
    }),
    whatsappGetConversation: build.query<ConversationView, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    whatsappListAgents: build.query<ListAgentsResult, void>({
      query: () => ({ url: '/whatsapp/agents', method: 'GET' }),
      keepUnusedDataFor: 600,
    }),
  }),
});

const conversationChangesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappOpenConversation: build.mutation<ConversationView, OpenConversationBody>({
      query: (data) => ({ url: '/whatsapp/conversations', method: 'POST', data }),
    }),
    whatsappUpdateConversation: build.mutation<
      ConversationView,
      { id: number; body: UpdateConversationBody }
    >({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}`,
        method: 'PUT',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), UNREAD],
    }),
    whatsappReadConversation: build.mutation<unknown, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}/read`, method: 'POST', data: {} }),
      invalidatesTags: (_r, _e, id) => [one(id), UNREAD],
    }),
    /** Safe to repeat with the same `clientId`: the server answers with the row it already has. */
    whatsappSendMessage: build.mutation<MessageView, { id: number; body: SendMessageBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/messages`,
        method: 'POST',
        data: body,
      }),
    }),
    whatsappResolveMessage: build.mutation<MessageView, { id: number; body: ResolveMessageBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/messages/${id}/resolve`,
        method: 'POST',
        data: body,
      }),
    }),
  }),
});

export const {
  useLazyWhatsappConversationPageQuery,
  useLazyWhatsappMessagePageQuery,
  useWhatsappGetConversationQuery,
  useWhatsappListAgentsQuery,
} = conversationsApi;

export const {
  useWhatsappOpenConversationMutation,
  useWhatsappUpdateConversationMutation,
  useWhatsappReadConversationMutation,
  useWhatsappSendMessageMutation,
  useWhatsappResolveMessageMutation,
} = conversationChangesApi;
