import type { Topic } from '../../../server/src/contracts/consent';
import type {
  ListTemplatesQuery,
  ListTemplatesResult,
  SlotBindings,
  SyncResult,
  TemplateView,
} from '../../../server/src/contracts/templates';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappTemplate' as const, id });
const LIST = { type: 'WhatsappTemplate' as const, id: 'LIST' };

const templatesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListTemplates: build.query<ListTemplatesResult, ListTemplatesQuery>({
      query: (params) => ({ url: '/whatsapp/templates', method: 'GET', config: { params } }),
      providesTags: (result) => [LIST, ...(result?.templates ?? []).map((t) => one(t.id))],
    }),
    whatsappGetTemplate: build.query<TemplateView, number>({
      query: (id) => ({ url: `/whatsapp/templates/${id}`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    /** Kinds of message that templates may be of. */
    whatsappMessageTopics: build.query<{ topics: Topic[] }, void>({
      query: () => ({ url: '/whatsapp/message-topics', method: 'GET' }),
      providesTags: ['WhatsappSetup'],
    }),
    whatsappSaveTopic: build.mutation<TemplateView, { id: number; topic: string | null }>({
      query: ({ id, topic }) => ({
        url: `/whatsapp/templates/${id}/topic`,
        method: 'PUT',
        data: { topic },
      }),
      invalidatesTags: ['WhatsappTemplate'],
    }),
    whatsappSyncTemplates: build.mutation<SyncResult, number>({
      query: (accountId) => ({
        url: '/whatsapp/templates/sync',
        method: 'POST',
        data: { accountId },
      }),
      invalidatesTags: ['WhatsappTemplate'],
    }),
    whatsappSaveBindings: build.mutation<TemplateView, { id: number; bindings: SlotBindings }>({
      query: ({ id, bindings }) => ({
        url: `/whatsapp/templates/${id}/bindings`,
        method: 'PUT',
        data: { bindings },
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
    }),
  }),
});

export const {
  useWhatsappListTemplatesQuery,
  useWhatsappGetTemplateQuery,
  useWhatsappSyncTemplatesMutation,
  useWhatsappMessageTopicsQuery,
  useWhatsappSaveBindingsMutation,
  useWhatsappSaveTopicMutation,
} = templatesApi;
