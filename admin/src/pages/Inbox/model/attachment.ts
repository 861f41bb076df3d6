import type { FileRef } from '../../../../../server/src/contracts/media';
import { CAPTION_MAX, type FileVerdict } from '../../../../../server/src/contracts/media-rules';
import type { MessageBody } from '../../../../../server/src/contracts/conversations';

/** Where a file is on its way into the message: at the device, going up, or kept by the server. */
export type UploadState = 'waiting' | 'running' | 'done' | 'failed';

export interface Attachment {
  readonly key: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Null for a file of the media library. */
  readonly file: File | null;
  /** Null while it is being looked at. */
  readonly verdict: FileVerdict | null;
  readonly asDocument: boolean;
  /** OGG with OPUS that was recorded here: goes as a voice note. */
  readonly voice: boolean;
  readonly upload: UploadState;
  /** 0 to 1. */
  readonly progress: number;
  readonly ref: FileRef | null;
  readonly error: unknown;
  /** Address in this browser, to draw it before it is sent. */
  readonly previewUrl: string | null;
}

export const isRefused = ({ verdict }: Attachment): boolean => verdict !== null && !verdict.ok;
export const isReady = (one: Attachment): boolean => one.ref !== null && one.verdict?.ok === true;

/** What holds the Send button back; null when everything may go. */
export const holdUp = (
  attachments: readonly Attachment[]
): 'refused' | 'failed' | 'busy' | null => {
  if (attachments.some(isRefused)) return 'refused';
  if (attachments.some(({ upload }) => upload === 'failed')) return 'failed';
  return attachments.every(isReady) ? null : 'busy';
};

/** The kind in which it goes. */
export const kindOf = ({ verdict, asDocument }: Attachment) =>
  verdict?.ok ? (asDocument ? 'document' : verdict.kind) : null;

/** A picture, film or sound may go as a document; a document is one already. */
export const mayBeDocument = ({ verdict }: Attachment): boolean =>
  verdict?.ok === true && verdict.kind !== 'document' && verdict.kind !== 'sticker';

const takesCaption = (one: Attachment): boolean =>
  ['image', 'video', 'document'].includes(kindOf(one) ?? '');

/**
 * Where the text of the composer goes when files are attached: as caption of the first file that takes one, or as a
 * message of its own after them, when none does or the text is longer than a caption may be.
 */
export const captionTarget = (text: string, attachments: readonly Attachment[]): string | null => {
  const length = text.trim().length;
  if (length === 0 || length > CAPTION_MAX) return null;
  return attachments.find(takesCaption)?.key ?? null;
};

/** The bubble before the server has answered. */
export const mediaPreview = (one: Attachment, caption: string): MessageBody => {
  const kind = kindOf(one) ?? 'document';
  return {
    type: kind,
    text: caption === '' ? null : caption,
    header: null,
    footer: null,
    buttons: [],
    media: {
      kind,
      mime: one.verdict?.mime ?? null,
      filename: one.name,
      voice: one.voice,
      url: one.previewUrl,
      sizeBytes: one.sizeBytes,
    },
    location: null,
    contacts: [],
  };
};

/** A file from the clipboard has no name worth keeping. */
export const nameOfPasted = (file: { name: string; type: string }, now: Date): string => {
  if (file.name && !/^image\.(?:png|jpe?g)$/i.test(file.name)) return file.name;
  const ending = /^image\/(png|jpeg)$/.exec(file.type)?.[1] ?? 'bin';
  const stamp = now.toISOString().slice(0, 19).replace(/[:T]/g, '-');
  return `${stamp}.${ending === 'jpeg' ? 'jpg' : ending}`;
};
