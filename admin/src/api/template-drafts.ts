import type {
  CreateDraftBody,
  DraftResult,
  DuplicateBody,
  SaveDraftBody,
  UsesResult,
} from '../../../server/src/contracts/template-draft';
import type { TemplateHistory } from '../../../server/src/contracts/template-history';
import type {
  TemplateView,
  VariableSources,
  VariableSourcesQuery,
} from '../../../server/src/contracts/templates';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappTemplate' as const, id });
const LIST = { type: 'WhatsappTemplate' as const, id: 'LIST' };

const draftsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappGetTemplateDraft: build.query<DraftResult, number>({
      query: (id) => ({ url: `/whatsapp/templates/${id}/draft`, method: 'GET' }),
      // The editor holds what is typed: it reads once and is not overwritten from behind.
      keepUnusedDataFor: 0,
    }),
    whatsappCreateTemplateDraft: build.mutation<TemplateView, CreateDraftBody>({
      query: (data) => ({ url: '/whatsapp/templates/drafts', method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappSaveTemplateDraft: build.mutation<TemplateView, SaveDraftBody & { id: number }>({
      query: ({ id, ...data }) => ({ url: `/whatsapp/templates/${id}/draft`, method: 'PUT', data }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST],
    }),
    whatsappDiscardTemplateDraft: build.mutation<TemplateView | { ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/templates/${id}/draft`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
    whatsappSubmitTemplate: build.mutation<TemplateView, number>({
      query: (id) => ({ url: `/whatsapp/templates/${id}/submit`, method: 'POST', data: {} }),
      invalidatesTags: (_r, _e, id) => [one(id), LIST],
    }),
    whatsappDuplicateTemplate: build.mutation<TemplateView, DuplicateBody & { id: number }>({
      query: ({ id, ...data }) => ({
        url: `/whatsapp/templates/${id}/duplicate`,
        method: 'POST',
        data,
      }),
      invalidatesTags: [LIST],
    }),
    whatsappTemplateUses: build.query<UsesResult, number>({
      query: (id) => ({ url: `/whatsapp/templates/${id}/uses`, method: 'GET' }),
      keepUnusedDataFor: 0,
    }),
    whatsappTemplateHistory: build.query<TemplateHistory, number>({
      query: (id) => ({ url: `/whatsapp/templates/${id}/history`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    whatsappDeleteTemplate: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/templates/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
    whatsappVariableSources: build.query<VariableSources, VariableSourcesQuery>({
      query: (params) => ({ url: '/whatsapp/variable-sources', method: 'GET', config: { params } }),
      keepUnusedDataFor: 60,
    }),
  }),
});

export const {
  useWhatsappGetTemplateDraftQuery,
  useWhatsappCreateTemplateDraftMutation,
  useWhatsappSaveTemplateDraftMutation,
  useWhatsappDiscardTemplateDraftMutation,
  useWhatsappSubmitTemplateMutation,
  useWhatsappDuplicateTemplateMutation,
  useWhatsappTemplateUsesQuery,
  useWhatsappTemplateHistoryQuery,
  useWhatsappDeleteTemplateMutation,
  useWhatsappVariableSourcesQuery,
} = draftsApi;
