import type { AutomatedFlow } from '../bots/public';
import type { AutomationView } from '../contracts/automation-desk';
import { automationBody, automationTrigger, type AutomationBody } from '../contracts/automations';
import type { AutomationRow } from './tables';

/** What the row holds of the form, with defaults where it holds nothing. */
const partsOf = (row: AutomationRow): Omit<AutomationBody, 'trigger' | 'botId'> => ({
  name: row.name,
  who: row.who ?? { people: 'none-if-several' },
  conditions: row.conditions,
  stopWhen: row.stopWhen,
  once: row.once ?? { per: 'event' },
  goal: row.goal,
  ceiling: row.ceiling,
  staleMinutes: row.staleMinutes,
});

/** A row as its form would save it; null: its trigger is of another release. */
export const bodyOf = (row: AutomationRow): AutomationBody | null => {
  const { trigger, botId } = row;
  return automationBody.safeParse({ ...partsOf(row), trigger, botId }).data ?? null;
};

interface Seen {
  flow: AutomatedFlow | undefined;
  lastStartAt: number | null;
  waiting: number;
  asks: AutomationView['asks'];
}

/** An automation as pages show it. */
export const viewOf = (
  row: AutomationRow,
  { flow, lastStartAt, waiting, asks }: Seen
): AutomationView => ({
  ...partsOf(row),
  id: row.id,
  trigger: automationTrigger.safeParse(row.trigger).data ?? null,
  flow: {
    id: row.botId,
    name: flow?.name ?? null,
    isOwn: row.ownsBot,
    isPublished: flow?.isPublished ?? false,
    isActive: flow?.isActive ?? false,
  },
  active: row.active,
  finishing: row.finishing,
  held: row.heldReason,
  waiting,
  asks,
  owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
  changedBy: row.changedBy,
  version: row.version,
  activeSince: row.activeSince,
  lastStartAt,
  silentSince: row.silentSince,
  lastError: row.lastError,
  changedAt: row.changedAt,
});
