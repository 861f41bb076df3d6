import type {
  ListOperationsQuery,
  ListOperationsResult,
  OperationView,
} from '../../../server/src/contracts/operations';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappOperation' as const, id });
const LIST = { type: 'WhatsappOperation' as const, id: 'LIST' };

/** Campaigns are operations too, so their news makes the list stale as well. */
const operationsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListOperations: build.query<ListOperationsResult, ListOperationsQuery>({
      query: (params) => ({ url: '/whatsapp/operations', method: 'GET', config: { params } }),
      providesTags: [LIST, { type: 'WhatsappCampaign' as const, id: 'LIST' }],
    }),
    whatsappCancelOperation: build.mutation<OperationView, number>({
      query: (id) => ({ url: `/whatsapp/operations/${id}/cancel`, method: 'POST', data: {} }),
      invalidatesTags: (_r, _e, id) => [one(id), LIST],
    }),
    whatsappRetryOperation: build.mutation<OperationView, number>({
      query: (id) => ({ url: `/whatsapp/operations/${id}/retry`, method: 'POST', data: {} }),
      invalidatesTags: (_r, _e, id) => [one(id), LIST],
    }),
  }),
});

export const {
  useWhatsappListOperationsQuery,
  useWhatsappCancelOperationMutation,
  useWhatsappRetryOperationMutation,
} = operationsApi;
