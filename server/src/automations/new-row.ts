import type { AutomationBody } from '../contracts/automations';
import { withoutNul } from '../kernel/json';
import { typeOf } from './domain/watch';
import type { AutomationRow } from './tables';

/** The columns that the form writes. */
export const columnsOf = ({ botId: _botId, ...body }: AutomationBody) => ({
  ...body,
  name: withoutNul(body.name),
  uid: typeOf(body.trigger),
});

/** An automation that was just made: off, and nobody has switched it on. */
export const newAutomation = (
  body: AutomationBody,
  { at, changedBy, ...bot }: Pick<AutomationRow, 'botId' | 'ownsBot' | 'changedBy'> & { at: number }
): Omit<AutomationRow, 'id'> => ({
  ...{ ...columnsOf(body), ...bot, changedBy, active: false, finishing: false, heldReason: null },
  ...{ floodAnswer: null, floodUpTo: null, scanCursor: null, silentSince: null },
  ...{ bulkCursor: null, bulkUpTo: null },
  ...{ lastError: null, ownerId: null, ownerName: null, version: 1 },
  ...{ activeSince: null, addedAt: at, changedAt: at, sample: false },
});
