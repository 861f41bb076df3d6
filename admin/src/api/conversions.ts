import type { ConversionSettings } from '../../../server/src/contracts/conversions';
import { whatsappApi } from './base';

const SETTINGS = { type: 'WhatsappSetup' as const, id: 'CONVERSIONS' };

const conversionsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
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

export const { useWhatsappConversionSettingsQuery, useWhatsappSaveConversionSettingsMutation } =
  conversionsApi;
