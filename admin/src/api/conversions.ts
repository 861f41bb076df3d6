import type {
  CampaignConversions,
  ConversionSettings,
} from '../../../server/src/contracts/conversions';
import { whatsappApi } from './base';

const SETTINGS = { type: 'WhatsappSetup' as const, id: 'CONVERSIONS' };

const conversionsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappCampaignConversions: build.query<CampaignConversions, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}/conversions`, method: 'GET' }),
      providesTags: (_r, _e, id) => [{ type: 'WhatsappCampaign' as const, id }, SETTINGS],
    }),
    whatsappConversionSettings: build.query<ConversionSettings, void>({
      query: () => ({ url: '/whatsapp/conversions/settings', method: 'GET' }),
      providesTags: [SETTINGS],
    }),
    whatsappSaveConversionSettings: build.mutation<ConversionSettings, ConversionSettings>({
      query: (data) => ({ url: '/whatsapp/conversions/settings', method: 'PUT', data }),
      invalidatesTags: [SETTINGS],
    }),
  }),
});

export const {
  useWhatsappCampaignConversionsQuery,
  useWhatsappConversionSettingsQuery,
  useWhatsappSaveConversionSettingsMutation,
} = conversionsApi;
