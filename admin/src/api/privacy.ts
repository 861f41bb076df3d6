import type {
  ErasePersonBody,
  ErasePersonResult,
  PersonSummary,
  PreviewRetentionBody,
  PreviewRetentionResult,
  RetentionBody,
  RetentionView,
} from '../../../server/src/contracts/privacy';
import { whatsappApi } from './base';

const RETENTION = { type: 'WhatsappSetup' as const, id: 'RETENTION' };

const privacyApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappPersonSummary: build.query<PersonSummary, number>({
      query: (id) => ({ url: `/whatsapp/privacy/people/${id}`, method: 'GET' }),
      keepUnusedDataFor: 0,
    }),
    whatsappErasePerson: build.mutation<ErasePersonResult, { id: number; body: ErasePersonBody }>({
      query: ({ id, body: data }) => ({
        url: `/whatsapp/privacy/people/${id}/erase`,
        method: 'POST',
        data,
      }),
      invalidatesTags: [
        { type: 'WhatsappOperation', id: 'LIST' },
        { type: 'WhatsappContact', id: 'LIST' },
      ],
    }),
    whatsappRetention: build.query<RetentionView, void>({
      query: () => ({ url: '/whatsapp/privacy/retention', method: 'GET' }),
      providesTags: [RETENTION],
    }),
    whatsappSaveRetention: build.mutation<RetentionView, RetentionBody>({
      query: (data) => ({ url: '/whatsapp/privacy/retention', method: 'PUT', data }),
      invalidatesTags: [RETENTION, { type: 'WhatsappLog', id: 'SETTINGS' }],
    }),
    /** What days that are not saved yet would delete. */
    whatsappPreviewRetention: build.query<PreviewRetentionResult, PreviewRetentionBody>({
      query: (data) => ({ url: '/whatsapp/privacy/retention/preview', method: 'POST', data }),
      keepUnusedDataFor: 30,
    }),
  }),
});

export const {
  useWhatsappPersonSummaryQuery,
  useWhatsappErasePersonMutation,
  useWhatsappRetentionQuery,
  useWhatsappSaveRetentionMutation,
  useWhatsappPreviewRetentionQuery,
} = privacyApi;
