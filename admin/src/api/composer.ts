import type {
  ListScheduledResult,
  RescheduleBody,
  ScheduleBody,
  ScheduledView,
} from '../../../server/src/contracts/scheduled';
import { whatsappApi } from './base';
import { withPageLanguage } from './pageLanguage';

const one = (id: number) => ({ type: 'WhatsappConversation' as const, id });

/** What the composer does beside sending at once. A hint about their conversation makes them stale. */
const composerApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappScheduled: build.query<ListScheduledResult, number>({
      query: (id) => ({
        url: `/whatsapp/conversations/${id}/scheduled`,
        method: 'GET',
        config: { params: withPageLanguage({}) },
      }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    /** Safe to repeat with the same `clientId`. */
    whatsappSchedule: build.mutation<ScheduledView, { id: number; body: ScheduleBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/scheduled`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id)],
    }),
    whatsappReschedule: build.mutation<
      ScheduledView,
      { planned: ScheduledView; body: RescheduleBody }
    >({
      query: ({ planned, body }) => ({
        url: `/whatsapp/scheduled/${planned.id}`,
        method: 'PUT',
        data: body,
      }),
      invalidatesTags: (_r, _e, { planned }) => [one(planned.conversationId)],
    }),
    whatsappSendScheduled: build.mutation<{ scheduled: ScheduledView | null }, ScheduledView>({
      query: ({ id }) => ({ url: `/whatsapp/scheduled/${id}/send`, method: 'POST', data: {} }),
      invalidatesTags: (_r, _e, { conversationId }) => [one(conversationId)],
    }),
    /** The customer sees that somebody writes. Nothing waits for it. */
    whatsappTypingMark: build.mutation<unknown, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}/typing`, method: 'POST', data: {} }),
    }),
    whatsappCancelScheduled: build.mutation<unknown, ScheduledView>({
      query: ({ id }) => ({ url: `/whatsapp/scheduled/${id}`, method: 'DELETE' }),
      invalidatesTags: (_r, _e, { conversationId }) => [one(conversationId)],
    }),
  }),
});

export const {
  useWhatsappScheduledQuery,
  useWhatsappScheduleMutation,
  useWhatsappRescheduleMutation,
  useWhatsappSendScheduledMutation,
  useWhatsappCancelScheduledMutation,
  useWhatsappTypingMarkMutation,
} = composerApi;
