import type { MessageBody } from '../contracts/conversations';
import type { GraphErrorInput } from './errors';
import { readErrorObject } from './envelope';
import { readInboundExtras } from './inbound-extras';
import {
  readInboundCards,
  readSharedNumber,
  readInboundMedia,
  readInboundPlace,
  type InboundMedia,
} from './inbound-parts';
import { lineOf } from './template-preview';
import { asText, isObject, type JsonObject, objectOf } from './webhook-element';

/** What a customer chose: a template's quick reply, a button, a list row, or a form sent. */
export type InboundReply = {
  kind: 'button' | 'button-reply' | 'list-reply' | 'form' | 'other';
  /** Payload of the quick reply, id of the button or row; for a form its JSON as text. */
  id: string | null;
  title: string;
};

const PRESSES: ReadonlySet<string> = new Set(['button', 'button-reply', 'list-reply']);

/** Was a button or a row pressed? A form that was sent, and what is written beside a choice, is a message to somebody. */
export const isPress = (reply: InboundReply | null): reply is InboundReply =>
  reply !== null && PRESSES.has(reply.kind);

export type InboundReferral = {
  sourceType: string | null;
  sourceId: string | null;
  sourceUrl: string | null;
  headline: string | null;
  body: string | null;
  clickId: string | null;
  /** Picture or film of the ad, and the words with which it opened the chat. */
  mediaType: string | null;
  mediaUrl: string | null;
  thumbnailUrl: string | null;
  welcome: string | null;
};

export type InboundContent = {
  wamid: string | null;
  type: string;
  from: string | null;
  userId: string | null;
  /** It was written in a group of WhatsApp. */
  groupId: string | null;
  /** The number that the person gave when asked for it (C-34). */
  sharedNumber: string | null;
  body: MessageBody;
  /** One line for the list, in no language: signs stand for kinds. Empty for reactions. */
  preview: string;
  quotedWamid: string | null;
  /** `emoji` null = the reaction was taken back. */
  reaction: { wamid: string; emoji: string | null } | null;
  reply: InboundReply | null;
  referral: InboundReferral | null;
  media: InboundMedia | null;
  forwarded: boolean;
  /** The customer has another number or user id now. */
  identityChange: { waId: string | null; userId: string | null } | null;
  /** From the Business app: another message of the customer was edited or taken back. */
  changes: { wamid: string; kind: 'edit' | 'revoke' } | null;
  /** WhatsApp or we cannot show it: draw a placeholder. */
  unsupported: boolean;
  errors: GraphErrorInput[];
};

/**
 * Reads one inbound message of a webhook (`element.value` of kind `message`). Never throws and never
 * refuses: what it does not know is `unsupported` and still has its id, sender and time.
 */
export const readInbound = (value: unknown): InboundContent => {
  const message = withoutVoice(isObject(value) ? value : {});
  const type = asText(message.type) ?? 'unknown';
  const context = objectOf(message, 'context');
  const reply = readReply(type, message);
  const media = readInboundMedia(type, message);
  const reaction = readReaction(type, message);
  const changes = readChanges(type, message);
  const identityChange = readIdentityChange(type, message);
  const body = bodyOf(type, message, reply);
  return {
    wamid: asText(message.id),
    type,
    from: asText(message.from),
    userId: asText(message.from_user_id),
    groupId: asText(message.group_id),
    sharedNumber: type === 'contacts' ? readSharedNumber(message.contacts) : null,
    body,
    preview: reaction ? '' : previewOf(body),
    quotedWamid: asText(context.id),
    reaction,
    reply,
    referral: readReferral(message),
    media,
    forwarded: context.forwarded === true || context.frequently_forwarded === true,
    identityChange,
    changes,
    unsupported: isUnsupported(body, { type, reaction, reply, changes, message }),
    errors: readErrors(message.errors),
  };
};

/** Before it had `audio.voice`, a voice note was a type of its own. */
const withoutVoice = (message: JsonObject): JsonObject =>
  message.type === 'voice' && isObject(message.voice)
    ? { ...message, type: 'audio', audio: { ...message.voice, voice: true } }
    : message;

const bodyOf = (type: string, message: JsonObject, reply: InboundReply | null): MessageBody => {
  const node = objectOf(message, type);
  const media = readInboundMedia(type, message);
  return {
    type: type === 'edit' ? (asText(objectOf(node, 'message').type) ?? type) : type,
    text: textOf(type, message, node) ?? reply?.title ?? null,
    header: null,
    // What stood below the row that was chosen: a title like "Size M" says little without it.
    footer: reply?.kind === 'list-reply' ? readRowHint(node) : null,
    buttons: [],
    media: media && {
      kind: media.kind,
      mime: media.mime,
      filename: media.filename,
      voice: media.voice,
      url: null,
    },
    location: type === 'location' ? readInboundPlace(node) : null,
    contacts: type === 'contacts' ? readInboundCards(message.contacts) : [],
    ...readInboundExtras(type, message),
  };
};

