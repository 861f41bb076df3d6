import type {
  CheckOptInBody,
  CheckOptInResult,
  DeskOptInInput,
  DeskResult,
  ListOptInFormsResult,
  OptInChoices,
  OptInFormBody,
  OptInFormView,
  OptInLanguage,
  OptInQrData,
  OptInSourcesResult,
  OptInVersionsResult,
  SuggestOptInBody,
  SuggestOptInResult,
} from '../../../server/src/contracts/opt-in';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappOptIn' as const, id: 'LIST' };
const FORMS = '/whatsapp/opt-in-forms';

const optInApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListOptInForms: build.query<ListOptInFormsResult, void>({
      query: () => ({ url: FORMS, method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappOptInChoices: build.query<OptInChoices, void>({
      query: () => ({ url: `${FORMS}/choices`, method: 'GET' }),
      providesTags: ['WhatsappAccount', 'WhatsappGroup'],
    }),
    whatsappOptInVersions: build.query<OptInVersionsResult, number>({
      query: (id) => ({ url: `${FORMS}/${id}/versions`, method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappOptInSources: build.query<OptInSourcesResult, void>({
      query: () => ({ url: '/whatsapp/opt-in-sources', method: 'GET' }),
      providesTags: [LIST],
    }),
    /** `at`: the QR code of a form, of a chat link, or of the desk. */
    whatsappOptInQr: build.query<OptInQrData, { at: string; language: OptInLanguage }>({
      query: ({ at, language }) => ({
        url: `${at}?format=data&language=${language}`,
        method: 'GET',
      }),
      providesTags: [LIST],
    }),
    whatsappDesk: build.query<DeskResult, void>({
      query: () => ({ url: '/whatsapp/opt-in-desk', method: 'GET' }),
      providesTags: [LIST],
    }),
    /** A form that changes under the customer would lose what they typed: the list is not read again. */
    whatsappAgreeAtDesk: build.mutation<{ ok: true }, { id: number; body: DeskOptInInput }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/opt-in-desk/${id}/opt-ins`,
        method: 'POST',
        data: body,
      }),
    }),
    /** The rules of publishing, for texts that are not saved. */
    whatsappCheckOptIn: build.query<CheckOptInResult, CheckOptInBody>({
      query: (data) => ({ url: `${FORMS}/check`, method: 'POST', data }),
    }),
    whatsappSuggestOptIn: build.mutation<SuggestOptInResult, SuggestOptInBody>({
      query: (data) => ({ url: `${FORMS}/suggest`, method: 'POST', data }),
    }),
    whatsappCreateOptInForm: build.mutation<OptInFormView, OptInFormBody>({
      query: (data) => ({ url: FORMS, method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappUpdateOptInForm: build.mutation<OptInFormView, { id: number; body: OptInFormBody }>({
      query: ({ id, body }) => ({ url: `${FORMS}/${id}`, method: 'PUT', data: body }),
      invalidatesTags: [LIST],
    }),
    whatsappDeleteOptInForm: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `${FORMS}/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
  }),
});

export const {
  useWhatsappListOptInFormsQuery,
  useWhatsappOptInChoicesQuery,
  useWhatsappOptInVersionsQuery,
  useWhatsappOptInSourcesQuery,
  useWhatsappOptInQrQuery,
  useWhatsappDeskQuery,
  useWhatsappAgreeAtDeskMutation,
  useWhatsappCheckOptInQuery,
  useWhatsappSuggestOptInMutation,
  useWhatsappCreateOptInFormMutation,
  useWhatsappUpdateOptInFormMutation,
  useWhatsappDeleteOptInFormMutation,
} = optInApi;
