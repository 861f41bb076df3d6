import type {
  ListQuickRepliesResult,
  QuickReplyBody,
  QuickReplyView,
  RemoveRepliesResult,
  RepliesFileBody,
  RepliesPreview,
} from '../../../server/src/contracts/quick-replies';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappQuickReply' as const, id: 'LIST' };

const quickRepliesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListQuickReplies: build.query<ListQuickRepliesResult, void>({
      query: () => ({ url: '/whatsapp/quick-replies', method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappCreateQuickReply: build.mutation<QuickReplyView, QuickReplyBody>({
      query: (data) => ({ url: '/whatsapp/quick-replies', method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappUpdateQuickReply: build.mutation<QuickReplyView, { id: number; body: QuickReplyBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/quick-replies/${id}`,
        method: 'PUT',
        data: body,
      }),
      invalidatesTags: [LIST],
    }),
    whatsappDeleteQuickReply: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/quick-replies/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
    /** What a file would do; changes nothing. */
    whatsappPreviewQuickReplies: build.mutation<RepliesPreview, RepliesFileBody>({
      query: (data) => ({ url: '/whatsapp/quick-replies/import/preview', method: 'POST', data }),
    }),
    whatsappImportQuickReplies: build.mutation<RepliesPreview, RepliesFileBody>({
      query: (data) => ({ url: '/whatsapp/quick-replies/import', method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappRemoveQuickReplies: build.mutation<RemoveRepliesResult, number[]>({
      query: (ids) => ({ url: '/whatsapp/quick-replies/remove', method: 'POST', data: { ids } }),
      invalidatesTags: [LIST],
    }),
    /** Counts one insertion; the list is not read again for it. */
    whatsappUsedQuickReply: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/quick-replies/${id}/used`, method: 'POST', data: {} }),
    }),
  }),
});

export const {
  useWhatsappListQuickRepliesQuery,
  useWhatsappCreateQuickReplyMutation,
  useWhatsappUpdateQuickReplyMutation,
  useWhatsappDeleteQuickReplyMutation,
  useWhatsappPreviewQuickRepliesMutation,
  useWhatsappImportQuickRepliesMutation,
  useWhatsappRemoveQuickRepliesMutation,
  useWhatsappUsedQuickReplyMutation,
} = quickRepliesApi;
