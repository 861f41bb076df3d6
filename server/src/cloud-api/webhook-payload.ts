import { keyOf } from '../kernel/hash';
import { parseJson, stableStringify, wellFormed } from '../kernel/json';
import { err, ok, type Result } from '../kernel/result';
import { isPayment, paymentKey } from './payment';
import { contactFor } from './webhook-contact';
import {
  asInstant,
  asText,
  isObject,
  type JsonObject,
  type WebhookElement,
  type WebhookKind,
} from './webhook-element';
import { byWord } from '../kernel/words';

/**
 * Cuts a delivery into its elements, in order. Fails only when the text is no JSON; everything else is
 * kept, the unknown as kind `other`.
 */
export const parseWebhook = (raw: string): Result<WebhookElement[], 'not-json'> => {
  const json = parseJson(keepBigIntegers(raw));
  return json === undefined ? err('not-json') : ok(flattenWebhook(wellFormedDeep(raw, json)));
};

/**
 * Half of an emoji, escaped as `\ud83d`, is stored by no database as it came: an id would read back differently than it
 * was hashed, and its person would be taken for a new one with a key that is taken. It becomes the sign for what is
 * unreadable here, before anything is keyed by it.
 */
const wellFormedDeep = (raw: string, json: unknown): unknown =>
  /\\u[dD][89a-fA-F]/.test(raw) ? mapTexts(json) : json;

const mapTexts = (value: unknown): unknown => {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(mapTexts);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [wellFormed(k), mapTexts(v)]));
};

/** Template ids are JSON numbers; one beyond 2^53 would silently become another id, so it is read as text. */
const keepBigIntegers = (raw: string): string =>
  /\d{16}/.test(raw)
    ? raw.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
        /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token
      )
    : raw;

/** Where an element was found. */
type Place = {
  field: string;
  wabaId: string | null;
  /** `entry.time` as it came, part of the key. */
  time: unknown;
  value: JsonObject | null;
};

/** As `parseWebhook`, for JSON that is parsed already. Never throws. */
export const flattenWebhook = (json: unknown): WebhookElement[] => {
  const nowhere: Place = { field: '', wabaId: null, time: null, value: null };
  if (!isObject(json) || !Array.isArray(json.entry)) return [other(nowhere, json)];
  return json.entry.flatMap((entry: unknown) => {
    if (!isObject(entry)) return [other(nowhere, entry)];
    const place: Place = { ...nowhere, wabaId: asText(entry.id), time: entry.time ?? null };
    if (!Array.isArray(entry.changes) || entry.changes.length === 0) return [other(place, entry)];
    return entry.changes.flatMap((change: unknown) =>
      isObject(change) ? fromChange(place, change) : [other(place, change)]
    );
  });
};

/** Lists inside `value` that hold elements of their own, whatever the field is called. */
const LISTS = byWord<WebhookKind>({
  messages: 'message',
  statuses: 'status',
  errors: 'errors',
  user_preferences: 'preference',
  user_id_update: 'user-id-update',
  message_echoes: 'echo',
  state_sync: 'phone-book',
  calls: 'call',
});

/** What a number had in the WhatsApp Business app before: never a message of now, whatever list it stands in. */
const HISTORY = 'history';
const OF_HISTORY = byWord<WebhookKind>({ history: 'history', messages: 'history' });

const listOf = (from: unknown, key: string): unknown[] =>
  isObject(from) && Array.isArray(from[key]) ? (from[key] as unknown[]) : [];

/** Messages of a history stand in threads, which name the person; what holds none is kept as it came. */
const itemsOf = (key: string, list: unknown[]): unknown[] =>
  key !== HISTORY
    ? list
    : list.flatMap((chunk) => {
        const threads = listOf(chunk, 'threads');
        if (threads.length === 0) return [chunk];
        return threads.flatMap((thread) =>
          listOf(thread, 'messages').map((message) =>
            isObject(message) && isObject(thread) ? { ...message, thread_id: thread.id } : message
          )
        );
      });

