import type {
  ContactDetails,
  ContactView,
  CreateContactBody,
  DecideStopBody,
  ListContactsQuery,
  ListContactsResult,
  PreferenceLink,
  RecordConsentBody,
  SavedContact,
  UpdateContactBody,
} from '../../../server/src/contracts/contacts';
import type { RecordDataConsentBody } from '../../../server/src/contracts/consent';
import type { TimelineQuery, TimelineResult } from '../../../server/src/contracts/timeline';
import { FACETS, RECORDS, TAGS, whatsappApi } from './base';
import { withPageLanguage } from './pageLanguage';

const one = (id: number) => ({ type: 'WhatsappContact' as const, id });
const LIST = { type: 'WhatsappContact' as const, id: 'LIST' };
const counted = ({ tags }: Pick<UpdateContactBody, 'tags'>) => (tags ? [FACETS, TAGS] : [FACETS]);

type CountQuery = Pick<ListContactsQuery, 'q' | 'groupId'>;

const contactsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListContacts: build.query<ListContactsResult, ListContactsQuery>({
      query: (params) => ({ url: '/whatsapp/contacts', method: 'GET', config: { params } }),
      providesTags: (result) => [LIST, ...(result?.contacts ?? []).map((c) => one(c.id))],
    }),
    whatsappCountContacts: build.query<{ total: number }, CountQuery>({
      query: (params) => ({ url: '/whatsapp/contacts/count', method: 'GET', config: { params } }),
      providesTags: [LIST],
    }),
    whatsappGetContact: build.query<ContactDetails, number>({
      query: (id) => ({ url: `/whatsapp/contacts/${id}`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    whatsappContactTimeline: build.query<TimelineResult, { id: number } & TimelineQuery>({
      query: ({ id, ...params }) => ({
        url: `/whatsapp/contacts/${id}/timeline`,
        method: 'GET',
        config: { params: withPageLanguage(params) },
      }),
      providesTags: (_r, _e, { id }) => [one(id)],
    }),
    whatsappCreateContact: build.mutation<SavedContact, CreateContactBody>({
      query: (data) => ({ url: '/whatsapp/contacts', method: 'POST', data }),
      invalidatesTags: (_r, _e, body) => [LIST, ...counted(body)],
    }),
    whatsappUpdateContact: build.mutation<SavedContact, { id: number; body: UpdateContactBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/contacts/${id}`, method: 'PUT', data: body }),
      invalidatesTags: (_r, _e, { id, body }) => [one(id), ...counted(body)],
    }),
    /** A link to the person's own preference page. */
    whatsappPreferenceLink: build.mutation<PreferenceLink, number>({
      query: (id) => ({ url: `/whatsapp/contacts/${id}/preference-link`, method: 'POST' }),
    }),
    /** What was said of a purpose of data collection. */
    whatsappRecordDataConsent: build.mutation<unknown, { id: number; body: RecordDataConsentBody }>(
      {
        query: ({ id, body }) => ({
          url: `/whatsapp/contacts/${id}/data-consent`,
          method: 'POST',
          data: body,
        }),
        invalidatesTags: (_r, _e, { id }) => [one(id), 'WhatsappSegment'],
      }
    ),
    /** Appends to the ledger; groups and linked types count who may be messaged, so they are read again too. */
    whatsappRecordConsent: build.mutation<ContactView, { id: number; body: RecordConsentBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/contacts/${id}/consent`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), 'WhatsappGroup', RECORDS],
    }),
    /** Whether the person wants no more messages; also where a colleague decided first, everything is read again. */
    whatsappDecideStop: build.mutation<unknown, { id: number; body: DecideStopBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/contacts/${id}/asked-stop`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [LIST, one(id), 'WhatsappGroup', 'WhatsappTask'],
    }),
  }),
});

export const {
  useWhatsappListContactsQuery,
  useWhatsappCountContactsQuery,
  useWhatsappGetContactQuery,
  useWhatsappContactTimelineQuery,
  useWhatsappCreateContactMutation,
  useWhatsappUpdateContactMutation,
  useWhatsappPreferenceLinkMutation,
  useWhatsappRecordConsentMutation,
  useWhatsappDecideStopMutation,
  useWhatsappRecordDataConsentMutation,
} = contactsApi;
