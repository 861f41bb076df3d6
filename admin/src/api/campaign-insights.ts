import type {
  CampaignInsights,
  CampaignLimit,
  Comparison,
} from '../../../server/src/contracts/campaign-insights';
import { whatsappApi } from './base';
import { withPageLanguage } from './pageLanguage';

const reading = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    /**
     * All figures of a campaign, of one moment. Asked again at each hint of it; with `follows` also at those of
     * conversations, whose messages may be answers. The server decides how often it counts.
     */
    whatsappCampaignInsights: build.query<
      CampaignInsights,
      { id: number; zone: string; follows: boolean }
    >({
      query: ({ id, zone }) => ({
        url: `/whatsapp/campaigns/${id}/insights`,
        method: 'GET',
        config: { params: withPageLanguage({ zone }) },
      }),
      providesTags: (_r, _e, { id, follows }) => [
        { type: 'WhatsappCampaign' as const, id },
        ...(follows ? [{ type: 'WhatsappConversation' as const, id: 'LIST' }] : []),
      ],
    }),
    whatsappCampaignLimit: build.query<CampaignLimit, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}/limit`, method: 'GET' }),
      providesTags: (_r, _e, id) => [{ type: 'WhatsappCampaign' as const, id }],
    }),
    whatsappCompareCampaigns: build.query<Comparison, string>({
      query: (ids) => ({
        url: '/whatsapp/campaign-comparison',
        method: 'GET',
        config: { params: { ids } },
      }),
    }),
  }),
});

export const {
  useWhatsappCampaignInsightsQuery,
  useWhatsappCampaignLimitQuery,
  useWhatsappCompareCampaignsQuery,
} = reading;
