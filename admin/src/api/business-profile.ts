import type { ProfileBody, ProfileView } from '../../../server/src/contracts/business-profile';
import { whatsappApi } from './base';

const path = (id: number) => `/whatsapp/accounts/${id}/profile`;

/** Kept by Meta alone, where it may change at any time: the form reads it again each time it opens. */
const profileApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappBusinessProfile: build.query<ProfileView, number>({
      query: (id) => ({ url: path(id), method: 'GET' }),
      keepUnusedDataFor: 0,
    }),
    whatsappSaveBusinessProfile: build.mutation<ProfileView, { id: number; body: ProfileBody }>({
      query: ({ id, body }) => ({ url: path(id), method: 'PUT', data: body }),
    }),
  }),
});

export const { useWhatsappBusinessProfileQuery, useWhatsappSaveBusinessProfileMutation } =
  profileApi;