/** Of these fields the whole value is the element. */
const FIELDS = byWord<WebhookKind>({
  message_template_status_update: 'template-status',
  message_template_quality_update: 'template-quality',
  template_category_update: 'template-category',
  message_template_components_update: 'template-components',
  account_update: 'account',
  account_alerts: 'account',
  account_review_update: 'account',
  account_settings_update: 'account',
  phone_number_name_update: 'account',
  business_username_update: 'account',
  security: 'account',
  phone_number_quality_update: 'number-quality',
  business_capability_update: 'capability',
});

/** Parts of a messages value that belong to the elements beside them. */
const FRAME = new Set(['messaging_product', 'metadata', 'contacts']);

const fromChange = (at: Place, change: JsonObject): WebhookElement[] => {
  const field = typeof change.field === 'string' ? change.field : '';
  const { value } = change;
  if (!isObject(value)) return [other({ ...at, field }, change)];
  const place: Place = { ...at, field, value };
  const whole = FIELDS.get(field);
  if (whole !== undefined) return [fromField(place, whole, change)];
  const elements = [...(field === HISTORY ? OF_HISTORY : LISTS)].flatMap(([key, kind]) => {
    const list = value[key];
    if (!Array.isArray(list)) return [];
    return itemsOf(key, list).map((item: unknown) => fromItem(place, kind, item));
  });
  const rest = Object.entries(value).filter(
    ([key, v]) =>
      !FRAME.has(key) &&
      !((LISTS.has(key) || (field === HISTORY && key === HISTORY)) && Array.isArray(v))
  );
  if (elements.length === 0) return [other(place, value)];
  return rest.length === 0 ? elements : [...elements, other(place, Object.fromEntries(rest))];
};

/** Meta's documents draw `rejection_info` beside `value` and deliver it inside: one place for both. */
const fromField = (place: Place, kind: WebhookKind, change: JsonObject): WebhookElement => {
  const value = place.value ?? {};
  // Meta's own sample of a quality change carries the field of a status change.
  const real =
    kind === 'template-status' && 'new_quality_score' in value ? 'template-quality' : kind;
  const beside = Object.entries(change).filter(([key]) => key !== 'field' && key !== 'value');
  return make(place, real, { ...Object.fromEntries(beside), ...value });
};

const fromItem = (place: Place, kind: WebhookKind, item: unknown): WebhookElement => {
  if (!isObject(item)) return other(place, item);
  if (kind === 'status' && isPayment(item)) return fromItem(place, 'payment', item);
  const element = make(place, kind, item);
  const natural = naturalId(kind, item);
  return natural === null ? element : { ...element, naturalKey: natural };
};

const naturalId = (kind: WebhookKind, item: JsonObject): string | null => {
  const id = asText(item.id);
  if (id === null) return null;
  if (kind === 'message' || kind === 'echo') return id;
  // A file comes after its place, with the same id.
  if (kind === 'call') return `${id}:${asText(item.event) ?? ''}`;
  if (kind === 'payment') return `${id}:${paymentKey(item)}`;
  if (kind === 'history') return `${id}:${asText(item.type) ?? ''}`;
  const status = kind === 'status' ? asText(item.status) : null;
  if (status === null) return null;
  const participant =
    asText(item.recipient_participant_user_id) ?? asText(item.recipient_participant_id);
  return participant === null ? `${id}:${status}` : `${id}:${status}:${participant}`;
};

const other = (place: Place, value: unknown): WebhookElement => make(place, 'other', value);

const make = (place: Place, kind: WebhookKind, value: unknown): WebhookElement => {
  const metadata = isObject(place.value?.metadata) ? place.value.metadata : {};
  const own = isObject(value) ? value : {};
  return {
    kind,
    field: place.field,
    wabaId: place.wabaId,
    phoneNumberId: asText(metadata.phone_number_id),
    displayPhoneNumber: asText(metadata.display_phone_number) ?? asText(own.display_phone_number),
    naturalKey: keyOf(stableStringify([place.wabaId, place.time, place.field, value ?? null])),
    value,
    contact: contactFor(kind, own, place.value?.contacts),
    at: asInstant(own.timestamp) ?? asInstant(place.time),
  };
};
