import type {
  AccountLogoResult,
  AccountView,
  CreateAccountBody,
  ListAccountsResult,
  TestAccountBody,
  TestAccountResult,
  UpdateAccountBody,
} from '../../../server/src/contracts/accounts';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappAccount' as const, id });
const LIST = { type: 'WhatsappAccount' as const, id: 'LIST' };

/** A number changes what the checklist and the first page show, so the setup is read again too. */
const accountsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListAccounts: build.query<ListAccountsResult, void>({
      query: () => ({ url: '/whatsapp/accounts', method: 'GET' }),
      providesTags: (result) => [LIST, ...(result?.accounts ?? []).map((a) => one(a.id))],
    }),
    whatsappCreateAccount: build.mutation<AccountView, CreateAccountBody>({
      query: (data) => ({ url: '/whatsapp/accounts', method: 'POST', data }),
      invalidatesTags: [LIST, 'WhatsappSetup'],
    }),
    whatsappUpdateAccount: build.mutation<AccountView, { id: number; body: UpdateAccountBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/accounts/${id}`, method: 'PUT', data: body }),
      invalidatesTags: (_r, _e, { id }) => [one(id), LIST, 'WhatsappSetup'],
    }),
    /** The picture above the pages that customers open. */
    whatsappAccountLogo: build.query<AccountLogoResult, number>({
      query: (id) => ({ url: `/whatsapp/accounts/${id}/logo`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    whatsappSetAccountLogo: build.mutation<
      AccountLogoResult,
      { id: number; fileId: number | null }
    >({
      query: ({ id, fileId }) => ({
        url: `/whatsapp/accounts/${id}/logo`,
        method: 'PUT',
        data: { fileId },
      }),
      invalidatesTags: (_r, _e, { id }) => [one(id)],
    }),
    whatsappDeleteAccount: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/accounts/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST, 'WhatsappSetup'],
    }),
    /** Asks Meta with what stands in the form; nothing is kept. Secrets left out come from `accountId`. */
    whatsappTryAccount: build.mutation<TestAccountResult, TestAccountBody>({
      query: (data) => ({ url: '/whatsapp/accounts/test', method: 'POST', data }),
    }),
    /** Asks Meta with what is kept, and refreshes what we know about the number. */
    whatsappTestAccount: build.mutation<TestAccountResult, number>({
      query: (id) => ({ url: `/whatsapp/accounts/${id}/test`, method: 'POST', data: {} }),
      invalidatesTags: (_r, _e, id) => [one(id), LIST, 'WhatsappSetup'],
    }),
    whatsappSubscribeAccount: build.mutation<TestAccountResult, number>({
      query: (id) => ({ url: `/whatsapp/accounts/${id}/subscribe`, method: 'POST', data: {} }),
      invalidatesTags: (_r, _e, id) => [one(id), LIST, 'WhatsappSetup'],
    }),
  }),
});

export const {
  useWhatsappListAccountsQuery,
  useWhatsappCreateAccountMutation,
  useWhatsappUpdateAccountMutation,
  useWhatsappAccountLogoQuery,
  useWhatsappSetAccountLogoMutation,
  useWhatsappDeleteAccountMutation,
  useWhatsappTryAccountMutation,
  useWhatsappTestAccountMutation,
  useWhatsappSubscribeAccountMutation,
} = accountsApi;
