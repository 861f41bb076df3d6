import type {
  ListRepliesQuery,
  ListRepliesResult,
} from '../../../server/src/contracts/campaign-replies';
import type {
  ListMessagesQuery,
  ListMessagesResult,
} from '../../../server/src/contracts/conversations';
import { whatsappApi } from './base';
import { withPageLanguage } from './pageLanguage';

type OfCampaign = { campaignId: number };
type ThreadPage = OfCampaign & { conversationId: number } & Pick<ListMessagesQuery, 'cursor'>;

/** Who reads them may hear nothing live of conversations: they are asked for again each time they are opened. */
const repliesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappCampaignReplies: build.query<ListRepliesResult, OfCampaign & ListRepliesQuery>({
      query: ({ campaignId, ...params }) => ({
        url: `/whatsapp/campaigns/${campaignId}/replies`,
        method: 'GET',
        config: { params },
      }),
      keepUnusedDataFor: 0,
    }),
    whatsappReplyThread: build.query<ListMessagesResult, ThreadPage>({
      query: ({ campaignId, conversationId, ...params }) => ({
        url: `/whatsapp/campaigns/${campaignId}/replies/${conversationId}/messages`,
        method: 'GET',
        config: { params: withPageLanguage(params) },
      }),
      keepUnusedDataFor: 0,
    }),
  }),
});

export const { useWhatsappCampaignRepliesQuery, useWhatsappReplyThreadQuery } = repliesApi;
