import { automationWatchApi } from '../../../server/src/contracts/automation-watch';
import { changes, client, reads } from './client';

export const { useWhatsappRehearseAutomationWatchMutation, useWhatsappStartsAutomationWatchQuery } =
  client('AutomationWatch', automationWatchApi, {
    rehearse: changes(),
    starts: reads((_, { id }) => [{ type: 'WhatsappAutomation' as const, id }]),
  });
