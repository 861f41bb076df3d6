import type { MessageBody } from '../contracts/conversations';
import { asText, isObject, type JsonObject } from './webhook-element';

/** A file of the customer, as Meta names it. Its id lives seven days. */
export type InboundMedia = {
  kind: NonNullable<MessageBody['media']>['kind'];
  id: string | null;
  mime: string | null;
  /** Base64 or hex, as it came. */
  sha256: string | null;
  /** Direct address, valid some minutes and only with the token. */
  url: string | null;
  filename: string | null;
  voice: boolean;
  animated: boolean;
};

const KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;

/** The file of a media message; null for other types, and when the message has no node of its type. */
export const readInboundMedia = (type: string, message: JsonObject): InboundMedia | null => {
  const kind = KINDS.find((k) => k === type);
  const node = kind && message[kind];
  if (!kind || !isObject(node)) return null;
  return {
    kind,
    id: asText(node.id),
    mime: asText(node.mime_type),
    sha256: asText(node.sha256),
    url: asText(node.url),
    filename: asText(node.filename),
    voice: node.voice === true,
    animated: node.animated === true,
  };
};

/** A place with real coordinates, else null. */
export const readInboundPlace = (node: JsonObject): MessageBody['location'] => {
  const latitude = Number(asText(node.latitude) ?? 'none');
  const longitude = Number(asText(node.longitude) ?? 'none');
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  const url = asText(node.url);
  return {
    latitude,
    longitude,
    name: asText(node.name),
    address: asText(node.address),
    ...(url === null ? {} : { url }),
  };
};

/** Contact cards by name and numbers; a card without a name shows its first number. */
export const readInboundCards = (cards: unknown): MessageBody['contacts'] =>
  (Array.isArray(cards) ? cards : []).filter(isObject).map((card) => {
    const name = isObject(card.name) ? card.name : {};
    const phones = (Array.isArray(card.phones) ? card.phones : [])
      .filter(isObject)
      .map((p) => asText(p.phone) ?? asText(p.wa_id))
      .filter((p) => p !== null);
    return {
      name: asText(name.formatted_name) ?? asText(name.first_name) ?? phones[0] ?? '?',
      phones,
    };
  });

/** The number of the person who answers a request for it; cards that people pass on say `origin: other`, or nothing. */
export const readSharedNumber = (cards: unknown): string | null => {
  const [card] = (Array.isArray(cards) ? cards : []).filter(isObject);
  if (card?.origin !== 'contact_request' || !Array.isArray(card.phones)) return null;
  const [phone] = card.phones.filter(isObject);
  const digits = (asText(phone?.wa_id) ?? asText(phone?.phone))?.replace(/\D/g, '');
  return digits || null;
};
