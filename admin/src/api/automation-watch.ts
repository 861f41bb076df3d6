import { automationWatchApi } from '../../../server/src/contracts/automation-watch';
import { changes, client, reads } from './client';

export const {
  useWhatsappRehearseAutomationWatchMutation,
  useWhatsappAheadAutomationWatchQuery,
  useWhatsappStartsAutomationWatchQuery,
} = client('AutomationWatch', automationWatchApi, {
  rehearse: changes(),
  // Entries of the host change without our hearing of it.
  ahead: reads([], { keepSeconds: 0 }),
  starts: reads((_, { id }) => [{ type: 'WhatsappAutomation' as const, id }]),
});
