import type {
  ContactCard,
  Interactive,
  LocationData,
  MediaRef,
  MessageContent,
  MessagePayload,
  Recipient,
  TemplateComponent,
} from './message-types';

export type MessageOptions = {
  to: Recipient;
  /** Comes back in every status of the message; at most 512 characters. */
  callbackData?: string;
  /** wamid of the message that this one answers. Meta ignores it for reactions, so it is left out there. */
  replyTo?: string;
};

/** Puts address, quote and token around a content. Check the result with `checkMessage` before it is sent. */
export const buildMessage = (content: MessageContent, options: MessageOptions): MessagePayload => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  ...(options.to.kind === 'phone' ? { to: options.to.e164 } : { recipient: options.to.userId }),
  ...content,
  ...(options.replyTo !== undefined && content.type !== 'reaction'
    ? { context: { message_id: options.replyTo } }
    : {}),
  ...(options.callbackData === undefined ? {} : { biz_opaque_callback_data: options.callbackData }),
});

/** Text; a link in it is previewed only when asked for. */
export const text = (body: string, previewUrl = false): MessageContent => ({
  type: 'text',
  text: previewUrl ? { body, preview_url: true } : { body },
});

const withCaption = <T extends MediaRef>(media: T, caption?: string): T & { caption?: string } =>
  caption === undefined || caption === '' ? media : { ...media, caption };

export const image = (media: MediaRef, caption?: string): MessageContent => ({
  type: 'image',
  image: withCaption(media, caption),
});

export const video = (media: MediaRef, caption?: string): MessageContent => ({
  type: 'video',
  video: withCaption(media, caption),
});

/** `voice` draws it as a voice note; the file must then be OGG with the OPUS codec. */
export const audio = (media: MediaRef, voice = false): MessageContent => ({
  type: 'audio',
  audio: voice ? { ...media, voice: true } : media,
});

/** `filename` with its extension decides the icon that the customer sees. */
export const document = (
  media: MediaRef,
  { caption, filename }: { caption?: string; filename?: string } = {}
): MessageContent => ({
  type: 'document',
  document: { ...withCaption(media, caption), ...(filename === undefined ? {} : { filename }) },
});

export const sticker = (media: MediaRef): MessageContent => ({ type: 'sticker', sticker: media });

export const location = (place: LocationData): MessageContent => ({
  type: 'location',
  location: place,
});

export const contacts = (cards: ContactCard[]): MessageContent => ({
  type: 'contacts',
  contacts: cards,
});

/** An empty emoji takes the reaction back. */
export const reaction = (wamid: string, emoji: string): MessageContent => ({
  type: 'reaction',
  reaction: { message_id: wamid, emoji },
});

export const interactive = (content: Interactive): MessageContent => ({
  type: 'interactive',
  interactive: content,
});

/** `components` as `buildTemplateComponents` makes them; none for a template without variables. */
export const template = (
  name: string,
  language: string,
  components: TemplateComponent[] = []
): MessageContent => ({
  type: 'template',
  template: {
    name,
    language: { code: language },
    ...(components.length === 0 ? {} : { components }),
  },
});

/** The body that marks a message, and all before it, as read; with `typing` the customer sees "typing" for up to 25 s. */
export const readMark = (wamid: string, typing = false): Record<string, unknown> => ({
  messaging_product: 'whatsapp',
  status: 'read',
  message_id: wamid,
  ...(typing ? { typing_indicator: { type: 'text' } } : {}),
});
