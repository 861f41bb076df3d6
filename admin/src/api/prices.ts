import type {
  ListPricesResult,
  MessagePrices,
  MarketRatesBody,
  PriceListBody,
  PriceListResult,
  RateCardBody,
  RateCardPreview,
} from '../../../server/src/contracts/prices';
import { whatsappApi } from './base';

const TAG = { type: 'WhatsappPrice' as const, id: 'LIST' };
const AT = '/whatsapp/prices';

const pricesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListPrices: build.query<ListPricesResult, void>({
      query: () => ({ url: AT, method: 'GET' }),
      providesTags: [TAG],
    }),
    whatsappGetPrices: build.query<PriceListResult, number>({
      query: (id) => ({ url: `${AT}/${id}`, method: 'GET' }),
      providesTags: [TAG],
    }),
    whatsappCreatePrices: build.mutation<PriceListResult, PriceListBody>({
      query: (data) => ({ url: AT, method: 'POST', data }),
      invalidatesTags: [TAG],
    }),
    whatsappSetMarketRates: build.mutation<PriceListResult, { id: number; body: MarketRatesBody }>({
      query: ({ id, body }) => ({ url: `${AT}/${id}/rates`, method: 'PUT', data: body }),
      invalidatesTags: [TAG],
    }),
    whatsappDeletePrices: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `${AT}/${id}`, method: 'DELETE' }),
      invalidatesTags: [TAG],
    }),
    /** A query in effect: it changes nothing. */
    whatsappPreviewRateCard: build.mutation<RateCardPreview, RateCardBody>({
      query: (data) => ({ url: `${AT}/preview`, method: 'POST', data }),
    }),
    whatsappImportRateCard: build.mutation<PriceListResult, RateCardBody>({
      query: (data) => ({ url: `${AT}/import`, method: 'POST', data }),
      invalidatesTags: [TAG],
    }),
    /** What a message to the person of a conversation costs; asked again when the conversation changes. */
    whatsappMessagePrices: build.query<MessagePrices, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}/prices`, method: 'GET' }),
      providesTags: (_r, _e, id) => [TAG, { type: 'WhatsappConversation', id }],
    }),
  }),
});

export const {
  useWhatsappListPricesQuery,
  useWhatsappMessagePricesQuery,
  useWhatsappGetPricesQuery,
  useWhatsappCreatePricesMutation,
  useWhatsappSetMarketRatesMutation,
  useWhatsappDeletePricesMutation,
  useWhatsappPreviewRateCardMutation,
  useWhatsappImportRateCardMutation,
} = pricesApi;
