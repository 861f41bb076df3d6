import type {
  AllowSensitiveBody,
  SensitiveAllowance,
  SensitiveUsesResult,
} from '../../../server/src/contracts/sensitive';
import { whatsappApi } from './base';

const USES = { type: 'WhatsappContact' as const, id: 'SENSITIVE' };
/** What may be asked, chosen and counted is another thing now. */
const touched = ['WhatsappContact', 'WhatsappSegment', 'WhatsappSetup'] as const;

const sensitiveApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappSensitiveUses: build.query<SensitiveUsesResult, void>({
      query: () => ({ url: '/whatsapp/sensitive-uses', method: 'GET' }),
      providesTags: [USES],
    }),
    whatsappAllowSensitive: build.mutation<SensitiveAllowance, AllowSensitiveBody>({
      query: (data) => ({ url: '/whatsapp/sensitive-uses', method: 'POST', data }),
      invalidatesTags: [...touched],
    }),
    whatsappWithdrawSensitive: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/sensitive-uses/${id}`, method: 'DELETE' }),
      invalidatesTags: [...touched],
    }),
  }),
});

export const {
  useWhatsappSensitiveUsesQuery,
  useWhatsappAllowSensitiveMutation,
  useWhatsappWithdrawSensitiveMutation,
} = sensitiveApi;
