import type {
  EntryKey,
  EntryPeople,
  EntryRecipients,
  MappedTypes,
  RecipientsBody,
} from '../../../server/src/contracts/record-people';
import { whatsappApi } from './base';

const ANYBODY = { type: 'WhatsappContact' as const, id: 'LIST' };

/** What the Content Manager asks of us. */
const recordPeopleApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    /** Once for the whole visit: entries of types that are not in it cause no request at all. */
    whatsappMappedTypes: build.query<MappedTypes, void>({
      query: () => ({ url: '/whatsapp/records/mapped', method: 'GET' }),
      providesTags: [{ type: 'WhatsappSetup', id: 'RECORDS' }],
      keepUnusedDataFor: 86_400,
    }),
    whatsappEntryPeople: build.query<EntryPeople, EntryKey>({
      query: (params) => ({
        url: '/whatsapp/records/entry-people',
        method: 'GET',
        config: { params },
      }),
      // Somebody may become the entry's person at any time: any change of people counts while nobody is.
      providesTags: (answer) => [
        ...(answer?.people.length ? [] : [ANYBODY]),
        ...[...(answer?.people ?? []), ...(answer?.candidates ?? [])].map(({ id }) => ({
          type: 'WhatsappContact' as const,
          id,
        })),
      ],
    }),
    whatsappLinkEntry: build.mutation<{ ok: true }, EntryKey>({
      query: (data) => ({ url: '/whatsapp/records/entry-people', method: 'POST', data }),
      invalidatesTags: [ANYBODY],
    }),
    whatsappEntryRecipients: build.query<EntryRecipients, RecipientsBody>({
      query: (data) => ({ url: '/whatsapp/records/recipients', method: 'POST', data }),
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useWhatsappMappedTypesQuery,
  useWhatsappEntryPeopleQuery,
  useWhatsappLinkEntryMutation,
  useWhatsappEntryRecipientsQuery,
} = recordPeopleApi;
