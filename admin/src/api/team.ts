import type { ConversationView } from '../../../server/src/contracts/conversations';
import type {
  DeskBody,
  PresenceBody,
  PresenceView,
  TeamBody,
  TakeBackResult,
  TeamNow,
  TeamSettings,
  TransferBody,
  TransferResult,
} from '../../../server/src/contracts/team';
import { whatsappApi } from './base';

const SETTINGS = { type: 'WhatsappTeam' as const, id: 'SETTINGS' };
const NOW = { type: 'WhatsappTeam' as const, id: 'NOW' };
const team = '/whatsapp/team';

/** Teams, hours and who is there: for Settings, and what everybody who chats may know. */
const teamApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappTeamNow: build.query<TeamNow, void>({
      query: () => ({ url: team, method: 'GET' }),
      providesTags: [NOW],
    }),
    whatsappSetDuty: build.mutation<TeamNow, boolean>({
      query: (onDuty) => ({ url: `${team}/duty`, method: 'PUT', data: { onDuty } }),
      invalidatesTags: [NOW, SETTINGS],
    }),
    whatsappTeamSettings: build.query<TeamSettings, void>({
      query: () => ({ url: `${team}/settings`, method: 'GET' }),
      providesTags: [SETTINGS],
    }),
    whatsappSaveTeam: build.mutation<TeamSettings, { id: number | null; body: TeamBody }>({
      query: ({ id, body }) =>
        id === null
          ? { url: `${team}/teams`, method: 'POST', data: body }
          : { url: `${team}/teams/${id}`, method: 'PUT', data: body },
      invalidatesTags: [NOW, SETTINGS],
    }),
    whatsappDeleteTeam: build.mutation<TeamSettings, number>({
      query: (id) => ({ url: `${team}/teams/${id}`, method: 'DELETE' }),
      invalidatesTags: [NOW, SETTINGS],
    }),
    whatsappSaveDesk: build.mutation<TeamSettings, { accountId: number; body: DeskBody }>({
      query: ({ accountId, body }) => ({
        url: `${team}/desks/${accountId}`,
        method: 'PUT',
        data: body,
      }),
      invalidatesTags: [SETTINGS],
    }),
    whatsappSetDutyOf: build.mutation<TeamSettings, { id: number; onDuty: boolean }>({
      query: ({ id, onDuty }) => ({
        url: `${team}/people/${id}/duty`,
        method: 'PUT',
        data: { onDuty },
      }),
      invalidatesTags: [NOW, SETTINGS],
    }),
  }),
});

/** What is read again when a conversation has moved, perhaps with a note. */
const movedTags = (id: number) => [
  { type: 'WhatsappConversation' as const, id },
  { type: 'WhatsappConversation' as const, id: 'UNREAD' },
  { type: 'WhatsappNote' as const, id },
];

const togetherApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappPresence: build.query<PresenceView, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}/presence`, method: 'GET' }),
      providesTags: (_r, _e, id) => [{ type: 'WhatsappPresence', id }],
      keepUnusedDataFor: 0,
    }),
    whatsappTellPresence: build.mutation<PresenceView, { id: number; body: PresenceBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/presence`,
        method: 'POST',
        data: body,
      }),
    }),
    whatsappTakeBack: build.mutation<ConversationView, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}/take-back`, method: 'POST' }),
      invalidatesTags: (_r, _e, id) => movedTags(id),
    }),
    whatsappTakeBackMany: build.mutation<TakeBackResult, readonly number[]>({
      query: (ids) => ({
        url: '/whatsapp/conversations/take-back',
        method: 'POST',
        data: { ids },
      }),
      invalidatesTags: ['WhatsappConversation'],
    }),
    whatsappTransfer: build.mutation<TransferResult, { id: number; body: TransferBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/transfer`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => movedTags(id),
    }),
  }),
});

export const {
  useWhatsappTeamNowQuery,
  useWhatsappSetDutyMutation,
  useWhatsappTeamSettingsQuery,
  useWhatsappSaveTeamMutation,
  useWhatsappDeleteTeamMutation,
  useWhatsappSaveDeskMutation,
  useWhatsappSetDutyOfMutation,
} = teamApi;
export const {
  useLazyWhatsappPresenceQuery,
  useWhatsappTellPresenceMutation,
  useWhatsappTakeBackMutation,
  useWhatsappTakeBackManyMutation,
  useWhatsappTransferMutation,
} = togetherApi;
