import type {
  CampaignActionBody,
  CampaignDraftBody,
  CampaignReach,
  CampaignView,
  ExcludedQuery,
  ExcludedResult,
  LaunchBody,
  ListCampaignsQuery,
  ListCampaignsResult,
  ListRecipientsQuery,
  ListRecipientsResult,
  PreflightResult,
  PreviewResult,
  ResolveRecipientsBody,
  ScheduleBody,
  TestBody,
} from '../../../server/src/contracts/campaigns';
import type { ReminderBody } from '../../../server/src/contracts/campaign-reminder';
import type { CanaryView, VariantLetter } from '../../../server/src/contracts/campaign-trial';
import type { TakeOutResult } from '../../../server/src/contracts/campaign-take-out';
import type {
  CampaignTimesBody,
  CampaignTimesResult,
} from '../../../server/src/contracts/campaign-time';
import type { PeopleChoice, PeopleFilter } from '../../../server/src/contracts/audience';
import type { ListContactsResult } from '../../../server/src/contracts/contacts';
import type { TestSendResult } from '../../../server/src/contracts/testers';
import { whatsappApi } from './base';
import { withPageLanguage } from './pageLanguage';

type PeoplePage = { filter: PeopleFilter; cursor?: string; limit?: number };

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
        config: { params: withPageLanguage(params) },
      }),
      providesTags: (_r, _e, { id }) => [one(id)],
    }),
    /** The people of a filter, as the campaign will match them. */
    whatsappCampaignPeople: build.query<ListContactsResult, PeoplePage>({
      query: (data) => ({ url: '/whatsapp/campaigns/people', method: 'POST', data }),
      providesTags: [{ type: 'WhatsappContact', id: 'LIST' }],
    }),
    whatsappCampaignPeopleCount: build.query<{ total: number }, PeopleChoice>({
      query: (choice) => ({
        url: '/whatsapp/campaigns/people/count',
        method: 'POST',
        data: { choice },
      }),
      providesTags: [{ type: 'WhatsappContact', id: 'LIST' }],
    }),
    /** How many of a choice may get it. Asked again with each change and left off when it is changed, so it is not kept. */
    whatsappCampaignReach: build.mutation<CampaignReach, { id: number; choice: PeopleChoice }>({
      query: ({ id, choice }) => ({
        url: `/whatsapp/campaigns/${id}/reach`,
        method: 'POST',
        data: { choice },
      }),
    }),
    /** How many would be due when, for a time that is being chosen. */
    whatsappCampaignTimes: build.query<CampaignTimesResult, { id: number } & CampaignTimesBody>({
      query: ({ id, ...data }) => ({
        url: `/whatsapp/campaigns/${id}/times`,
        method: 'POST',
        data,
      }),
      providesTags: (_r, _e, { id }) => [one(id)],
    }),
    /** People behind a line of the bill, before the start. */
    whatsappExcludedPeople: build.query<ExcludedResult, { id: number; params: ExcludedQuery }>({
      query: ({ id, params }) => ({
        url: `/whatsapp/campaigns/${id}/excluded`,
        method: 'GET',
        config: { params },
      }),
      providesTags: (_r, _e, { id }) => [one(id)],
    }),
  }),
});

/** Test batches and A/B tests. */
const trials = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappCampaignCanary: build.query<CanaryView, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}/canary`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    /** The others get this message; answers 409 when it is decided already. */
    whatsappChooseWinner: build.mutation<CampaignView, { id: number; winner: VariantLetter }>({
      query: ({ id, winner }) => ({
        url: `/whatsapp/campaigns/${id}/winner`,
        method: 'PUT',
        data: { winner },
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id)],
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
    /** What one person would read; a refusal says what they lack. */
    whatsappPreviewCampaign: build.mutation<PreviewResult, { id: number; contactId: number }>({
      query: ({ id, contactId }) => ({
        url: `/whatsapp/campaigns/${id}/preview`,
        method: 'POST',
        data: { contactId },
      }),
    }),
    whatsappTestCampaign: build.mutation<TestSendResult, { id: number; body: TestBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/campaigns/${id}/test`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id)],
    }),
    whatsappCloneCampaign: build.mutation<CampaignView, { id: number; name: string }>({
      query: ({ id, name }) => ({
        url: `/whatsapp/campaigns/${id}/clone`,
        method: 'POST',
        data: { name },
      }),
      invalidatesTags: [LIST],
    }),
    whatsappRemindCampaign: build.mutation<CampaignView, { id: number; body: ReminderBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/campaigns/${id}/reminder`,
        method: 'POST',
        data: body,
      }),
      // Its people are a segment of their own.
      invalidatesTags: [LIST, 'WhatsappSegment'],
    }),
    whatsappRescheduleCampaign: build.mutation<CampaignView, { id: number; body: ScheduleBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/campaigns/${id}/schedule`,
        method: 'PUT',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
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
  }),
});

/** What is put right afterwards. */
const mending = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
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
    whatsappTakeOut: build.mutation<TakeOutResult, number>({
      query: (id) => ({ url: `/whatsapp/campaigns/${id}/take-out`, method: 'POST' }),
    }),
  }),
});

export const {
  useWhatsappListCampaignsQuery,
  useWhatsappGetCampaignQuery,
  useWhatsappListRecipientsQuery,
  useWhatsappCampaignPeopleQuery,
  useWhatsappCampaignPeopleCountQuery,
  useWhatsappCampaignReachMutation,
  useWhatsappCampaignTimesQuery,
  useWhatsappExcludedPeopleQuery,
} = reading;

export const {
  useWhatsappCreateCampaignMutation,
  useWhatsappUpdateCampaignMutation,
  useWhatsappDeleteCampaignMutation,
  useWhatsappPreflightCampaignMutation,
  useWhatsappPreviewCampaignMutation,
  useWhatsappTestCampaignMutation,
  useWhatsappCloneCampaignMutation,
  useWhatsappRemindCampaignMutation,
  useWhatsappRescheduleCampaignMutation,
  useWhatsappLaunchCampaignMutation,
  useWhatsappSetCampaignStateMutation,
} = writing;

export const { useWhatsappResolveRecipientsMutation, useWhatsappTakeOutMutation } = mending;

export const { useWhatsappCampaignCanaryQuery, useWhatsappChooseWinnerMutation } = trials;
