import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { ListConversationsResult } from '../../../server/src/contracts/conversation-list';
import { whatsappApi } from './base';

/** Rows of the home page's widget, and how many are read of each side to find them. */
const WAITING_SHOWN = 5;
const WAITING_READ = 20;

const longestWaiting = (conversations: readonly ConversationView[]): ConversationView[] =>
  [...conversations]
    .sort((a, b) => (a.lastMessageAt ?? 0) - (b.lastMessageAt ?? 0) || a.id - b.id)
    .slice(0, WAITING_SHOWN);

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
    /** Unread conversations of mine and of nobody, the longest waiting first. */
    whatsappWaiting: builder.query<{ conversations: ConversationView[]; total: number }, void>({
      queryFn: async (...[, , , ask]) => {
        const page = async (scope: 'mine' | 'unassigned') =>
          ask({
            url: '/whatsapp/conversations',
            method: 'GET',
            config: { params: { scope, unread: 'true', status: 'open', limit: WAITING_READ } },
          });
        const answers = await Promise.all([page('mine'), page('unassigned')]);
        const failed = answers.find(({ error }) => error);
        if (failed?.error) return { error: failed.error };
        const pages = answers.map(({ data }) => data as ListConversationsResult);
        return {
          data: {
            conversations: longestWaiting(pages.flatMap(({ conversations }) => conversations)),
            total: pages[0]?.unreadTotal ?? 0,
          },
        };
      },
      providesTags: [{ type: 'WhatsappConversation', id: 'UNREAD' }],
    }),
    /** Touches no network: makes cached answers with these tags be asked again. */
    whatsappInvalidate: builder.mutation<null, Tags>({
      queryFn: () => ({ data: null }),
      invalidatesTags: (_result, _error, tags) => [...tags],
    }),
  }),
});

export const {
  useWhatsappUnreadTotalQuery,
  useWhatsappWaitingQuery,
  useWhatsappInvalidateMutation,
} = shellApi;
