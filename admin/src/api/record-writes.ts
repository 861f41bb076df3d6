import { recordWritesApi } from '../../../server/src/contracts/record-writes';
import { client, reads } from './client';

/** Changes of the linked content types make it stale, and hints of people whose entries flows wrote. */
export const { useWhatsappTypesRecordWritesQuery, useWhatsappListRecordWritesQuery } = client(
  'RecordWrites',
  recordWritesApi,
  {
    types: reads([{ type: 'WhatsappSetup', id: 'RECORDS' }]),
    list: reads([{ type: 'WhatsappContact', id: 'LIST' }], { keepSeconds: 0 }),
  }
);
