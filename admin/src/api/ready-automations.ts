import { readyAutomationsApi } from '../../../server/src/contracts/ready-automations';
import { changes, client, reads } from './client';

/** Changes of the linked content types and of templates make what fits stale. */
export const { useWhatsappListReadyAutomationsQuery, useWhatsappMakeReadyAutomationsMutation } =
  client('ReadyAutomations', readyAutomationsApi, {
    list: reads([
      { type: 'WhatsappSetup', id: 'RECORDS' },
      { type: 'WhatsappTemplate', id: 'LIST' },
    ]),
    make: changes(['WhatsappAutomation']),
  });
