import type {
  ListParkedQuery,
  ListParkedResult,
  ParkedCounts,
  ParkedDone,
  ParkedPayload,
  ParkedReason,
  ParkedView,
  UnclaimedNumbersResult,
} from '../../../server/src/contracts/parked';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappParked' as const, id: 'LIST' };
const AT = '/whatsapp/parked';

/** One parked row. */
export type ParkedKey = Pick<ParkedView, 'source' | 'id'>;

/** What becomes of one row (`only`), or of all that have a reason (`allOf`). */
export type ParkedDeed = { readonly deed: 'retry' | 'discard' } & (
  | { readonly only: ParkedKey }
  | { readonly allOf: ParkedReason }
);

const parkedApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListParked: build.query<ListParkedResult, ListParkedQuery>({
      query: (params) => ({ url: AT, method: 'GET', config: { params } }),
      providesTags: [LIST],
    }),
    whatsappCountParked: build.query<ParkedCounts, void>({
      query: () => ({ url: `${AT}/count`, method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappUnclaimedNumbers: build.query<UnclaimedNumbersResult, void>({
      query: () => ({ url: `${AT}/numbers`, method: 'GET' }),
      // A number that is connected now is no longer waited for.
      providesTags: [LIST, { type: 'WhatsappAccount', id: 'LIST' }],
    }),
    whatsappIgnoreNumber: build.mutation<ParkedDone, number>({
      query: (id) => ({ url: `${AT}/numbers/${id}/ignore`, method: 'POST', data: {} }),
      invalidatesTags: [LIST],
    }),
    whatsappParkedContent: build.query<ParkedPayload, ParkedKey>({
      query: ({ source, id }) => ({ url: `${AT}/${source}/${id}`, method: 'GET' }),
      // What people wrote stays in memory no longer than it is on screen.
      keepUnusedDataFor: 0,
    }),
    whatsappDecideParked: build.mutation<ParkedDone, ParkedDeed>({
      query: (asked) =>
        'only' in asked
          ? {
              url: `${AT}/${asked.only.source}/${asked.only.id}/${asked.deed}`,
              method: 'POST',
              data: {},
            }
          : { url: `${AT}/${asked.deed}`, method: 'POST', data: { reason: asked.allOf } },
      invalidatesTags: [LIST],
    }),
  }),
});

export const {
  useWhatsappListParkedQuery,
  useWhatsappCountParkedQuery,
  useWhatsappIgnoreNumberMutation,
  useWhatsappParkedContentQuery,
  useWhatsappUnclaimedNumbersQuery,
  useWhatsappDecideParkedMutation,
} = parkedApi;
