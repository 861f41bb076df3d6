import type {
  ListTestersResult,
  TesterBody,
  TesterChoices,
  TesterCode,
  TestSendResult,
  TestTemplateBody,
} from '../../../server/src/contracts/testers';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappTester' as const, id: 'LIST' };
const AT = '/whatsapp/testers';

/** What is tested: each asks for a right of its own. */
export type TestedKind = 'campaigns' | 'templates';

const testersApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListTesters: build.query<ListTestersResult, void>({
      query: () => ({ url: AT, method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappTesterChoices: build.query<TesterChoices, TestedKind>({
      query: (kind) => ({ url: `${AT}/for-${kind}`, method: 'GET' }),
      providesTags: [LIST],
    }),
    whatsappAddTester: build.mutation<TesterCode, TesterBody>({
      query: (data) => ({ url: AT, method: 'POST', data }),
      invalidatesTags: [LIST],
    }),
    whatsappRenewTesterCode: build.mutation<TesterCode, number>({
      query: (id) => ({ url: `${AT}/${id}/code`, method: 'POST', data: {} }),
      invalidatesTags: [LIST],
    }),
    whatsappRemoveTester: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `${AT}/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST],
    }),
    whatsappTestTemplate: build.mutation<TestSendResult, { id: number; body: TestTemplateBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/templates/${id}/test`,
        method: 'POST',
        data: body,
      }),
    }),
  }),
});

export const {
  useWhatsappListTestersQuery,
  useWhatsappTesterChoicesQuery,
  useWhatsappAddTesterMutation,
  useWhatsappRenewTesterCodeMutation,
  useWhatsappRemoveTesterMutation,
  useWhatsappTestTemplateMutation,
} = testersApi;
