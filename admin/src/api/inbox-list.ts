import type {
  MessageSearchQuery,
  MessageSearchResult,
} from '../../../server/src/contracts/message-search';
import type {
  DefaultViewBody,
  InboxView,
  InboxViewBody,
  ListInboxViewsResult,
} from '../../../server/src/contracts/inbox-views';
import type { InboxSettings } from '../../../server/src/contracts/inbox-settings';
import { whatsappApi } from './base';

/** Counts of views change as unread ones do. */
const VIEWS = { type: 'WhatsappConversation' as const, id: 'VIEWS' };

const inboxListApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappInboxSettings: build.query<InboxSettings, void>({
      query: () => ({ url: '/whatsapp/inbox-settings', method: 'GET' }),
      providesTags: [{ type: 'WhatsappSetup', id: 'INBOX' }],
      keepUnusedDataFor: 600,
    }),
    whatsappMessageSearch: build.query<MessageSearchResult, MessageSearchQuery>({
      query: (params) => ({ url: '/whatsapp/message-search', method: 'GET', config: { params } }),
      keepUnusedDataFor: 0,
    }),
    whatsappInboxViews: build.query<ListInboxViewsResult, void>({
      query: () => ({ url: '/whatsapp/inbox-views', method: 'GET' }),
      providesTags: [VIEWS],
    }),
    whatsappCreateInboxView: build.mutation<InboxView, InboxViewBody>({
      query: (data) => ({ url: '/whatsapp/inbox-views', method: 'POST', data }),
      invalidatesTags: [VIEWS],
    }),
    whatsappUpdateInboxView: build.mutation<InboxView, { id: number; body: InboxViewBody }>({
      query: ({ id, body: data }) => ({
        url: `/whatsapp/inbox-views/${id}`,
        method: 'PUT',
        data,
      }),
      invalidatesTags: [VIEWS],
    }),
    whatsappRemoveInboxView: build.mutation<unknown, number>({
      query: (id) => ({ url: `/whatsapp/inbox-views/${id}`, method: 'DELETE' }),
      invalidatesTags: [VIEWS],
    }),
    whatsappDefaultInboxView: build.mutation<unknown, DefaultViewBody>({
      query: (data) => ({ url: '/whatsapp/inbox-views/default', method: 'POST', data }),
      invalidatesTags: [VIEWS],
    }),
    whatsappSaveInboxSettings: build.mutation<InboxSettings, InboxSettings>({
      query: (data) => ({ url: '/whatsapp/inbox-settings', method: 'PUT', data }),
      invalidatesTags: [{ type: 'WhatsappSetup', id: 'INBOX' }],
    }),
  }),
});

export const {
  useWhatsappInboxViewsQuery,
  useWhatsappCreateInboxViewMutation,
  useWhatsappUpdateInboxViewMutation,
  useWhatsappRemoveInboxViewMutation,
  useWhatsappDefaultInboxViewMutation,
  useLazyWhatsappMessageSearchQuery,
  useWhatsappInboxSettingsQuery,
  useWhatsappSaveInboxSettingsMutation,
} = inboxListApi;
