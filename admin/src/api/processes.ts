import type { ProcessesResult } from '../../../server/src/contracts/processes';
import { whatsappApi } from './base';

const processesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListProcesses: build.query<ProcessesResult, void>({
      query: () => ({ url: '/whatsapp/processes', method: 'GET' }),
    }),
  }),
});

export const { useWhatsappListProcessesQuery } = processesApi;
