import { classifyGraphError } from '../../cloud-api/errors';
import { readErrorObject } from '../../cloud-api/envelope';
import { asInstant, asText, isObject, type WebhookElement } from '../../cloud-api/webhook-element';
import { keyOf } from '../../kernel/hash';
import { stableStringify } from '../../kernel/json';
import { readToken, type SendToken } from '../../kernel/send-token';
import { RANK, rankOf } from './rank';

export interface FactError {
  code: number | null;
  class: string;
  text: string;
}

/** How Meta charges a message, in its own words. */
interface FactPricing {
  category: string;
  /** regular, free_customer_service, free_entry_point. */
  type: string | null;
  /** What is charged for it, where a status says that: templates with a maximum price cost that or less (T-53). */
  charged?: FactCharge;
}

interface FactCharge {
  /** In millionths of the currency. */
  micros: number;
  currency: string;
}

/** One status webhook, read. */
export interface StatusFact {
  wamid: string;
  wamidKey: string;
  token: SendToken | null;
  rank: number;
  at: number;
  error: FactError | null;
  pricing: FactPricing | null;
  /** End of the free entry point that the message belongs to. */
  freeUntil: number | null;
}

/** All facts known about one message: the highest rank, the earliest time of each state. */
export interface MergedFact {
  wamid: string;
  wamidKey: string;
  token: SendToken | null;
  rank: number;
  at: number;
  sentAt: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  failedAt: number | null;
  error: FactError | null;
  pricing: FactPricing | null;
  freeUntil: number | null;
}

const errorOf = (value: Record<string, unknown>): FactError | null => {
  const first: unknown = Array.isArray(value.errors) ? value.errors[0] : null;
  const read = readErrorObject(first);
  if (!read) return null;
  const error = classifyGraphError({ ...read, status: 0 });
  return {
    code: error.code,
    class: error.class,
    text: (error.details ?? error.title).slice(0, 1000),
  };
};

const MAX_WORD = 32;

/** No message costs that in any currency: it is another field then. */
const MOST_CHARGED = 1_000_000;

/** The sum beside the category. Meta's page on maximum prices names no field of the status: others are left alone. */
const chargeOf = ({ amount, currency }: Record<string, unknown>): FactCharge | null => {
  const code = asText(currency) ?? '';
  if (
    typeof amount !== 'number' ||
    !(amount >= 0 && amount < MOST_CHARGED) ||
    !/^[A-Z]{3}$/.test(code)
  )
    return null;
  return { micros: Math.round(amount * 1_000_000), currency: code };
};

/** `billable` is on its way out; where the type is missing it still says whether the message is charged. */
const pricingOf = (value: unknown): FactPricing | null => {
  if (!isObject(value)) return null;
  const category = asText(value.category)?.slice(0, MAX_WORD);
  if (!category) return null;
  const byBill = value.billable === true ? 'regular' : 'free_customer_service';
  const stated = asText(value.type)?.slice(0, MAX_WORD);
  const type = stated ?? (typeof value.billable === 'boolean' ? byBill : null);
  const charged = chargeOf(value);
  return { category, type, ...(charged ? { charged } : {}) };
};

/**
 * A message of a free entry point says when the point ends, with `sent`. From v24.0 on no other message tells a
 * `conversation`; before that the rest did as well, so the origin is asked. Source: Meta, "Conversations" object of statuses.
 */
const freeUntilOf = ({ conversation, pricing }: Record<string, unknown>): number | null => {
  if (!isObject(conversation)) return null;
  const origin = isObject(conversation.origin) ? asText(conversation.origin.type) : null;
  const type = isObject(pricing) ? asText(pricing.type) : null;
  const isFree = origin === 'referral_conversion' || type === 'free_entry_point';
  return isFree ? asInstant(conversation.expiration_timestamp) : null;
};

