import type { SkipReason } from '../../contracts/campaigns';
import type { ConsentState } from '../../contracts/contacts';

/** `SERVICE`: free text and media as an answer inside the window. */
export type MessageCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION' | 'SERVICE';

export interface GateContact {
  marketing: ConsentState;
  utility: ConsentState;
  blocked: boolean;
  pausedUntil: number | null;
  mergedInto: number | null;
  /** wa_id or number known. */
  hasNumber: boolean;
  /** A number or a user id known. */
  hasAddress: boolean;
  /** Reached at +1 in the United States, where Meta delivers no marketing. */
  inUnitedStates: boolean;
}

export interface GateInput {
  category: MessageCategory;
  contact: GateContact;
  now: number;
  /** A person of the team sends this one message. */
  agentInitiated?: boolean;
  /** The customer service window of this number with this person. */
  windowOpen?: boolean;
  /** The person's last message to this number. */
  lastInboundAt?: number | null;
  /** Days that an agent may answer with a utility template; 0 = never. Default 30. */
  agentUtilityDays?: number;
}

export type GateVerdict = { ok: true } | { ok: false; reason: SkipReason };

type ContactColumns = Pick<
  GateContact,
  'marketing' | 'utility' | 'blocked' | 'pausedUntil' | 'mergedInto'
> & {
  waId: string | null;
  phone: string | null;
  bsuid: string | null;
  country: string | null;
};

/** The gate's view of a contact's row. */
export const gateContact = (row: ContactColumns): GateContact => ({
  marketing: row.marketing,
  utility: row.utility,
  blocked: row.blocked,
  pausedUntil: row.pausedUntil,
  mergedInto: row.mergedInto,
  hasNumber: row.waId !== null || row.phone !== null,
  hasAddress: row.waId !== null || row.phone !== null || row.bsuid !== null,
  inUnitedStates: isInUnitedStates(row),
});

/**
 * +1 is shared with Canada and others: the country tells. Unknown counts as the United States, since a message that
 * is never delivered helps nobody. Without a number the country of the user id is all there is.
 */
const isInUnitedStates = ({ waId, phone, country }: ContactColumns): boolean => {
  const digits = waId ?? (phone === null ? null : phone.slice(1));
  if (digits === null) return country === 'US';
  return digits.startsWith('1') && (country === null || country === 'US');
};

const DAY_MS = 86_400_000;
const no = (reason: SkipReason): GateVerdict => ({ ok: false, reason });
const yes: GateVerdict = { ok: true };

/** Whoever wrote first may be answered by an agent for some days (design 8). */
const mayAnswer = ({
  agentInitiated,
  windowOpen,
  lastInboundAt,
  agentUtilityDays = 30,
  now,
}: GateInput): boolean => {
  if (!agentInitiated || agentUtilityDays <= 0) return false;
  if (windowOpen) return true;
  return typeof lastInboundAt === 'number' && now - lastInboundAt < agentUtilityDays * DAY_MS;
};

/**
 * Who may get a message (O-01, strict by default). Marketing needs a marketing opt-in. Utility needs a utility
 * opt-in, or is an agent's answer to somebody who wrote. Codes and answers in the window need none. An opt-out of a
 * category beats everything in it. Every refusal names its rule, the first that applies.
 */
export const mayContact = (input: GateInput): GateVerdict => {
  const { category, contact } = input;
  const reachable = reach(category, contact);
  if (!reachable.ok) return reachable;
  if (category === 'SERVICE' || category === 'AUTHENTICATION') return yes;
  const consent = category === 'MARKETING' ? contact.marketing : contact.utility;
  if (consent === 'out') return no('opted-out');
  const answer = category === 'UTILITY' && mayAnswer(input);
  if (!answer && contact.pausedUntil !== null && contact.pausedUntil > input.now)
    return no('paused');
  if (consent === 'none' && !answer) return no('no-consent');
  return category === 'MARKETING' && contact.inUnitedStates ? no('us-marketing') : yes;
};

/** What holds for every message. One-time codes cannot go to a bare user id (Meta's error 131062). */
const reach = (category: MessageCategory, contact: GateContact): GateVerdict => {
  if (contact.mergedInto !== null) return no('merged');
  if (contact.blocked) return no('blocked');
  const enough = category === 'AUTHENTICATION' ? contact.hasNumber : contact.hasAddress;
  return enough ? yes : no('no-address');
};
