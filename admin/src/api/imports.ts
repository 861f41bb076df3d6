import type {
  ImportProblems,
  ImportTargets,
  ImportView,
  UnfinishedImports,
  UpdateImportBody,
} from '../../../server/src/contracts/imports';
import { whatsappApi } from './base';

const UNFINISHED = { type: 'WhatsappOperation' as const, id: 'UNFINISHED' };
const OPERATIONS = { type: 'WhatsappOperation' as const, id: 'LIST' };

/** An import shows its operations: their hints make it stale. */
const importsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappUnfinishedImports: build.query<UnfinishedImports, void>({
      query: () => ({ url: '/whatsapp/imports', method: 'GET' }),
      providesTags: [OPERATIONS, UNFINISHED],
    }),
    whatsappGetImport: build.query<ImportView, number>({
      query: (id) => ({ url: `/whatsapp/imports/${id}`, method: 'GET' }),
      providesTags: [OPERATIONS],
    }),
    whatsappImportProblems: build.query<ImportProblems, number>({
      query: (id) => ({ url: `/whatsapp/imports/${id}/problems`, method: 'GET' }),
      providesTags: [OPERATIONS],
    }),
    whatsappImportTargets: build.query<ImportTargets, void>({
      query: () => ({ url: '/whatsapp/imports/targets', method: 'GET' }),
    }),
    whatsappUpdateImport: build.mutation<ImportView, { id: number; body: UpdateImportBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/imports/${id}`, method: 'PUT', data: body }),
      invalidatesTags: [OPERATIONS],
    }),
    whatsappCheckImport: build.mutation<ImportView, number>({
      query: (id) => ({ url: `/whatsapp/imports/${id}/check`, method: 'POST', data: {} }),
      invalidatesTags: [OPERATIONS],
    }),
    whatsappStartImport: build.mutation<ImportView, number>({
      query: (id) => ({ url: `/whatsapp/imports/${id}/start`, method: 'POST', data: {} }),
      invalidatesTags: [OPERATIONS, 'WhatsappContact', 'WhatsappGroup'],
    }),
    whatsappRemoveImport: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/imports/${id}`, method: 'DELETE' }),
      invalidatesTags: [UNFINISHED],
    }),
  }),
});

export const {
  useWhatsappUnfinishedImportsQuery,
  useWhatsappGetImportQuery,
  useWhatsappImportProblemsQuery,
  useWhatsappImportTargetsQuery,
  useWhatsappUpdateImportMutation,
  useWhatsappCheckImportMutation,
  useWhatsappStartImportMutation,
  useWhatsappRemoveImportMutation,
} = importsApi;
