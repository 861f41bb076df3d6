import { badValue, invalid, missing, refuse, required, type Refusal } from '../graph/refusal';
import { isObject, objectAt, textAt, type JsonObject } from '../kernel/json';
import { BSUID } from '../world/people';
import { checkInteractiveNode } from './interactive';
import { checkMediaNode } from './media-node';
import {
  checkContactsNode,
  checkLocationNode,
  checkReactionNode,
  checkTextNode,
} from './simple-types';

export const MESSAGE_TYPES = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'template',
  'interactive',
  'reaction',
] as const;

/** Who a message is for: digits of a phone, or a BSUID. */
export type Address =
  | { kind: 'phone'; input: string; digits: string }
  | { kind: 'bsuid'; input: string };

/** `to` wins over `recipient` when both are given. */
export const addressOf = (body: JsonObject): Address | Refusal => {
  const { to, recipient } = body;
  if (to !== undefined && to !== '') {
    if (typeof to !== 'string') return invalid('Param to must be a string.');
    if (!/^\+?[\d\s()-]+$/.test(to))
      return badValue('Param to is not a phone number: use + and digits.');
    const digits = to.replace(/\D/g, '');
    if (digits.length < 5 || digits.length > 15)
      return badValue('Param to is not a phone number: 5 to 15 digits are needed.');
    return { kind: 'phone', input: to, digits };
  }
  if (recipient === undefined) return required('to');
  if (typeof recipient !== 'string' || !BSUID.test(recipient))
    return badValue(
      'Param recipient is not a business-scoped user id such as DE.13491208655302741918.'
    );
  return { kind: 'bsuid', input: recipient };
};

const checkNode = (type: string, body: JsonObject): Refusal | null => {
  if (type === 'contacts')
    return body['contacts'] === undefined
      ? required('contacts')
      : checkContactsNode(body['contacts']);
  const node = objectAt(body, type);
  if (!node)
    return body[type] === undefined
      ? required(type)
      : invalid(`Param ${type} must be a JSON object.`);
  switch (type) {
    case 'text':
      return checkTextNode(node);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return checkMediaNode(type, node);
    case 'location':
      return checkLocationNode(node);
    case 'reaction':
      return checkReactionNode(node);
    case 'interactive':
      return checkInteractiveNode(node);
    default:
      return checkTemplateNode(node);
  }
};

const checkTemplateNode = (node: JsonObject): Refusal | null => {
  if (!textAt(node, 'name')) return missing("template['name']");
  const language = objectAt(node, 'language');
  if (!language || !textAt(language, 'code')) return missing("template['language']['code']");
  const policy = language['policy'];
  if (policy !== undefined && policy !== 'deterministic')
    return invalid("Param template['language']['policy'] must be deterministic.");
  return null;
};

const checkOptions = (body: JsonObject, type: string): Refusal | null => {
  const token = body['biz_opaque_callback_data'];
  if (token !== undefined && (typeof token !== 'string' || token.length > 512))
    return invalid('Param biz_opaque_callback_data must be a string of at most 512 characters.');
  const context = body['context'];
  if (context === undefined) return null;
  if (!isObject(context) || !textAt(context, 'message_id')) return missing("context['message_id']");
  return type === 'reaction'
    ? invalid('Param context is not supported for reaction messages.')
    : null;
};

/** Only groups have pinned messages, and no number here has the Groups API. */
const checkPin = (body: JsonObject): Refusal => {
  const pin = objectAt(body, 'pin');
  if (!pin) return required('pin');
  if (!textAt(pin, 'message_id')) return missing("pin['message_id']");
  const type = textAt(pin, 'type');
  if (type !== 'pin' && type !== 'unpin')
    return invalid("Param pin['type'] must be one of {PIN, UNPIN}.");
  const days = pin['expiration_days'];
  if (
    days !== undefined &&
    !(Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 30)
  )
    return invalid("Param pin['expiration_days'] must be 1 to 30.");
  return body['recipient_type'] === 'group'
    ? refuse(131215)
    : invalid('Param recipient_type must be GROUP for messages of type pin.');
};

/** Shape of a send, without looking at any stored thing. Null = well formed. */
export const checkSend = (body: JsonObject): Refusal | null => {
  if (body['messaging_product'] === undefined) return required('messaging_product');
  if (body['messaging_product'] !== 'whatsapp')
    return invalid('Param messaging_product must be one of {WHATSAPP}.');
  const recipientType = body['recipient_type'];
  if (body['type'] === 'pin') return checkPin(body);
  if (recipientType === 'group') return refuse(131215);
  if (recipientType !== undefined && recipientType !== 'individual')
    return invalid('Param recipient_type must be one of {INDIVIDUAL, GROUP}.');
  const type = body['type'] ?? 'text';
  if (typeof type !== 'string' || !(MESSAGE_TYPES as readonly string[]).includes(type))
    return refuse(131051, `Param type must be one of {${MESSAGE_TYPES.join(', ').toUpperCase()}}.`);
  return checkOptions(body, type) ?? checkNode(type, body);
};

/** Shape of mark-as-read, with or without the typing indicator. */
export const checkMarkRead = (body: JsonObject): Refusal | null => {
  if (body['messaging_product'] !== 'whatsapp') return required('messaging_product');
  if (body['status'] !== 'read') return invalid('Param status must be one of {READ}.');
  if (!textAt(body, 'message_id')) return required('message_id');
  const typing = body['typing_indicator'];
  if (typing === undefined) return null;
  return isObject(typing) && typing['type'] === 'text'
    ? null
    : invalid("Param typing_indicator['type'] must be one of {TEXT}.");
};
