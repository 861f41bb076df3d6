import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import { gateContact, mayContact } from '../consent/public';
import type { ContactRow } from '../contacts/public';
import type { SkipReason } from '../contracts/campaigns';
import { isWindowOpen } from '../conversations/public';
import type { Limits } from '../limits/public';

export type GateRefusal = SkipReason | 'window-closed' | 'limit-full';

/** One send that asks to pass. Everything here was read inside the permit's transaction (engine 7.1). */
export interface GateAsk {
  contact: ContactRow;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION' | 'SERVICE';
  /** End of the window of THIS number with this person. */
  windowExpiresAt: number | null;
  lastInboundAt: number | null;
  agentInitiated: boolean;
  /** Setting: days that an agent may answer who wrote first with a utility template. Default of the consent room. */
  agentUtilityDays?: number;
  now: number;
}

/** Consent, block, pause and window: the one rule for every send. Null = may go. */
export const gateRefusal = (ask: GateAsk): GateRefusal | null => {
  const windowOpen = isWindowOpen(ask.windowExpiresAt, ask.now);
  if (ask.category === 'SERVICE' && !windowOpen) return 'window-closed';
  const verdict = mayContact({
    category: ask.category,
    contact: gateContact(ask.contact),
    windowOpen,
    agentInitiated: ask.agentInitiated,
    lastInboundAt: ask.lastInboundAt,
    now: ask.now,
    ...(ask.agentUtilityDays === undefined ? {} : { agentUtilityDays: ask.agentUtilityDays }),
  });
  return verdict.ok ? null : verdict.reason;
};

/** Business-initiated = a template outside the open window of this number: it counts against the messaging limit. */
export const countsAgainstLimit = (
  ask: Pick<GateAsk, 'category' | 'windowExpiresAt' | 'now'>
): boolean => ask.category !== 'SERVICE' && !isWindowOpen(ask.windowExpiresAt, ask.now);

/** Reserves a place for one template. Only agents may use the places that are kept for them. */
export const reserveOne = async (
  limits: Limits,
  trx: Knex.Transaction,
  { account, contactId, lane }: { account: AccountRow; contactId: number; lane: 'agent' | 'bulk' }
): Promise<boolean> => {
  const { granted } = await limits.reserve(trx, {
    account,
    contactIds: [contactId],
    lane,
  });
  return granted.has(contactId);
};
