import type {
  CampaignActionBody,
  CampaignDraftBody,
  CampaignErrorsResult,
  CampaignView,
  LaunchBody,
  ListCampaignsQuery,
  ListCampaignsResult,
  ListRecipientsQuery,
  ListRecipientsResult,
  PreflightResult,
  ResolveRecipientsBody,
} from '../../../server/src/contracts/campaigns';
import { whatsappApi } from './base';

/** Cache names: one tag per campaign; the list has its own. Hints of the live stream invalidate by these. */
const one = (id: number) => ({ type: 'WhatsappCampaign' as const, id });
const LIST = { type: 'WhatsappCampaign' as const, id: 'LIST' };

const reading = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListCampaigns: build.query<ListCampaignsResult, ListCampaignsQuery>({
      query: (params) => ({ url: '/whatsapp/campaigns', method: 'GET', config: { params } }),
      providesTags: (result) => [LIST, ...(result?.campaigns ?? []).map((c) => one(c.id))],
    }),
    whatsappGetCampaign: build.query<CampaignView, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    whatsappListRecipients: build.query<
      ListRecipientsResult,
      { id: number; params: ListRecipientsQuery }
    >({
      query: ({ id, params }) => ({
        url: `/whatsapp/campaigns/${id}/recipients`,
        method: 'GET',
        config: { params },
      }),
      providesTags: (_r, _e, { id }) => [one(id)],
    }),
    whatsappCampaignErrors: build.query<CampaignErrorsResult, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}/errors`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
  }),
});

const writing = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappCreateCampaign: build.mutation<CampaignView, CampaignDraftBody>({
      query: (data) => ({ url: '/whatsapp/campaigns', method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappUpdateCampaign: build.mutation<CampaignView, { id: number; body: CampaignDraftBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/campaigns/${id}`, method: 'PUT', data: body }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
      // The next step reads what was saved at once, not after another round.
      onQueryStarted: async ({ id }, { dispatch, queryFulfilled }) => {
        const { data } = await queryFulfilled.catch(() => ({ data: null }));
        if (!data) return;
        dispatch(reading.util.updateQueryData('whatsappGetCampaign', id, () => data));
      },
    }),
    whatsappDeleteCampaign: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
    /** A query in effect: it changes nothing, and its answer is the bill that the person reads. */
    whatsappPreflightCampaign: build.mutation<PreflightResult, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}/preflight`, method: 'POST', data: {} }),
    }),
    whatsappLaunchCampaign: build.mutation<CampaignView, { id: number; body: LaunchBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/campaigns/${id}/launch`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
    }),
    whatsappSetCampaignState: build.mutation<
      CampaignView,
      { id: number; action: CampaignActionBody['action'] }
    >({
      query: ({ id, action }) => ({
        url: `/whatsapp/campaigns/${id}/state`,
        method: 'PUT',
        data: { action },
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
    }),
    whatsappResolveRecipients: build.mutation<
      { changed: number },
      { id: number; body: ResolveRecipientsBody }
    >({
      query: ({ id, body }) => ({
        url: `/whatsapp/campaigns/${id}/resolve`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id)],
    }),
  }),
});

export const {
  useWhatsappListCampaignsQuery,
  useWhatsappGetCampaignQuery,
  useWhatsappListRecipientsQuery,
  useWhatsappCampaignErrorsQuery,
} = reading;

export const {
  useWhatsappCreateCampaignMutation,
  useWhatsappUpdateCampaignMutation,
  useWhatsappDeleteCampaignMutation,
  useWhatsappPreflightCampaignMutation,
  useWhatsappLaunchCampaignMutation,
  useWhatsappSetCampaignStateMutation,
  useWhatsappResolveRecipientsMutation,
} = writing;
