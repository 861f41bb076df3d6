import { contacts, interactive, location } from '../cloud-api/messages';
import type { ContactCard, MessageContent } from '../cloud-api/message-types';
import type { ChatCard } from '../contracts/chat-content';
import type { MessageBody } from '../contracts/conversations';
import { textBody } from './text-message';

/** A place on the map. */
export interface LocationIntent {
  type: 'location';
  latitude: number;
  longitude: number;
  name?: string | undefined;
  address?: string | undefined;
  replyTo?: number | undefined;
}

/** Cards of people, which the customer can save or write to. */
export interface ContactsIntent {
  type: 'contacts';
  cards: ChatCard[];
  replyTo?: number | undefined;
}

/** Asks for the position; the customer sends it at a press. */
export interface AskLocationIntent {
  type: 'location-request';
  text: string;
  replyTo?: number | undefined;
}

/** Content that was rendered before: what has failed goes once more as it was. */
export interface RenderedIntent {
  type: 'rendered';
  content: MessageContent;
  body: MessageBody;
  /** wamid of the message that it answers. */
  quoted: string | null;
}

interface Drawn {
  content: MessageContent;
  body: MessageBody;
}

const renderLocation = ({ latitude, longitude, name, address }: LocationIntent): Drawn => ({
  content: location({
    latitude,
    longitude,
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
  }),
  body: {
    ...textBody(''),
    text: null,
    type: 'location',
    location: { latitude, longitude, name: name || null, address: address || null },
  },
});

/** Meta wants a part of the name beside the whole: what stands before the last word is the given name. */
const cardName = (name: string): ContactCard['name'] => {
  const [last = name, ...before] = name.split(/\s+/).reverse();
  return before.length === 0
    ? { formatted_name: name, first_name: name }
    : { formatted_name: name, first_name: before.reverse().join(' '), last_name: last };
};

const cardOf = ({ name, phones, email, company }: ChatCard): ContactCard => ({
  name: cardName(name),
  phones: phones.map(({ phone, waId }) => ({ phone, ...(waId ? { wa_id: waId } : {}) })),
  ...(email ? { emails: [{ email }] } : {}),
  ...(company ? { org: { company } } : {}),
});

const renderCards = ({ cards }: ContactsIntent): Drawn => ({
  content: contacts(cards.map(cardOf)),
  body: {
    ...textBody(''),
    text: null,
    type: 'contacts',
    contacts: cards.map(({ name, phones }) => ({ name, phones: phones.map(({ phone }) => phone) })),
  },
});

const renderAsk = ({ text }: AskLocationIntent): Drawn => ({
  content: interactive({
    type: 'location_request_message',
    body: { text },
    action: { name: 'send_location' },
  }),
  body: { ...textBody(text), type: 'location-request' },
});

export type PlaceContent = LocationIntent | ContactsIntent | AskLocationIntent | RenderedIntent;

/** Such a content as Meta takes it and as it is drawn. */
export const renderPlace = (content: PlaceContent): Drawn => {
  switch (content.type) {
    case 'location':
      return renderLocation(content);
    case 'contacts':
      return renderCards(content);
    case 'location-request':
      return renderAsk(content);
    case 'rendered':
      return { content: content.content, body: content.body };
  }
};
