import type { AgentReads, SetupResult } from '../../../server/src/contracts/setup';
import { whatsappApi } from './base';
import { withPageLanguage } from './pageLanguage';

/** Sample rows are people, threads, campaigns and templates: every list is read again. */
const everything = [
  'WhatsappSetup',
  'WhatsappContact',
  'WhatsappGroup',
  'WhatsappTemplate',
  'WhatsappConversation',
  'WhatsappMessage',
  'WhatsappCampaign',
] as const;

const setupApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappGetSetup: build.query<SetupResult, void>({
      query: () => ({ url: '/whatsapp/setup', method: 'GET' }),
      providesTags: ['WhatsappSetup'],
    }),
    whatsappTickPayment: build.mutation<SetupResult, { ticked: boolean }>({
      query: (data) => ({ url: '/whatsapp/setup/payment', method: 'PUT', data }),
      invalidatesTags: ['WhatsappSetup'],
    }),
    whatsappCreateRoles: build.mutation<SetupResult, AgentReads>({
      query: (agentReads) => ({
        url: '/whatsapp/setup/roles',
        method: 'POST',
        data: { agentReads },
        // Names and descriptions are written in the language of the page.
        config: { params: withPageLanguage() },
      }),
      invalidatesTags: ['WhatsappSetup'],
    }),
    whatsappRemoveUploadRights: build.mutation<SetupResult, { roleIds: number[] }>({
      query: (data) => ({ url: '/whatsapp/setup/upload-rights/remove', method: 'POST', data }),
      invalidatesTags: ['WhatsappSetup'],
    }),
    whatsappLoadSample: build.mutation<SetupResult, void>({
      query: () => ({
        url: '/whatsapp/setup/sample',
        method: 'POST',
        data: {},
        // People, threads and groups are written in the language of the page.
        config: { params: withPageLanguage() },
      }),
      invalidatesTags: [...everything],
    }),
    whatsappRemoveSample: build.mutation<SetupResult, void>({
      query: () => ({ url: '/whatsapp/setup/sample', method: 'DELETE' }),
      invalidatesTags: [...everything],
    }),
  }),
});

export const {
  useWhatsappGetSetupQuery,
  useWhatsappTickPaymentMutation,
  useWhatsappCreateRolesMutation,
  useWhatsappRemoveUploadRightsMutation,
  useWhatsappLoadSampleMutation,
  useWhatsappRemoveSampleMutation,
} = setupApi;
