import type { TimelineEntry } from '../../../../server/src/contracts/timeline';
import { PLUGIN_ID } from '../../pluginId';
import type { Can } from '../../shared/permissions';
import { runPath } from '../../shared/run-path';

/** Where an entry of the timeline can be seen; null when nowhere, or not by this person. */
export const pathOfEntry = (
  { target }: Pick<TimelineEntry, 'target'>,
  can: Pick<Can, 'chatRead' | 'campaignFollow' | 'botObserve' | 'automationObserve'>
): string | null => {
  switch (target?.page) {
    case 'entry':
      return target.url;
    case 'group':
      return `/plugins/${PLUGIN_ID}/groups?members=${target.id}`;
    case 'conversation':
      return can.chatRead ? `/plugins/${PLUGIN_ID}/inbox?c=${target.id}` : null;
    case 'run':
      if (can.botObserve) return runPath(target);
      return can.chatRead ? `/plugins/${PLUGIN_ID}/inbox?c=${target.conversationId}` : null;
    case 'campaign':
      return can.campaignFollow ? `/plugins/${PLUGIN_ID}/campaigns/${target.id}` : null;
    case 'automation':
      return can.automationObserve ? `/plugins/${PLUGIN_ID}/automations/${target.id}` : null;
    default:
      return null;
  }
};