const textOf = (type: string, message: JsonObject, node: JsonObject): string | null => {
  switch (type) {
    case 'text':
    case 'system':
      return asText(node.body);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return asText(node.caption);
    case 'reaction':
      return asText(node.emoji);
    case 'order':
      return orderText(node);
    case 'edit': {
      const edited = objectOf(node, 'message');
      const inner = asText(edited.type) ?? '';
      return inner === 'edit' ? null : textOf(inner, edited, objectOf(edited, inner));
    }
    default:
      return type === 'unsupported' ? null : asText(objectOf(message, 'text').body);
  }
};

/** Items as `2 × sku (9.5 EUR)`, one a line, under the customer's note. */
const orderText = (order: JsonObject): string | null => {
  const items = (Array.isArray(order.product_items) ? order.product_items : []).filter(isObject);
  const lines = items.map((item) => {
    const price = [asText(item.item_price), asText(item.currency)].filter(Boolean).join(' ');
    const label = `${asText(item.quantity) ?? '1'} × ${asText(item.product_retailer_id) ?? '?'}`;
    return price === '' ? label : `${label} (${price})`;
  });
  return [asText(order.text), ...lines].filter(Boolean).join('\n') || null;
};

const readRowHint = (node: JsonObject): string | null =>
  asText(objectOf(node, 'list_reply').description);

const readReply = (type: string, message: JsonObject): InboundReply | null => {
  if (type === 'button') {
    const button = objectOf(message, 'button');
    const title = asText(button.text) ?? asText(button.payload) ?? '';
    return { kind: 'button', id: asText(button.payload), title };
  }
  if (type !== 'interactive') return null;
  const node = objectOf(message, 'interactive');
  const kind = asText(node.type) ?? '';
  const chosen = objectOf(node, kind);
  const title = asText(chosen.title) ?? asText(chosen.body) ?? '';
  if (kind === 'button_reply') return { kind: 'button-reply', id: asText(chosen.id), title };
  if (kind === 'list_reply') return { kind: 'list-reply', id: asText(chosen.id), title };
  if (kind === 'nfm_reply') return { kind: 'form', id: asText(chosen.response_json), title };
  return { kind: 'other', id: null, title: title || asText(chosen.response) || '' };
};

const readReaction = (type: string, message: JsonObject): InboundContent['reaction'] => {
  const wamid = asText(objectOf(message, 'reaction').message_id);
  if (type !== 'reaction' || wamid === null) return null;
  return { wamid, emoji: asText(objectOf(message, 'reaction').emoji) };
};

const readChanges = (type: string, message: JsonObject): InboundContent['changes'] => {
  if (type !== 'edit' && type !== 'revoke') return null;
  const wamid = asText(objectOf(message, type).original_message_id);
  return wamid === null ? null : { wamid, kind: type };
};

const readIdentityChange = (
  type: string,
  message: JsonObject
): InboundContent['identityChange'] => {
  if (type !== 'system') return null;
  const system = objectOf(message, 'system');
  const waId = asText(system.wa_id) ?? asText(system.new_wa_id);
  const userId = asText(system.user_id);
  return waId === null && userId === null ? null : { waId, userId };
};

const readReferral = (message: JsonObject): InboundReferral | null => {
  if (!isObject(message.referral)) return null;
  const ad = message.referral;
  return {
    sourceType: asText(ad.source_type),
    sourceId: asText(ad.source_id),
    sourceUrl: asText(ad.source_url),
    headline: asText(ad.headline),
    body: asText(ad.body),
    clickId: asText(ad.ctwa_clid),
    mediaType: asText(ad.media_type),
    mediaUrl: asText(ad.image_url) ?? asText(ad.video_url),
    thumbnailUrl: asText(ad.thumbnail_url),
    welcome: asText(objectOf(ad, 'welcome_message').text),
  };
};

const readErrors = (errors: unknown): GraphErrorInput[] =>
  (Array.isArray(errors) ? errors : [])
    .map((error: unknown) => readErrorObject(error))
    .filter((error) => error !== null);

const SIGNS = { image: '📷', video: '🎥', audio: '🎵', document: '📄', sticker: '🏷️' } as const;

/** One line of a message for lists: a sign for what is no text, in no language. */
export const previewOf = (body: MessageBody): string => {
  const text = lineOf(body);
  if (body.media) {
    const sign = body.media.voice ? '🎤' : SIGNS[body.media.kind];
    return [sign, text || body.media.filename].filter(Boolean).join(' ');
  }
  if (body.location)
    return ['📍', body.location.name ?? body.location.address].filter(Boolean).join(' ');
  if (body.contacts.length > 0) return `👤 ${body.contacts.map((c) => c.name).join(', ')}`;
  return body.type === 'order' ? `🛒 ${text}`.trim() : text;
};

type Known = Pick<InboundContent, 'type' | 'reaction' | 'reply' | 'changes'> & {
  message: JsonObject;
};

const isUnsupported = (body: MessageBody, known: Known): boolean => {
  if (known.type === 'unsupported') return true;
  if (known.reaction || known.changes) return false;
  const shown =
    body.text !== null ||
    body.media !== null ||
    body.location !== null ||
    body.contacts.length > 0 ||
    body.call !== undefined;
  // A first greeting has no content of its own, and is not a message that failed to show.
  return !shown && known.type !== 'request_welcome';
};
