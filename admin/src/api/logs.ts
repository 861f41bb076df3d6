import type { ListLogsQuery, ListLogsResult } from '../../../server/src/contracts/setup';
import { whatsappApi } from './base';

const logsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListLogs: build.query<ListLogsResult, ListLogsQuery>({
      query: (params) => ({ url: '/whatsapp/logs', method: 'GET', config: { params } }),
      providesTags: [{ type: 'WhatsappLog', id: 'LIST' }],
    }),
  }),
});

export const { useWhatsappListLogsQuery } = logsApi;