/** Reads a status element; null when it is none we can use (unknown status word, no id). */
export const readStatus = (
  element: Pick<WebhookElement, 'value' | 'at'>,
  install: { installId: string; secret: string }
): StatusFact | null => {
  const value = isObject(element.value) ? element.value : {};
  const wamid = asText(value.id);
  const rank = rankOf(asText(value.status) ?? '');
  if (!wamid || rank === null) return null;
  return {
    wamid,
    wamidKey: keyOf(wamid),
    token: readToken(value.biz_opaque_callback_data, install),
    rank,
    at: element.at ?? 0,
    error:
      errorOf(value) ??
      (rank === RANK.failed ? { code: null, class: 'request', text: 'failed' } : null),
    pricing: pricingOf(value.pricing),
    freeUntil: freeUntilOf(value),
  };
};

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

const single = (fact: StatusFact): MergedFact => ({
  wamid: fact.wamid,
  wamidKey: fact.wamidKey,
  token: fact.token,
  rank: fact.rank,
  at: fact.at,
  sentAt: fact.rank === RANK.sent ? fact.at : null,
  deliveredAt: fact.rank === RANK.delivered ? fact.at : null,
  readAt: fact.rank >= RANK.read ? fact.at : null,
  failedAt: fact.rank === RANK.failed ? fact.at : null,
  error: fact.error,
  pricing: fact.pricing,
  freeUntil: fact.freeUntil,
});

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** Either one; of two that differ always the same one, so that the order of the batch makes no difference. */
const oneOf = <T>(a: T | null, b: T | null): T | null => {
  if (a === null || b === null) return a ?? b;
  return stableStringify(a) <= stableStringify(b) ? a : b;
};

/** The sum that the furthest status tells. */
const oneCharge = (a: MergedFact, b: MergedFact): FactCharge | null => {
  const [one = null, other = null] = [a.pricing?.charged, b.pricing?.charged];
  if (a.rank === b.rank || one === null || other === null) return oneOf(one, other);
  return a.rank > b.rank ? one : other;
};

/** How it is charged; a sum that only one of them tells is kept. */
const onePricing = (a: MergedFact, b: MergedFact): FactPricing | null => {
  const bare = ({ pricing }: MergedFact) =>
    pricing && { category: pricing.category, type: pricing.type };
  const one = oneOf(bare(a), bare(b));
  const charged = oneCharge(a, b);
  return one && charged ? { ...one, charged } : one;
};

/** The error of the failure that came first; where nothing failed, what else was reported. */
const firstError = (a: MergedFact, b: MergedFact): FactError | null => {
  if (a.failedAt === b.failedAt) return oneOf(a.error, b.error);
  if (a.failedAt === null || b.failedAt === null) return a.failedAt === null ? b.error : a.error;
  return a.failedAt < b.failedAt ? a.error : b.error;
};

const merge = (a: MergedFact, b: MergedFact): MergedFact => ({
  wamid: a.wamid,
  wamidKey: a.wamidKey,
  token: a.token ?? b.token,
  rank: Math.max(a.rank, b.rank),
  at: Math.min(a.at, b.at),
  sentAt: earliest(a.sentAt, b.sentAt),
  deliveredAt: earliest(a.deliveredAt, b.deliveredAt),
  readAt: earliest(a.readAt, b.readAt),
  failedAt: earliest(a.failedAt, b.failedAt),
  error: firstError(a, b),
  pricing: onePricing(a, b),
  freeUntil: latest(a.freeUntil, b.freeUntil),
});

/** Merges a batch to one entry per message, so that one UPDATE suffices. The order of the batch makes no difference. */
export const mergeFacts = (facts: StatusFact[]): MergedFact[] => {
  const merged = new Map<string, MergedFact>();
  for (const fact of facts) {
    const known = merged.get(fact.wamidKey);
    merged.set(fact.wamidKey, known ? merge(known, single(fact)) : single(fact));
  }
  return [...merged.values()];
};
