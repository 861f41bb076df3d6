export type WebhookKind =
  | 'message'
  | 'status'
  | 'payment'
  | 'preference'
  | 'user-id-update'
  | 'template-status'
  | 'template-quality'
  | 'template-category'
  | 'template-components'
  | 'account'
  | 'number-quality'
  | 'capability'
  | 'echo'
  | 'history'
  | 'call'
  | 'phone-book'
  | 'errors'
  | 'other';

/** The person of an element, from `contacts[]`; any part may be withheld by Meta. */
export type WebhookContact = {
  waId: string | null;
  userId: string | null;
  parentUserId: string | null;
  name: string | null;
  username: string | null;
};

/** One thing that happened, cut out of a delivery. */
export type WebhookElement = {
  kind: WebhookKind;
  /** Meta's field, such as `messages`; empty when the delivery had none. */
  field: string;
  wabaId: string | null;
  phoneNumberId: string | null;
  /** Digits; the number fields name a number this way and without its id. */
  displayPhoneNumber: string | null;
  /** Unique together with `kind`: the same event delivered twice has the same key. */
  naturalKey: string;
  /** The element itself, unchanged: one message, one status, or the value of the field. */
  value: unknown;
  contact: WebhookContact | null;
  /** Meta's time in epoch milliseconds; null where it gave none. */
  at: number | null;
  /** It waited for its number to be connected: no bot and no away message answers it any more. */
  isLate?: boolean;
};

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under this key; an empty one where there is none. */
export const objectOf = (from: JsonObject, key: string): JsonObject => {
  const value = from[key];
  return isObject(value) ? value : {};
};

/** Ids and numbers come as numbers and as text; both become text, anything else null. */
export const asText = (value: unknown): string | null => {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
};

/** Unix seconds (number or text, milliseconds tolerated) as epoch milliseconds; null when it is no time. */
export const asInstant = (value: unknown): number | null => {
  const text = asText(value);
  if (text === null || !/^\d{1,15}(\.\d+)?$/.test(text)) return null;
  const number = Number(text);
  return Math.floor(number >= 100_000_000_000 ? number : number * 1000);
};

/** As `asInstant`, also for the ISO text in which some nodes of Graph write times. */
export const asGraphTime = (value: unknown): number | null => {
  const instant = asInstant(value);
  if (instant !== null || typeof value !== 'string') return instant;
  const read = Date.parse(value);
  return Number.isNaN(read) ? null : read;
};
