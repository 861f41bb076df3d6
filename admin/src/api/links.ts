import type {
  ChangeLinkBody,
  LinkBody,
  LinkView,
  ListLinksResult,
} from '../../../server/src/contracts/links';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappLink' as const, id: 'LIST' };
/** Links are offered as values of variables, and in filters. */
const MAKES = [LIST, 'WhatsappTemplate' as const, 'WhatsappContact' as const];

const linksApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListLinks: build.query<ListLinksResult, void>({
      query: () => ({ url: '/whatsapp/links', method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappCreateLink: build.mutation<LinkView, LinkBody>({
      query: (data) => ({ url: '/whatsapp/links', method: 'POST', data }),
      invalidatesTags: MAKES,
    }),
    whatsappChangeLink: build.mutation<LinkView, { id: number; body: ChangeLinkBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/links/${id}`, method: 'PUT', data: body }),
      invalidatesTags: MAKES,
    }),
  }),
});

export const {
  useWhatsappListLinksQuery,
  useWhatsappCreateLinkMutation,
  useWhatsappChangeLinkMutation,
} = linksApi;
