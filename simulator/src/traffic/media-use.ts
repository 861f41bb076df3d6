import type { MediaType } from '../checks/media-node';
import { textAt, type JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import type { BusinessNumber } from '../world/accounts';

const MB = 1024 * 1024;

const ALLOWED: Readonly<Record<MediaType, { mimes: RegExp; max: number }>> = {
  image: { mimes: /^image\/(jpeg|png)$/, max: 5 * MB },
  video: { mimes: /^video\/(mp4|3gpp)$/, max: 16 * MB },
  audio: { mimes: /^audio\/(aac|amr|mpeg|mp4|ogg)$/, max: 16 * MB },
  document: { mimes: /^[\w.+-]+\/[\w.+-]+$/, max: 100 * MB },
  sticker: { mimes: /^image\/webp$/, max: 500 * 1024 },
};

const DOCUMENTS = [
  'text/plain',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
];

const plain = (mime: string): string => (mime.split(';')[0] ?? '').trim().toLowerCase();

/** Which kind of media a MIME type is, or undefined if WhatsApp takes none of it. */
export const mediaKindOf = (mime: string): MediaType | undefined => {
  const type = plain(mime);
  if (DOCUMENTS.includes(type)) return 'document';
  return (['image', 'video', 'audio', 'sticker'] as const).find((kind) =>
    ALLOWED[kind].mimes.test(type)
  );
};

export const maxBytesOf = (kind: MediaType): number => ALLOWED[kind].max;

const SIGNATURES: readonly (readonly [RegExp, (bytes: Buffer) => boolean])[] = [
  [/^image\/jpeg$/, (b) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  [/^image\/png$/, (b) => b.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))],
  [
    /^image\/webp$/,
    (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
  ],
  [/^application\/pdf$/, (b) => b.toString('latin1', 0, 5) === '%PDF-'],
  [/^(video\/(mp4|3gpp)|audio\/mp4)$/, (b) => b.toString('latin1', 4, 8) === 'ftyp'],
  [/^audio\/ogg$/, (b) => b.toString('latin1', 0, 4) === 'OggS'],
  [/^audio\/amr$/, (b) => b.toString('latin1', 0, 5) === '#!AMR'],
];

/** Whether the bytes are what the MIME type says; types without a known signature pass. */
export const contentMatches = (mime: string, bytes: Buffer): boolean => {
  const type = plain(mime);
  const check = SIGNATURES.find(([pattern]) => pattern.test(type))?.[1];
  return check ? check(bytes) : true;
};

/** Why an uploaded media cannot be sent as this message type; null = it can. */
export const mediaProblem = (
  sim: Sim,
  number: BusinessNumber,
  use: { type: MediaType; node: JsonObject }
): string | null => {
  const id = textAt(use.node, 'id');
  if (id === undefined) return null;
  const record = sim.media.get(id, sim.clock.now());
  if (!record || record.phoneNumberId !== number.id) return null;
  const rule = ALLOWED[use.type];
  if (!rule.mimes.test(plain(record.mimeType)))
    return `Media of type ${record.mimeType} cannot be sent as ${use.type}.`;
  if (record.bytes.length > rule.max) return `The file is larger than ${rule.max} bytes.`;
  return contentMatches(record.mimeType, record.bytes)
    ? null
    : `The content of the file is not ${record.mimeType}.`;
};
