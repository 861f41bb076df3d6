import type {
  MessageSearchQuery,
  MessageSearchResult,
} from '../../../server/src/contracts/message-search';
import type { InboxSettings } from '../../../server/src/contracts/inbox-settings';
import { whatsappApi } from './base';

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
    whatsappSaveInboxSettings: build.mutation<InboxSettings, InboxSettings>({
      query: (data) => ({ url: '/whatsapp/inbox-settings', method: 'PUT', data }),
      invalidatesTags: [{ type: 'WhatsappSetup', id: 'INBOX' }],
    }),
  }),
});

export const {
  useLazyWhatsappMessageSearchQuery,
  useWhatsappInboxSettingsQuery,
  useWhatsappSaveInboxSettingsMutation,
} = inboxListApi;
