import type { RecordMoveBody } from '../../../server/src/contracts/consent';
import type { DecideStopBody, RecordConsentBody } from '../../../server/src/contracts/contacts';
import type {
  BlockResult,
  ConversationAbout,
  ConversationView,
  ListAgentsResult,
  ListMessagesQuery,
  ListMessagesResult,
  MessageView,
  OpenConversationBody,
  RecordPreferenceBody,
  ResolveMessageBody,
  SendMessageBody,
  UpdateConversationBody,
} from '../../../server/src/contracts/conversations';
import type {
  BulkConversationsBody,
  BulkConversationsResult,
  ListConversationsQuery,
  ListConversationsResult,
} from '../../../server/src/contracts/conversation-list';
import type { MayTemplate } from '../../../server/src/contracts/may-template';
import type { EntryKey } from '../../../server/src/contracts/record-people';
import type { TemplateValues } from '../../../server/src/contracts/template-values';
import { TAGS, whatsappApi } from './base';
import { withPageLanguage } from './pageLanguage';

const UNREAD = { type: 'WhatsappConversation' as const, id: 'UNREAD' };
const one = (id: number) => ({ type: 'WhatsappConversation' as const, id });

/** A conversation, and the entry beside which one writes in it. */
interface BesideEntry {
  readonly id: number;
  readonly contactId: number;
  readonly entry?: EntryKey | undefined;
}
/** What its templates depend on; kept for nobody once the page is left. */
const besideEntry = (path: string) => ({
  query: ({ id, entry }: BesideEntry) => ({
    url: `/whatsapp/conversations/${id}/${path}`,
    method: 'GET' as const,
    config: { params: entry ?? {} },
  }),
  providesTags: (_r: unknown, _e: unknown, { id, contactId }: BesideEntry) => [
    one(id),
    { type: 'WhatsappContact' as const, id: contactId },
  ],
  keepUnusedDataFor: 0,
});

/**
 * Lists and threads carry no tags: the Inbox keeps its own merged pages and refreshes them by live hints,
 * so that rows do not jump and no page is lost (see pages/Inbox/hooks). Their answers are kept for the usual time: the
 * question for another page lets go of the one before, and what is let go and not kept is lost while it is under way.
 */
const conversationsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappConversationPage: build.query<ListConversationsResult, ListConversationsQuery>({
      query: (params) => ({ url: '/whatsapp/conversations', method: 'GET', config: { params } }),
    }),
    /** A person has one conversation with each of our numbers: a page holds them all. */
    whatsappConversationsOfContact: build.query<ListConversationsResult, number>({
      query: (contactId) => ({
        url: '/whatsapp/conversations',
        method: 'GET',
        config: { params: { contactId, status: 'all', limit: 100 } },
      }),
      providesTags: (result, _e, contactId) => [
        { type: 'WhatsappContact', id: contactId },
        ...(result?.conversations ?? []).map(({ id }) => one(id)),
      ],
    }),
    whatsappMessagePage: build.query<ListMessagesResult, { id: number } & ListMessagesQuery>({
      query: ({ id, ...params }) => ({
        url: `/whatsapp/conversations/${id}/messages`,
        method: 'GET',
        config: { params: withPageLanguage(params) },
      }),
    }),
    whatsappGetConversation: build.query<ConversationView, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    whatsappMayTemplate: build.query<MayTemplate, BesideEntry>(besideEntry('may-template')),
    whatsappTemplateValues: build.query<TemplateValues, BesideEntry>(
      besideEntry('template-values')
    ),
    whatsappAboutConversation: build.query<ConversationAbout, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}/about`, method: 'GET' }),
      providesTags: (about, _e, id) => [
        one(id),
        'WhatsappGroup',
        ...(about ? [{ type: 'WhatsappContact' as const, id: about.contactId }] : []),
      ],
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
      invalidatesTags: (_r, _e, { id, body }) => [one(id), UNREAD, ...(body.tags ? [TAGS] : [])],
    }),
    whatsappBulkConversations: build.mutation<BulkConversationsResult, BulkConversationsBody>({
      query: (data) => ({ url: '/whatsapp/conversations/bulk', method: 'POST', data }),
      invalidatesTags: (_r, _e, { ids, change }) => [
        ...ids.map(one),
        UNREAD,
        ...(change.tags ? [TAGS] : []),
      ],
    }),
    /** `upTo`: the newest message that was in sight. */
    whatsappReadConversation: build.mutation<unknown, { id: number; upTo: number }>({
      query: ({ id, upTo }) => ({
        url: `/whatsapp/conversations/${id}/read`,
        method: 'POST',
        data: { upTo },
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), UNREAD],
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

/** What the person wants, as they said it in the conversation. */
const wishesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappConversationConsent: build.mutation<
      ConversationView,
      { id: number; body: RecordConsentBody }
    >({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/consent`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (answer, _e, { id }) => [
        one(id),
        ...(answer ? [{ type: 'WhatsappContact' as const, id: answer.contact.id }] : []),
      ],
    }),
    /** As `whatsappDecideStop`, for who may reply in this conversation. */
    whatsappDecideStopInChat: build.mutation<
      unknown,
      { id: number; contactId: number; body: DecideStopBody }
    >({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/asked-stop`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id, contactId }) => [
        one(id),
        { type: 'WhatsappContact', id: contactId },
        'WhatsappGroup',
        'WhatsappTask',
      ],
    }),
    whatsappRecordMove: build.mutation<ConversationAbout, { id: number; body: RecordMoveBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/move-request`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), 'WhatsappContact'],
    }),
    whatsappRecordPreference: build.mutation<
      ConversationAbout,
      { id: number; body: RecordPreferenceBody }
    >({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/preference`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), 'WhatsappContact'],
    }),
    whatsappBlockPerson: build.mutation<BlockResult, { id: number; blocked: boolean }>({
      query: ({ id, blocked }) => ({
        url: `/whatsapp/conversations/${id}/block`,
        method: 'POST',
        data: { blocked },
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), 'WhatsappContact'],
    }),
  }),
});

export const {
  useLazyWhatsappConversationPageQuery,
  useWhatsappConversationPageQuery,
  useLazyWhatsappMessagePageQuery,
  useWhatsappGetConversationQuery,
  useWhatsappListAgentsQuery,
  useWhatsappMayTemplateQuery,
  useWhatsappTemplateValuesQuery,
  useWhatsappAboutConversationQuery,
  useWhatsappConversationsOfContactQuery,
} = conversationsApi;

export const {
  useWhatsappOpenConversationMutation,
  useWhatsappUpdateConversationMutation,
  useWhatsappBulkConversationsMutation,
  useWhatsappReadConversationMutation,
  useWhatsappSendMessageMutation,
  useWhatsappResolveMessageMutation,
} = conversationChangesApi;

export const {
  useWhatsappConversationConsentMutation,
  useWhatsappDecideStopInChatMutation,
  useWhatsappRecordMoveMutation,
  useWhatsappRecordPreferenceMutation,
  useWhatsappBlockPersonMutation,
} = wishesApi;
