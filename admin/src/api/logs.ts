import type {
  ListLogsQuery,
  ListLogsResult,
  LogSettings,
  OlderResult,
  PurgeResult,
} from '../../../server/src/contracts/logs';
import { whatsappApi } from './base';

const LIST = { type: 'WhatsappLog' as const, id: 'LIST' };
const SETTINGS = { type: 'WhatsappLog' as const, id: 'SETTINGS' };

const logsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListLogs: build.query<ListLogsResult, ListLogsQuery>({
      query: (params) => ({ url: '/whatsapp/logs', method: 'GET', config: { params } }),
      providesTags: [LIST],
    }),
    whatsappLogSettings: build.query<LogSettings, void>({
      query: () => ({ url: '/whatsapp/logs/settings', method: 'GET' }),
      providesTags: [SETTINGS],
    }),
    whatsappSaveLogSettings: build.mutation<LogSettings, LogSettings>({
      query: (data) => ({ url: '/whatsapp/logs/settings', method: 'PUT', data }),
      invalidatesTags: [SETTINGS],
    }),
    whatsappOlderLogs: build.query<OlderResult, number>({
      query: (days) => ({
        url: '/whatsapp/logs/older',
        method: 'GET',
        config: { params: { days } },
      }),
      keepUnusedDataFor: 0,
    }),
    whatsappPurgeLogs: build.mutation<PurgeResult, number>({
      query: (days) => ({ url: '/whatsapp/logs/purge', method: 'POST', data: { days } }),
      invalidatesTags: [LIST, { type: 'WhatsappOperation', id: 'LIST' }],
    }),
  }),
});

export const {
  useWhatsappListLogsQuery,
  useWhatsappLogSettingsQuery,
  useWhatsappSaveLogSettingsMutation,
  useWhatsappOlderLogsQuery,
  useWhatsappPurgeLogsMutation,
} = logsApi;
