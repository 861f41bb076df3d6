import type {
  ChatLinkBody,
  ChatLinkView,
  ListChatLinksResult,
} from '../../../server/src/contracts/chat-links';
import { whatsappApi } from './base';

const CHAT_LINKS = { type: 'WhatsappOptIn' as const, id: 'CHAT-LINKS' };
const LINKS = '/whatsapp/chat-links';

const chatLinksApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListChatLinks: build.query<ListChatLinksResult, void>({
      query: () => ({ url: LINKS, method: 'GET' }),
      providesTags: [CHAT_LINKS, 'WhatsappAccount'],
    }),
    whatsappCreateChatLink: build.mutation<ChatLinkView, ChatLinkBody>({
      query: (data) => ({ url: LINKS, method: 'POST', data }),
      invalidatesTags: [CHAT_LINKS],
    }),
    whatsappUpdateChatLink: build.mutation<ChatLinkView, { id: number; body: ChatLinkBody }>({
      query: ({ id, body }) => ({ url: `${LINKS}/${id}`, method: 'PUT', data: body }),
      invalidatesTags: [CHAT_LINKS],
    }),
    whatsappDeleteChatLink: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `${LINKS}/${id}`, method: 'DELETE' }),
      invalidatesTags: [CHAT_LINKS],
    }),
  }),
});

export const {
  useWhatsappListChatLinksQuery,
  useWhatsappCreateChatLinkMutation,
  useWhatsappUpdateChatLinkMutation,
  useWhatsappDeleteChatLinkMutation,
} = chatLinksApi;
