import type {
  CampaignInsights,
  CampaignLimit,
  Comparison,
} from '../../../server/src/contracts/campaign-insights';
import { whatsappApi } from './base';

const reading = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    /** Without a tag: the server reads all recipients for it, so it is not asked again at each hint of the stream. */
    whatsappCampaignInsights: build.query<CampaignInsights, { id: number; zone: string }>({
      query: ({ id, zone }) => ({
        url: `/whatsapp/campaigns/${id}/insights`,
        method: 'GET',
        config: { params: { zone } },
      }),
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
