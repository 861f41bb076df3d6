import type { HoldResult } from '../../../server/src/contracts/moving';
import { whatsappApi } from './base';

const movingApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappGetHold: build.query<HoldResult, void>({
      query: () => ({ url: '/whatsapp/release', method: 'GET' }),
      providesTags: ['WhatsappHold'],
    }),
    whatsappRelease: build.mutation<HoldResult, void>({
      query: () => ({ url: '/whatsapp/release', method: 'POST', data: {} }),
      invalidatesTags: ['WhatsappHold'],
    }),
  }),
});

export const { useWhatsappGetHoldQuery, useWhatsappReleaseMutation } = movingApi;
