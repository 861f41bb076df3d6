import type { SkipReason } from '../../contracts/campaigns';
import {
  MOVE_REQUEST_DAYS,
  MOVE_TOPIC,
  type MarketingCap,
  type QuietHours,
} from '../../contracts/consent';
import type { ConsentState, Frequency } from '../../contracts/contacts';
import { DAY_MS, HOUR_MS } from '../../kernel/time';
import { capsOf, isCapped } from './caps';
import { channelOf } from './channels';
import type { Whereabouts } from '../../kernel/zone';
import { quietUntil } from './quiet';
import { refuses } from './topics';

/** `SERVICE`: free text and media as an answer inside the window. */
export type MessageCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION' | 'SERVICE';

export interface GateContact extends Whereabouts {
  marketing: ConsentState;
  utility: ConsentState;
  blocked: boolean;
  /** They may have asked for no more messages, and nobody has decided yet. */
  askedStopAt: number | null;
  pausedUntil: number | null;
  /** When they asked to go on over WhatsApp. */
  moveAskedAt: number | null;
  /** Kinds of message that the person refused, as kept in the row. */
  topicsOut: string;
  /** By which channel they want which kind, as kept in the row. */
  channels: string;
  /** How often they want offers at most. */
  frequency: Frequency | null;
  mergedInto: number | null;
  /** wa_id or number known. */
  hasNumber: boolean;
  /** A number or a user id known. */
  hasAddress: boolean;
  /** Reached at +1 in the United States, where Meta delivers no marketing. */
  inUnitedStates: boolean;
}

/** How strict a category is (O-01): a recorded yes, or no recorded no. */
export type ConsentRule = 'opt-in' | 'not-opted-out';
export interface ConsentRules {
  marketing: ConsentRule;
  utility: ConsentRule;
  /** Promotions that anybody gets at most. */
  cap?: MarketingCap | null;
  /** When nobody is disturbed by promotions. */
  quiet?: QuietHours | null;
}
/** The rules as the plugin's settings keep them. */
export const consentRules = (settings: {
  marketingRule: ConsentRule;
  utilityRule: ConsentRule;
  marketingCap: MarketingCap | null;
  quietHours: QuietHours | null;
}): ConsentRules => ({
  marketing: settings.marketingRule,
  utility: settings.utilityRule,
  cap: settings.marketingCap,
  quiet: settings.quietHours,
});
/** Unless somebody decided otherwise in Settings. */
export const STRICT: ConsentRules = { marketing: 'opt-in', utility: 'opt-in' };

export interface GateInput {
  category: MessageCategory;
  /** The kind of message that the template is of (O-27). */
  topic?: string | null;
  /** When the person got promotions, as far back as a cap asks (`lookBackMs`). */
  promotions?: readonly number[];
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
  /** The one message that confirms what a person agreed to elsewhere (O-06): their recorded yes carries it. */
  confirms?: boolean;
  /**
   * The entry that the message is about carries consent for such messages (O-33). It speaks for people who never said anything
   * of utility messages, and for no others.
   */
  carried?: boolean;
  /** Default: strict. */
  rules?: ConsentRules;
  /**
   * What goes to many, or answers nobody. A text needs no opt-in (the person wrote within a day), but is no answer either: who
   * opted out of marketing or paused does not get it (O-22, O-25). Nor is marketing: it waits for the morning of those who have
   * just written (M-50).
   */
  bulk?: boolean;
}

/** `quiet-hours` refuses nothing for good: the same message may pass at `until` (epoch ms). */
export type GateVerdict =
  | { ok: true }
  | { ok: false; reason: SkipReason }
  | { ok: false; reason: 'quiet-hours'; until: number };

type ContactColumns = Pick<
  GateContact,
  | 'marketing'
  | 'utility'
  | 'blocked'
  | 'askedStopAt'
  | 'pausedUntil'
  | 'moveAskedAt'
  | 'topicsOut'
  | 'channels'
  | 'frequency'
  | 'mergedInto'
> & {
  waId: string | null;
  phone: string | null;
  bsuid: string | null;
  country: string | null;
  timezone: string | null;
};

