import type { MessageBody } from '../contracts/conversations';
import { readCallPermission } from './call-content';
import { readErrorObject } from './envelope';
import { asText, isObject, type JsonObject, objectOf } from './webhook-element';

type Extras = Pick<MessageBody, 'answers' | 'product' | 'event' | 'unsupported' | 'call'>;

/** Of a form at most this many answers are shown, each so long. */
const MOST_ANSWERS = 60;
const LONGEST = 1_000;

const wordOf = (value: unknown): string | null => {
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  if (Array.isArray(value)) return value.map(wordOf).filter(Boolean).join(', ') || null;
  return asText(value)?.slice(0, LONGEST) ?? null;
};

/** The answers of a form, one level of groups deep (an address is one); the token is ours and says nothing. */
const answersOf = (node: JsonObject, depth = 0): NonNullable<Extras['answers']> =>
  Object.entries(node).flatMap(([name, value]) => {
    if (name === 'flow_token') return [];
    if (isObject(value)) return depth === 0 ? answersOf(value, 1) : [];
    const word = wordOf(value);
    return word === null ? [] : [{ name: name.slice(0, 80), value: word }];
  });

const jsonOf = (text: string | null): JsonObject => {
  try {
    const read: unknown = JSON.parse(text ?? '');
    return isObject(read) ? read : {};
  } catch {
    return {};
  }
};

const readAnswers = (message: JsonObject): Extras => {
  const reply = objectOf(objectOf(message, 'interactive'), 'nfm_reply');
  const answers = answersOf(jsonOf(asText(reply.response_json))).slice(0, MOST_ANSWERS);
  return answers.length > 0 ? { answers } : {};
};

const readProduct = (message: JsonObject): Extras => {
  const told = objectOf(objectOf(message, 'context'), 'referred_product');
  const id = asText(told.product_retailer_id);
  return id === null ? {} : { product: { id, catalogId: asText(told.catalog_id) } };
};

const readEvent = (type: string, message: JsonObject): Extras => {
  const event = type === 'system' ? asText(objectOf(message, 'system').type) : null;
  return event === null ? {} : { event };
};

/** `unsupported.type` names the kind since November 2025; the code (131051, 131060) says why it cannot be shown. */
const readUnsupported = (type: string, message: JsonObject): Extras => {
  if (type !== 'unsupported') return {};
  const first = Array.isArray(message.errors) ? readErrorObject(message.errors[0]) : null;
  const kind = asText(objectOf(message, 'unsupported').type);
  return { unsupported: { kind, code: first?.code ?? null } };
};

const readPermission = (message: JsonObject): Extras => {
  const call = readCallPermission(message);
  return call ? { call } : {};
};

/** What only some messages have: answers of a form, the product that is asked about, what happened, why nothing can be shown. */
export const readInboundExtras = (type: string, message: JsonObject): Extras => ({
  ...readAnswers(message),
  ...readProduct(message),
  ...readEvent(type, message),
  ...readUnsupported(type, message),
  ...readPermission(message),
});
