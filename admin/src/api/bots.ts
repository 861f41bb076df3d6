import type {
  BotBody,
  BotView,
  ListBotsResult,
  ListRunsResult,
  OverlapsBody,
  OverlapsResult,
  TryBody,
  TryResult,
} from '../../../server/src/contracts/bots';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappBot' as const, id });
const LIST = { type: 'WhatsappBot' as const, id: 'LIST' };

const reading = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListBots: build.query<ListBotsResult, number>({
      query: (since) => ({ url: '/whatsapp/bots', method: 'GET', config: { params: { since } } }),
      providesTags: [LIST],
    }),
    whatsappGetBot: build.query<BotView, number>({
      query: (id) => ({ url: `/whatsapp/bots/${id}`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    whatsappBotRuns: build.query<ListRunsResult, { id: number; cursor?: string }>({
      query: ({ id, ...params }) => ({
        url: `/whatsapp/bots/${id}/runs`,
        method: 'GET',
        config: { params },
      }),
      providesTags: [LIST],
    }),
  }),
});

const writing = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappCreateBot: build.mutation<BotView, BotBody>({
      query: (data) => ({ url: '/whatsapp/bots', method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappUpdateBot: build.mutation<BotView, { id: number; body: BotBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/bots/${id}`, method: 'PUT', data: body }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
    }),
    whatsappSetBotActive: build.mutation<BotView, { id: number; active: boolean }>({
      query: ({ id, active }) => ({
        url: `/whatsapp/bots/${id}/active`,
        method: 'PUT',
        data: { active },
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
    }),
    whatsappOrderBots: build.mutation<ListBotsResult, number[]>({
      query: (ids) => ({ url: '/whatsapp/bots/order', method: 'PUT', data: { ids } }),
      invalidatesTags: [LIST],
    }),
    whatsappDeleteBot: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/bots/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
    /** Both ask with what stands in the form; nothing is kept. */
    whatsappBotOverlaps: build.mutation<OverlapsResult, OverlapsBody>({
      query: (data) => ({ url: '/whatsapp/bots/overlaps', method: 'POST', data }),
    }),
    whatsappTryBot: build.mutation<TryResult, TryBody>({
      query: (data) => ({ url: '/whatsapp/bots/try', method: 'POST', data }),
    }),
  }),
});

export const { useWhatsappListBotsQuery, useWhatsappGetBotQuery, useWhatsappBotRunsQuery } =
  reading;
export const {
  useWhatsappCreateBotMutation,
  useWhatsappUpdateBotMutation,
  useWhatsappSetBotActiveMutation,
  useWhatsappOrderBotsMutation,
  useWhatsappDeleteBotMutation,
  useWhatsappBotOverlapsMutation,
  useWhatsappTryBotMutation,
} = writing;
