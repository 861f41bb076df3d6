import { audio, document, image, sticker, video } from '../cloud-api/messages';
import type { MessageContent } from '../cloud-api/message-types';
import type { MessageBody } from '../contracts/conversations';
import { CAPTION_MAX, takesCaption, type MediaKind } from '../contracts/media-rules';
import type { FileRef } from '../contracts/media';
import { DomainError } from '../kernel/errors';

/** What a message with a file says; `as` a document keeps name and quality of a picture, film or sound. */
export interface MediaIntent {
  type: 'media';
  file: FileRef;
  as?: 'document' | undefined;
  /** Draw sound as a voice note, where its codec allows it. */
  voice?: boolean | undefined;
  caption?: string | undefined;
  replyTo?: number | undefined;
}

/** What must be known of a file to send it. */
export interface KnownFile {
  name: string;
  mime: string;
  kind: MediaKind;
  voice: boolean;
  sizeBytes: number;
}

const MARK = 'file:';
const SHAPE = /^file:(attached|library):(\d{1,10})$/;

/** Stands where Meta's id of the file comes before the send: a file is uploaded after its message is recorded. */
export const placeholderOf = ({ from, id }: FileRef): string => `${MARK}${from}:${id}`;

const readPlaceholder = (value: unknown): FileRef | null => {
  const match = typeof value === 'string' ? SHAPE.exec(value) : null;
  return match ? { from: match[1] as FileRef['from'], id: Number(match[2]) } : null;
};

const walk = (value: unknown, visit: (text: string) => string): unknown => {
  if (typeof value === 'string') return value.startsWith(MARK) ? visit(value) : value;
  if (Array.isArray(value)) return value.map((one) => walk(one, visit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]): [string, unknown] => [
      key,
      // Texts of people are never taken for a placeholder: it stands under `id` alone.
      key === 'id' || typeof one === 'object' ? walk(one, visit) : one,
    ])
  );
};

/** Files whose ids at Meta are still to be filled in, each once. */
export const filesIn = (content: MessageContent): FileRef[] => {
  const found = new Map<string, FileRef>();
  walk(content, (text) => {
    const ref = readPlaceholder(text);
    if (ref) found.set(text, ref);
    return text;
  });
  return [...found.values()];
};

/** The content with ids of Meta in place of the files. */
export const withIds = (content: MessageContent, idOf: (file: FileRef) => string): MessageContent =>
  walk(content, (text) => {
    const ref = readPlaceholder(text);
    return ref ? idOf(ref) : text;
  }) as MessageContent;

const KINDS = new Set<string>(['image', 'video', 'audio', 'document', 'sticker']);

/** Meta's ids of the files in a content that was sent, also in the headers of templates and questions. */
export const metaIdsIn = (content: unknown): string[] => {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, one]: [string, unknown]) => {
    const id = KINDS.has(key) && typeof one === 'object' && one !== null && 'id' in one && one.id;
    return typeof id === 'string' && !id.startsWith(MARK) ? [id] : metaIdsIn(one);
  });
};

const captionOf = (kind: MediaKind, caption: string | undefined): string | undefined => {
  if (caption === undefined || caption.trim() === '') return undefined;
  if (!takesCaption(kind)) {
    throw new DomainError('no-caption', 'audio and stickers cannot have a caption', {
      field: 'caption',
      remedy: 'Send the text as a separate message.',
    });
  }
  if (caption.length > CAPTION_MAX) {
    throw new DomainError('caption-too-long', `a caption has at most ${CAPTION_MAX} characters`, {
      field: 'caption',
      limit: CAPTION_MAX,
      remedy: 'Shorten the caption, or send the rest as a separate message.',
    });
  }
  return caption;
};

const contentOf = (
  kind: MediaKind,
  media: { id: string },
  { caption, voice, name }: { caption: string | undefined; voice: boolean; name: string }
): MessageContent => {
  switch (kind) {
    case 'image':
      return image(media, caption);
    case 'video':
      return video(media, caption);
    case 'audio':
      return audio(media, voice);
    case 'sticker':
      return sticker(media);
    case 'document':
      return document(media, { filename: name, ...(caption === undefined ? {} : { caption }) });
  }
};

/** A message that carries a file, as it is posted under this id and as it is drawn. */
export const fileMessage = (
  file: KnownFile,
  { id, kind, caption, voice }: { id: string; kind: MediaKind; caption?: string; voice: boolean }
): { content: MessageContent; body: MessageBody } => {
  const { name, mime, sizeBytes } = file;
  return {
    content: contentOf(kind, { id }, { caption, voice, name }),
    body: {
      type: kind,
      text: caption ?? null,
      header: null,
      footer: null,
      buttons: [],
      media: { kind, mime, filename: name, voice, url: null, sizeBytes },
      location: null,
      contacts: [],
    },
  };
};

/** What a person or a bot wants to send with a file; a placeholder stands for Meta's id. Throws what hinders it. */
export const renderMedia = (
  intent: MediaIntent,
  file: KnownFile
): { content: MessageContent; body: MessageBody } => {
  const kind = intent.as ?? file.kind;
  const caption = captionOf(kind, intent.caption);
  const voice = kind === 'audio' && intent.voice === true && file.voice;
  const id = placeholderOf(intent.file);
  return fileMessage(file, { id, kind, voice, ...(caption === undefined ? {} : { caption }) });
};
