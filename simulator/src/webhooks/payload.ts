import type { StatusError } from '../graph/refusal';
import { unixSeconds } from '../kernel/clock';
import type { JsonObject } from '../kernel/json';
import type { BusinessNumber } from '../world/accounts';
import type { LedgerEntry, StatusName } from '../world/ledger';
import { BSUID, relationOf, showsPhone, type Person } from '../world/people';

/** One update before it is packed into a POST. */
export type WebhookChange = {
  wabaId: string;
  field: string;
  value: JsonObject;
  time: number | null;
};

export const base = (number: BusinessNumber): JsonObject => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: number.phone, phone_number_id: number.id },
});

/** The `contacts[]` entry of a person as this number may see it. */
export const contactOf = (
  person: Person,
  view: { phoneNumberId: string; now: number; username: boolean; identityKey?: string }
): JsonObject => ({
  profile: {
    name: person.name,
    ...(view.username && person.username ? { username: `@${person.username}` } : {}),
  },
  ...(showsPhone(person, view.phoneNumberId, view.now) ? { wa_id: person.waId } : {}),
  user_id: person.bsuid,
  ...(view.identityKey ? { identity_key_hash: view.identityKey } : {}),
});

export type InboundParts = {
  wamid: string;
  type: string;
  node: unknown;
  context?: JsonObject;
  referral?: JsonObject;
  errors?: readonly StatusError[];
  /** Only while the number checks identities. */
  identityKey?: string;
  /** More nodes beside the one named by `type`, such as `unsupported`. */
  extra?: JsonObject;
};

/** `messages` webhook of something a person did. */
export const inboundChange = (
  number: BusinessNumber,
  person: Person,
  parts: InboundParts & { now: number }
): WebhookChange => ({
  wabaId: number.wabaId,
  field: 'messages',
  time: null,
  value: {
    ...base(number),
    contacts: [
      contactOf(person, {
        phoneNumberId: number.id,
        now: parts.now,
        username: true,
        ...(parts.identityKey ? { identityKey: parts.identityKey } : {}),
      }),
    ],
    messages: [
      {
        ...(showsPhone(person, number.id, parts.now) ? { from: person.waId } : {}),
        from_user_id: person.bsuid,
        id: parts.wamid,
        timestamp: unixSeconds(parts.now),
        type: parts.type,
        ...(parts.node === undefined ? {} : { [parts.type]: parts.node }),
        ...(parts.context ? { context: parts.context } : {}),
        ...(parts.referral ? { referral: parts.referral } : {}),
        ...(parts.errors ? { errors: parts.errors } : {}),
        ...(parts.extra ?? {}),
      },
    ],
  },
});

const pricingOf = (entry: LedgerEntry): JsonObject => ({
  billable: entry.pricing === 'regular',
  pricing_model: 'PMP',
  type: entry.pricing,
  category: entry.pricing === 'free_entry_point' ? 'referral_conversion' : entry.category,
  ...(entry.charged && entry.pricing === 'regular' ? entry.charged : {}),
});

export type StatusParts = {
  entry: LedgerEntry;
  status: StatusName;
  at: number;
  apiVersion: string;
  error?: StatusError;
};

const majorOf = (apiVersion: string): number => Number(/^v(\d+)/.exec(apiVersion)?.[1] ?? 25);

/** All messages of one free entry point tell the same end: 72 hours after the answer that opened it. */
const conversationEnd = ({ entry, at }: StatusParts, freeUntil: number): number =>
  entry.pricing === 'free_entry_point' ? freeUntil : at + 24 * 3600_000;

const conversationOf = (parts: StatusParts, freeUntil: number): JsonObject => ({
  id: Buffer.from(parts.entry.wamid).toString('hex').slice(-32),
  ...(parts.status === 'sent'
    ? { expiration_timestamp: unixSeconds(conversationEnd(parts, freeUntil)) }
    : {}),
  origin: {
    type: parts.entry.pricing === 'free_entry_point' ? 'referral_conversion' : parts.entry.category,
  },
});

const carriesPricing = (parts: StatusParts): boolean =>
  parts.entry.type !== 'reaction' &&
  (parts.status === 'sent' ||
    parts.status === 'delivered' ||
    (parts.status === 'read' && parts.entry.deliveredAt === 0));

/** Sent to a number; the person may have another user id by now, and then the one it was sent to belongs to nobody. */
const isByPhone = ({ to }: LedgerEntry): boolean => !BSUID.test(to);

/** Whom a status is about, by phone: as the message was addressed, else as far as the number may see it. */
export const recipientOf = (
  entry: LedgerEntry,
  person: Person,
  view: { phoneNumberId: string; now: number }
): JsonObject => {
  if (isByPhone(entry)) return { recipient_id: entry.to };
  return showsPhone(person, view.phoneNumberId, view.now) ? { recipient_id: person.waId } : {};
};

/** `messages` webhook with one status of a message. */
export const statusChange = (
  number: BusinessNumber,
  person: Person,
  parts: StatusParts
): WebhookChange => {
  const { entry, status, at } = parts;
  const failed = status === 'failed';
  const byPhone = isByPhone(entry);
  const pricing = carriesPricing(parts) ? pricingOf(entry) : null;
  // From v24.0 on only free entry points still tell their conversation.
  const told = majorOf(parts.apiVersion) < 24 || entry.pricing === 'free_entry_point';
  return {
    wabaId: number.wabaId,
    field: 'messages',
    time: null,
    value: {
      ...base(number),
      ...(failed
        ? {}
        : {
            contacts: [
              contactOf(person, { phoneNumberId: number.id, now: at, username: status !== 'sent' }),
            ],
          }),
      statuses: [
        {
          id: entry.wamid,
          status,
          timestamp: unixSeconds(at),
          ...recipientOf(entry, person, { phoneNumberId: number.id, now: at }),
          ...(failed && byPhone ? {} : { recipient_user_id: person.bsuid }),
          ...(entry.token === null ? {} : { biz_opaque_callback_data: entry.token }),
          ...(pricing && told
            ? { conversation: conversationOf(parts, relationOf(person, number.id).freeEntryUntil) }
            : {}),
          ...(pricing ? { pricing } : {}),
          ...(parts.error ? { errors: [parts.error] } : {}),
        },
      ],
    },
  };
};

/** `user_preferences`: the person stopped or resumed marketing. */
export const preferenceChange = (
  number: BusinessNumber,
  person: Person,
  choice: { value: 'stop' | 'resume'; now: number }
): WebhookChange => {
  const contact = contactOf(person, { phoneNumberId: number.id, now: choice.now, username: true });
  return {
    wabaId: number.wabaId,
    field: 'user_preferences',
    time: null,
    value: {
      ...base(number),
      contacts: [contact],
      user_preferences: [
        {
          ...(contact['wa_id'] ? { wa_id: contact['wa_id'] } : {}),
          user_id: person.bsuid,
          detail: `User requested to ${choice.value} marketing messages`,
          category: 'marketing_messages',
          value: choice.value,
          timestamp: Math.floor(choice.now / 1000),
        },
      ],
    },
  };
};
