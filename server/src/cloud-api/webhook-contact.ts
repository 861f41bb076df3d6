import {
  asText,
  isObject,
  type JsonObject,
  type WebhookContact,
  type WebhookKind,
} from './webhook-element';

const RECIPIENT = {
  waId: ['recipient_id'],
  userId: ['recipient_user_id'],
  // Meta's pages name it both ways.
  parent: ['recipient_parent_user_id', 'parent_recipient_user_id'],
};

/** The names under which an element tells whose it is, by kind: numbers first, user ids second. */
const PERSON_KEYS: Partial<
  Record<WebhookKind, { waId: string[]; userId: string[]; parent: string[] }>
> = {
  message: { waId: ['from'], userId: ['from_user_id'], parent: ['from_parent_user_id'] },
  status: RECIPIENT,
  payment: RECIPIENT,
  preference: { waId: ['wa_id'], userId: ['user_id'], parent: ['parent_user_id'] },
  'user-id-update': { waId: ['wa_id'], userId: [], parent: [] },
  call: { waId: ['from'], userId: ['from_user_id'], parent: [] },
  history: {
    waId: ['thread_id', 'to', 'from'],
    userId: ['to_user_id', 'from_user_id'],
    parent: [],
  },
  echo: { waId: ['to'], userId: ['to_user_id'], parent: ['to_parent_user_id'] },
};

/**
 * The person of an element. `contacts[]` of a batch lists several people, so the one with the same number
 * or user id is taken; a lone contact counts only where the element names nobody.
 */
export const contactFor = (
  kind: WebhookKind,
  element: JsonObject,
  contacts: unknown
): WebhookContact | null => {
  const keys = PERSON_KEYS[kind];
  if (!keys) return null;
  const own: WebhookContact = {
    waId: first(element, keys.waId),
    userId: first(element, keys.userId),
    parentUserId: first(element, keys.parent),
    name: null,
    username: null,
  };
  const listed = (Array.isArray(contacts) ? contacts : []).filter(isObject).map(readContact);
  const nameless = own.waId === null && own.userId === null;
  const match =
    listed.find((c) => same(c.userId, own.userId)) ??
    listed.find((c) => same(c.waId, own.waId) && !differ(c.userId, own.userId)) ??
    (nameless && listed.length === 1 ? listed[0] : undefined);
  if (nameless && !match) return null;
  return {
    waId: own.waId ?? match?.waId ?? null,
    userId: own.userId ?? match?.userId ?? null,
    parentUserId: own.parentUserId ?? match?.parentUserId ?? null,
    name: match?.name ?? null,
    username: match?.username ?? null,
  };
};

const readContact = (contact: JsonObject): WebhookContact => {
  const profile = isObject(contact.profile) ? contact.profile : {};
  return {
    waId: asText(contact.wa_id),
    userId: asText(contact.user_id),
    parentUserId: asText(contact.parent_user_id),
    name: asText(profile.name),
    username: asText(profile.username) ?? asText(contact.username),
  };
};

const first = (element: JsonObject, keys: string[]): string | null =>
  keys.map((key) => asText(element[key])).find((value) => value !== null) ?? null;

const same = (a: string | null, b: string | null): boolean => a !== null && a === b;

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
