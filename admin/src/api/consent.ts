import type {
  ConsentSettings,
  ConsentSettingsBody,
  TryWordsBody,
  TryWordsResult,
} from '../../../server/src/contracts/consent';
import { whatsappApi } from './base';

const SETTINGS = { type: 'WhatsappSetup' as const, id: 'CONSENT' };

const consentApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappConsentSettings: build.query<ConsentSettings, void>({
      query: () => ({ url: '/whatsapp/settings/consent', method: 'GET' }),
      providesTags: [SETTINGS],
    }),
    whatsappSaveConsent: build.mutation<ConsentSettings, ConsentSettingsBody>({
      query: (data) => ({ url: '/whatsapp/settings/consent', method: 'PUT', data }),
      invalidatesTags: [SETTINGS, 'WhatsappSetup', 'WhatsappGroup'],
    }),
    /** What a message would do with these words; saves nothing. */
    whatsappTryWords: build.query<TryWordsResult, TryWordsBody>({
      query: (data) => ({ url: '/whatsapp/settings/consent/try', method: 'POST', data }),
    }),
  }),
});

export const {
  useWhatsappConsentSettingsQuery,
  useWhatsappSaveConsentMutation,
  useWhatsappTryWordsQuery,
} = consentApi;