/** The gate's view of a contact's row. */
export const gateContact = (row: ContactColumns): GateContact => ({
  marketing: row.marketing,
  utility: row.utility,
  blocked: row.blocked,
  askedStopAt: row.askedStopAt,
  pausedUntil: row.pausedUntil,
  moveAskedAt: row.moveAskedAt,
  topicsOut: row.topicsOut,
  channels: row.channels,
  frequency: row.frequency,
  mergedInto: row.mergedInto,
  hasNumber: row.waId !== null || row.phone !== null,
  hasAddress: row.waId !== null || row.phone !== null || row.bsuid !== null,
  inUnitedStates: isInUnitedStates(row),
  timezone: row.timezone,
  country: row.country,
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

const no = (reason: SkipReason): GateVerdict => ({ ok: false, reason });
const yes: GateVerdict = { ok: true };

/** An agent may answer somebody who wrote first for some days (docs/decisions/0007-strict-consent.md). */
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
 * opt-in, or is an agent's answer to somebody who wrote, or about an entry that carries consent for it. Codes and answers in
 * the window need none. An opt-out of a category beats everything in it. Every refusal names its rule, the first that applies. Behind those that hold for good stands
 * the hour, so that nobody waits for what never comes; `channel` is the last, so that only what the person may get now
 * is handed over.
 */
export const mayContact = (input: GateInput): GateVerdict => {
  const { category, contact } = input;
  const reachable = reach(category, contact);
  if (!reachable.ok) return reachable;
  const allowed = byCategory(input);
  if (!allowed.ok) return allowed;
  if (isPromotion(input) && isTooOften(input)) return no('capped');
  const until = asleepUntil(input);
  if (until !== null) return { ok: false, reason: 'quiet-hours', until };
  return isWantedElsewhere(input) ? no('channel') : yes;
};

/** A template that this person wants by e-mail or SMS (O-29). An agent who answers what they wrote stays on WhatsApp. */
const isWantedElsewhere = (input: GateInput): boolean => {
  const { category, topic = null, contact } = input;
  if (category !== 'MARKETING' && category !== 'UTILITY') return false;
  if (category === 'UTILITY' && mayAnswer(input)) return false;
  return channelOf(contact.channels, { category, topic }) !== 'whatsapp';
};

const byCategory = (input: GateInput): GateVerdict => {
  const { category } = input;
  if (category === 'SERVICE' && input.bulk) return inBulk(input);
  if (category === 'SERVICE' || category === 'AUTHENTICATION') return yes;
  return byConsent(input, category === 'MARKETING' ? 'marketing' : 'utility');
};

/** What a cap counts: marketing, and one text to many. */
export const isPromotion = ({ category, bulk }: Pick<GateInput, 'category' | 'bulk'>): boolean =>
  category === 'MARKETING' || (category === 'SERVICE' && bulk === true);

const isTooOften = ({ contact, rules, promotions = [], agentInitiated, now }: GateInput): boolean =>
  isCapped(
    capsOf(contact.frequency, { cap: rules?.cap ?? null, byHand: agentInitiated === true }),
    promotions,
    now
  );

/** Anyone who wrote within this time is awake: what answers them is welcome at any hour. */
const AWAKE_MS = HOUR_MS;

/** Until when a promotion that no person sends by hand waits for this person's morning (M-50); null = it may go. */
const asleepUntil = (input: GateInput): number | null => {
  const { rules, contact, agentInitiated, bulk, lastInboundAt, now } = input;
  if (!rules?.quiet || agentInitiated || !isPromotion(input)) return null;
  const isAwake = typeof lastInboundAt === 'number' && now - lastInboundAt < AWAKE_MS;
  return isAwake && !bulk ? null : quietUntil(rules.quiet, contact, now);
};

const isPaused = ({ contact, now }: GateInput): boolean =>
  contact.pausedUntil !== null && contact.pausedUntil > now;

/** Is a message that moves a conversation here asked for (C-28)? Null for every other message. */
const hasAskedToMove = ({ topic, contact, now }: GateInput): boolean | null => {
  if (topic !== MOVE_TOPIC) return null;
  const { moveAskedAt: at } = contact;
  return at !== null && now - at < MOVE_REQUEST_DAYS * DAY_MS;
};

const inBulk = (input: GateInput): GateVerdict => {
  if (input.contact.marketing === 'out') return no('opted-out');
  if (input.contact.askedStopAt !== null) return no('asked-to-stop');
  return isPaused(input) ? no('paused') : yes;
};

const byConsent = (input: GateInput, category: 'marketing' | 'utility'): GateVerdict => {
  const consent = input.contact[category];
  if (consent === 'out') return no('opted-out');
  if (category === 'marketing' && input.contact.askedStopAt !== null) return no('asked-to-stop');
  if (refuses(input.contact.topicsOut, input.topic)) return no('topic');
  const asked = hasAskedToMove(input);
  if (asked === false) return no('not-asked');
  const answer = category === 'utility' && mayAnswer(input);
  if (!answer && isPaused(input)) return no('paused');
  const strict = (input.rules ?? STRICT)[category] === 'opt-in';
  const confirmed = category === 'utility' && input.confirms && input.contact.marketing === 'in';
  // Who asked for this very message has agreed to it; to marketing they have not.
  const wanted = category === 'utility' && asked === true;
  const isUnsaid = strict && consent !== 'in' && !answer && !confirmed && !wanted;
  if (isUnsaid && !(category === 'utility' && isCarried(input))) return no('no-consent');
  // They never said yes, and may have said no: nobody has decided yet what they meant.
  if (isUnsaid && input.contact.askedStopAt !== null) return no('asked-to-stop');
  return category === 'marketing' && input.contact.inUnitedStates ? no('us-marketing') : yes;
};

/** An entry speaks for WhatsApp alone: people who want such messages by another channel get none of them by their entry. */
const isCarried = (input: GateInput): boolean =>
  input.carried === true && !isWantedElsewhere(input);

/** What holds for every message. One-time codes cannot go to a bare user id (Meta's error 131062). */
const reach = (category: MessageCategory, contact: GateContact): GateVerdict => {
  if (contact.mergedInto !== null) return no('merged');
  if (contact.blocked) return no('blocked');
  const enough = category === 'AUTHENTICATION' ? contact.hasNumber : contact.hasAddress;
  return enough ? yes : no('no-address');
};
