import { startsQuery } from '../automations/public';
import { actions } from '../contracts/permissions';
import type { TimelineEntry } from '../contracts/timeline';
import { entry, newest, numberOf, textOf, type Row, type Source } from './source';

/** The run that it began, else the automation, as far as they are there. */
const targetOf = (row: Row): TimelineEntry['target'] => {
  const [id, automationId] = [numberOf(row.run_id), numberOf(row.automation_id)];
  const conversationId = numberOf(row.conversation_id);
  if (id > 0) return { page: 'run', id, botId: numberOf(row.bot_id), conversationId };
  return automationId > 0 ? { page: 'automation', id: automationId } : null;
};

/** What automations began for the person, and what they skipped and why. */
export const automations: Source = {
  needs: actions.automationObserve,
  read: async (ask) => {
    const rows = await newest(ask, startsQuery(ask.sql, ask.contactId), 's.at');
    return rows.map((row) =>
      entry(row.result === 'started' ? 'automation-began' : 'automation-skipped', row, {
        at: row.at,
        subject: textOf(row.automation),
        detail: textOf(row.reason),
        target: targetOf(row),
      })
    );
  },
};
