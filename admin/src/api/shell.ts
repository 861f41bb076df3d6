import type { ListConversationsResult } from '../../../server/src/contracts/conversations';
import { whatsappApi } from './base';

type Tags = Parameters<typeof whatsappApi.util.invalidateTags>[0];

/** What the frame around all pages asks: how many unread, and the door for live hints. */
const shellApi = whatsappApi.injectEndpoints({
  endpoints: (builder) => ({
    whatsappUnreadTotal: builder.query<number, void>({
      query: () => ({
        url: '/whatsapp/conversations',
        method: 'GET',
        config: { params: { limit: 1 } },
      }),
      transformResponse: (answer: ListConversationsResult) => answer.unreadTotal,
      providesTags: [{ type: 'WhatsappConversation', id: 'UNREAD' }],
    }),
    /** Touches no network: makes cached answers with these tags be asked again. */
    whatsappInvalidate: builder.mutation<null, Tags>({
      queryFn: () => ({ data: null }),
      invalidatesTags: (_result, _error, tags) => [...tags],
    }),
  }),
});

export const { useWhatsappUnreadTotalQuery, useWhatsappInvalidateMutation } = shellApi;
