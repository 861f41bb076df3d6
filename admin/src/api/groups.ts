import type {
  GroupBody,
  GroupView,
  HygieneBody,
  HygieneResult,
  ListGroupsResult,
} from '../../../server/src/contracts/groups';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappGroup' as const, id });
const LIST = { type: 'WhatsappGroup' as const, id: 'LIST' };

type Members = { id: number; contactIds: number[] };

/** Membership shows in contacts too (their groups, the filter by group), so both are read again. */
const groupsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListGroups: build.query<ListGroupsResult, void>({
      query: () => ({ url: '/whatsapp/groups', method: 'GET' }),
      providesTags: (result) => [LIST, ...(result?.groups ?? []).map((g) => one(g.id))],
    }),
    whatsappCreateGroup: build.mutation<GroupView, GroupBody>({
      query: (data) => ({ url: '/whatsapp/groups', method: 'POST', data }),
      invalidatesTags: ['WhatsappGroup'],
    }),
    whatsappUpdateGroup: build.mutation<GroupView, { id: number; body: GroupBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/groups/${id}`, method: 'PUT', data: body }),
      invalidatesTags: ['WhatsappGroup'],
    }),
    whatsappDeleteGroup: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/groups/${id}`, method: 'DELETE' }),
      invalidatesTags: ['WhatsappGroup', 'WhatsappContact'],
    }),
    whatsappAddMembers: build.mutation<{ changed: number }, Members>({
      query: ({ id, contactIds }) => ({
        url: `/whatsapp/groups/${id}/members`,
        method: 'POST',
        data: { contactIds },
      }),
      invalidatesTags: ['WhatsappGroup', 'WhatsappContact'],
    }),
    whatsappHygiene: build.query<HygieneResult, { id: number; body: HygieneBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/groups/${id}/hygiene`,
        method: 'POST',
        data: body,
      }),
      providesTags: (_r, _e, { id }) => [one(id)],
    }),
    whatsappCleanGroup: build.mutation<{ changed: number }, { id: number; body: HygieneBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/groups/${id}/clean`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: ['WhatsappGroup', 'WhatsappContact'],
    }),
    whatsappRemoveMembers: build.mutation<{ changed: number }, Members>({
      query: ({ id, contactIds }) => ({
        url: `/whatsapp/groups/${id}/members/remove`,
        method: 'POST',
        data: { contactIds },
      }),
      invalidatesTags: ['WhatsappGroup', 'WhatsappContact'],
    }),
  }),
});

export const {
  useWhatsappListGroupsQuery,
  useWhatsappCreateGroupMutation,
  useWhatsappUpdateGroupMutation,
  useWhatsappDeleteGroupMutation,
  useWhatsappAddMembersMutation,
  useWhatsappRemoveMembersMutation,
  useWhatsappHygieneQuery,
  useWhatsappCleanGroupMutation,
} = groupsApi;
