import type {
  ContactDetails,
  ContactView,
  CreateContactBody,
  ListContactsQuery,
  ListContactsResult,
  RecordConsentBody,
  UpdateContactBody,
} from '../../../server/src/contracts/contacts';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappContact' as const, id });
const LIST = { type: 'WhatsappContact' as const, id: 'LIST' };

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
    whatsappCreateContact: build.mutation<ContactView, CreateContactBody>({
      query: (data) => ({ url: '/whatsapp/contacts', method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappUpdateContact: build.mutation<ContactView, { id: number; body: UpdateContactBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/contacts/${id}`, method: 'PUT', data: body }),
      invalidatesTags: (_r, _e, { id }) => [one(id)],
    }),
    /** Appends to the ledger; groups count who may be messaged, so they are read again too. */
    whatsappRecordConsent: build.mutation<ContactDetails, { id: number; body: RecordConsentBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/contacts/${id}/consent`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id), 'WhatsappGroup'],
    }),
  }),
});

export const {
  useWhatsappListContactsQuery,
  useWhatsappCountContactsQuery,
  useWhatsappGetContactQuery,
  useWhatsappCreateContactMutation,
  useWhatsappUpdateContactMutation,
  useWhatsappRecordConsentMutation,
} = contactsApi;
