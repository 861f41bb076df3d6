import type { MovedEntries } from '../../../server/src/contracts/record-people';
import type {
  CheckBody,
  CheckResult,
  EntriesResult,
  LinkBody,
  LinksQuery,
  LinksResult,
  MappingBodyInput,
  MappingView,
  NewEntryBody,
  NewEntryResult,
  PhoneFacts,
  ReachResult,
  RecordTypes,
} from '../../../server/src/contracts/records';
import { RECORDS, whatsappApi } from './base';

const contact = (id: number | 'LIST') => ({ type: 'WhatsappContact' as const, id });
const path = (uid: string) => `/whatsapp/records/mappings/${encodeURIComponent(uid)}`;

/** Links are part of what is known of a person: the live hints of a contact make them stale too. */
const recordsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappRecordTypes: build.query<RecordTypes, void>({
      query: () => ({ url: '/whatsapp/records/types', method: 'GET' }),
      providesTags: [RECORDS],
    }),
    whatsappReach: build.query<ReachResult, string>({
      query: (uid) => ({
        url: `/whatsapp/records/types/${encodeURIComponent(uid)}/reach`,
        method: 'GET',
      }),
      providesTags: [RECORDS],
    }),
    whatsappSaveMapping: build.mutation<MappingView, { uid: string; body: MappingBodyInput }>({
      query: ({ uid, body }) => ({ url: path(uid), method: 'PUT', data: body }),
      invalidatesTags: [RECORDS, 'WhatsappContact'],
    }),
    whatsappRemoveMapping: build.mutation<{ ok: true }, string>({
      query: (uid) => ({ url: path(uid), method: 'DELETE' }),
      invalidatesTags: [RECORDS, 'WhatsappContact'],
    }),
    whatsappSyncRecords: build.mutation<{ operationId: number }, string>({
      query: (uid) => ({ url: `${path(uid)}/sync`, method: 'POST', data: {} }),
      invalidatesTags: [RECORDS, 'WhatsappOperation'],
    }),
    whatsappCheckMapping: build.query<CheckResult, CheckBody>({
      query: (data) => ({ url: '/whatsapp/records/check', method: 'POST', data }),
    }),
    whatsappRecordLinks: build.query<LinksResult, LinksQuery>({
      query: (params) => ({ url: '/whatsapp/records/links', method: 'GET', config: { params } }),
      providesTags: (_r, _e, { contactId }) => [contact(contactId)],
    }),
    whatsappLinkRecord: build.mutation<{ ok: true }, LinkBody>({
      query: (data) => ({ url: '/whatsapp/records/links', method: 'POST', data }),
      invalidatesTags: (_r, _e, { contactId }) => [contact(contactId)],
    }),
    whatsappNewEntry: build.mutation<NewEntryResult, NewEntryBody>({
      query: (data) => ({ url: '/whatsapp/records/entries', method: 'POST', data }),
      invalidatesTags: (_r, _e, { contactId }) => [contact(contactId)],
    }),
    whatsappUnlinkRecord: build.mutation<{ ok: true }, { id: number; contactId: number }>({
      query: ({ id }) => ({ url: `/whatsapp/records/links/${id}`, method: 'DELETE' }),
      invalidatesTags: (_r, _e, { contactId }) => [contact(contactId)],
    }),
    whatsappRecordEntries: build.query<EntriesResult, { uid: string; q: string }>({
      query: (params) => ({ url: '/whatsapp/records/entries', method: 'GET', config: { params } }),
      keepUnusedDataFor: 0,
    }),
    whatsappPhoneFacts: build.query<PhoneFacts, { value: string; country?: string }>({
      query: (params) => ({ url: '/whatsapp/records/phone', method: 'GET', config: { params } }),
      // The number may become somebody's at any time: any change of people counts while it has no contact.
      providesTags: (answer) => [contact(answer?.contact?.id ?? 'LIST')],
    }),
  }),
});

/** Entries that moved to another contact. */
const moved = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    // Recording what one of them said takes the entry off.
    whatsappMovedEntries: build.query<MovedEntries, string>({
      query: (uid) => ({ url: `${path(uid)}/moved`, method: 'GET' }),
      providesTags: [RECORDS],
    }),
  }),
});

export const { useWhatsappMovedEntriesQuery } = moved;
export const {
  useWhatsappRecordTypesQuery,
  useWhatsappReachQuery,
  useWhatsappSaveMappingMutation,
  useWhatsappRemoveMappingMutation,
  useWhatsappSyncRecordsMutation,
  useWhatsappCheckMappingQuery,
  useWhatsappRecordLinksQuery,
  useWhatsappLinkRecordMutation,
  useWhatsappNewEntryMutation,
  useWhatsappUnlinkRecordMutation,
  useWhatsappRecordEntriesQuery,
  useWhatsappPhoneFactsQuery,
} = recordsApi;
