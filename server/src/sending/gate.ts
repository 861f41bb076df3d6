import type { Knex } from 'knex';
import type { AccountRow } from '../accounts/public';
import {
  consentRules,
  gateContact,
  mayContact,
  type ConsentRules,
  type MessageCategory,
} from '../consent/public';
import type { ContactRow } from '../contacts/public';
import type { SkipReason } from '../contracts/campaigns';
import { isWindowOpen } from '../conversations/public';
import { isUnasked } from './unasked';
import type { Limits } from '../limits/public';
import type { Settings } from '../settings/public';

export type GateRefusal = SkipReason | 'limit-full' | 'quiet-hours';

/** Why something may not go now; `until` (epoch ms) where it may later. */
export interface Refused {
  reason: SkipReason | 'quiet-hours';
  until: number | null;
}

/** One send that asks to pass. Everything here was read inside the permit's transaction (engine 8). */
export interface GateAsk {
  contact: ContactRow;
  category: MessageCategory;
  /** The kind of message that the template is of. */
  topic?: string | null;
  /** When the person got promotions; needed where a cap holds. */
  promotions?: readonly number[];
  /** End of the window of THIS number with this person. */
  windowExpiresAt: number | null;
  lastInboundAt: number | null;
  agentInitiated: boolean;
  /** Setting: days that an agent may answer who wrote first with a utility template. Default of the consent room. */
  agentUtilityDays?: number;
  /** Setting: how strict each category is. Strict by default. */
  rules?: ConsentRules;
  /** Confirms a consent that was taken elsewhere. */
  confirms?: boolean;
  /** What goes to many, or answers nobody: no answer, so an opt-out of marketing and quiet hours hold (`isBulk`). */
  bulk?: boolean;
  /** The entry that it is about carries consent for it (O-33). */
  carried?: boolean;
  /** Of a chain that the person did not ask for: an opt-out of marketing holds as well. */
  unasked?: boolean;
  now: number;
}

/** What Settings decide about the gate. */
export type GateRules = Required<Pick<GateAsk, 'agentUtilityDays' | 'rules'>>;
export const gateRules = (
  settings: Pick<
    Settings,
    'agentUtilityDays' | 'marketingRule' | 'utilityRule' | 'marketingCap' | 'quietHours'
  >
): GateRules => ({
  agentUtilityDays: settings.agentUtilityDays,
  rules: consentRules(settings),
});

/** What the sender can do about a refusal. */
export const remedyOf = (reason: GateRefusal): string => {
  if (reason === 'window-closed') return 'Send an approved template.';
  if (reason === 'asked-to-stop') return 'Decide in the conversation what the contact meant.';
  return 'If the contact has opted in, record the opt-in first.';
};

const forGood = (reason: SkipReason): Refused => ({ reason, until: null });

/** Consent, kind of message, caps, hour, block, pause and window: the one rule for every send. Null = may go. */
export const gateRefusal = (ask: GateAsk): Refused | null => {
  const { contact, windowExpiresAt, ...rest } = ask;
  const windowOpen = isWindowOpen(windowExpiresAt, ask.now);
  const closed = ask.category === 'SERVICE' && !windowOpen ? forGood('window-closed') : null;
  // In bulk the person's own no is the better reason; an answer of an agent is first refused with what to do: use a template.
  if (closed && !ask.bulk) return closed;
  if (ask.unasked && ask.category === 'SERVICE') {
    if (contact.marketing === 'out') return forGood('opted-out');
    if (contact.askedStopAt !== null) return forGood('asked-to-stop');
  }
  const verdict = mayContact({ ...rest, contact: gateContact(contact), windowOpen });
  if (verdict.ok) return closed;
  if (verdict.reason !== 'quiet-hours') return forGood(verdict.reason);
  // A window that is closed now is no more open in the morning.
  return closed ?? { reason: verdict.reason, until: verdict.until };
};

/**
 * A test tries out what goes to many: a text is judged as one of those, so that a tester's opt-out holds as anybody's does,
 * although a person of the team sends it.
 */
export const isTest = (testOf: number | null | undefined): boolean => typeof testOf === 'number';

/**
 * What answers nobody is judged as what goes to many: opt-outs, pauses and quiet hours hold for a text, and marketing waits for
 * the person's morning although they have just written. Utility templates go at any hour (docs/decisions/0022-utility-at-any-hour.md).
 */
export const isBulk = ({
  category,
  testOf,
  keyOwner,
}: {
  category: MessageCategory;
  testOf?: number | null | undefined;
  keyOwner: string | null;
}): boolean => {
  if (category === 'SERVICE') return isTest(testOf) || isUnasked(keyOwner);
  return category === 'MARKETING' && isUnasked(keyOwner);
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

/** Who owns the keys of confirmations (`wiring/consent-replies`). */
export const CONSENT_KEYS = 'consent';

/** Does the system itself send this to confirm a consent? */
export const isConfirmation = (origin: string | null, keyOwner: string | null): boolean =>
  origin === 'system' && keyOwner === CONSENT_KEYS;
