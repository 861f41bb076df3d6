import type {
  DeliveryState,
  DeliveryView,
  EndpointBody,
  EndpointChange,
  EndpointView,
  EndpointWithSecret,
  ListDeliveriesResult,
  ListEndpointsResult,
  ReplayResult,
} from '../../../server/src/contracts/outbound';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappOutbound' as const, id: 'LIST' };
const DELIVERIES = { type: 'WhatsappOutbound' as const, id: 'DELIVERIES' };
const AT = '/whatsapp/outbound';

export interface DeliveriesAsked {
  readonly id: number;
  readonly state: DeliveryState | null;
  readonly cursor: string | undefined;
}

const outboundApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListEndpoints: build.query<ListEndpointsResult, void>({
      query: () => ({ url: `${AT}/endpoints`, method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappCreateEndpoint: build.mutation<EndpointWithSecret, EndpointBody>({
      query: (data) => ({ url: `${AT}/endpoints`, method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappUpdateEndpoint: build.mutation<EndpointView, { id: number; body: EndpointChange }>({
      query: ({ id, body }) => ({ url: `${AT}/endpoints/${id}`, method: 'PUT', data: body }),
      invalidatesTags: [LIST],
    }),
    whatsappDeleteEndpoint: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `${AT}/endpoints/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
    whatsappReplaceSecret: build.mutation<EndpointWithSecret, number>({
      query: (id) => ({ url: `${AT}/endpoints/${id}/secret`, method: 'POST', data: {} }),
      invalidatesTags: [LIST],
    }),
    whatsappTestEndpoint: build.mutation<DeliveryView, number>({
      query: (id) => ({ url: `${AT}/endpoints/${id}/test`, method: 'POST', data: {} }),
      invalidatesTags: [LIST, DELIVERIES],
    }),
    whatsappListDeliveries: build.query<ListDeliveriesResult, DeliveriesAsked>({
      query: ({ id, state, cursor }) => ({
        url: `${AT}/endpoints/${id}/deliveries`,
        method: 'GET',
        config: { params: { ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) } },
      }),
      providesTags: [DELIVERIES],
    }),
    whatsappReplayDelivery: build.mutation<DeliveryView, number>({
      query: (id) => ({ url: `${AT}/deliveries/${id}/replay`, method: 'POST', data: {} }),
      invalidatesTags: [LIST, DELIVERIES],
    }),
    whatsappReplayFailed: build.mutation<ReplayResult, number>({
      query: (id) => ({ url: `${AT}/endpoints/${id}/replay-failed`, method: 'POST', data: {} }),
      invalidatesTags: [LIST, DELIVERIES],
    }),
  }),
});

export const {
  useWhatsappListEndpointsQuery,
  useWhatsappCreateEndpointMutation,
  useWhatsappUpdateEndpointMutation,
  useWhatsappDeleteEndpointMutation,
  useWhatsappReplaceSecretMutation,
  useWhatsappTestEndpointMutation,
  useWhatsappListDeliveriesQuery,
  useWhatsappReplayDeliveryMutation,
  useWhatsappReplayFailedMutation,
} = outboundApi;
