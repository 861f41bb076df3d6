/**
 * What WhatsApp takes as a file, judged by the file's own first bytes, never by its name alone. One rule for the browser
 * (before anything is uploaded) and the server (which trusts no one's word). Source: Meta, Cloud API › Reference › Media:
 * supported types and sizes.
 */
export const MEDIA_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

const KB = 1024;
const MB = 1024 * KB;

/** Largest size by kind, in bytes. Animated stickers may have 500 KB; a still one 100 KB (`STILL_STICKER_MAX`). */
export const MEDIA_MAX_BYTES: Readonly<Record<MediaKind, number>> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
  sticker: 500 * KB,
};
export const STILL_STICKER_MAX = 100 * KB;

/** A caption may have this many characters; sound and stickers have none. */
export const CAPTION_MAX = 1024;
export const takesCaption = (kind: MediaKind): boolean => kind !== 'audio' && kind !== 'sticker';

/** This many first bytes of a file are enough for every rule below. */
export const HEAD_BYTES = 4096;

const WORD = 'application/vnd.openxmlformats-officedocument.';
const DOCUMENTS: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  txt: 'text/plain',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  docx: `${WORD}wordprocessingml.document`,
  xlsx: `${WORD}spreadsheetml.sheet`,
  pptx: `${WORD}presentationml.presentation`,
};

const BY_MIME: Readonly<Record<string, MediaKind>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'sticker',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
  ...Object.fromEntries(
    Object.values(DOCUMENTS).map((mime): [string, MediaKind] => [mime, 'document'])
  ),
};

/** Kind in which WhatsApp takes a type, or null when it takes none of it. */
export const kindOfMime = (mime: string): MediaKind | null =>
  BY_MIME[(mime.split(';')[0] ?? '').trim().toLowerCase()] ?? null;

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  ...Object.fromEntries(Object.entries(DOCUMENTS).map(([ending, mime]) => [mime, ending])),
};

/** The ending of a name by which a file of this type is served as what it is; `bin` for all that WhatsApp does not take. */
export const extensionOfMime = (mime: string): string => ENDINGS[mime] ?? 'bin';

const latin = (head: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...head.subarray(from, from + length));

const begins = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);

/** Brands of the ISO container: sound only, 3GPP, or film. */
const isoType = (head: Uint8Array): string => {
  const brand = latin(head, 8, 4);
  if (/^(?:M4A|M4B|M4P)/.test(brand)) return 'audio/mp4';
  if (/^3g/.test(brand)) return 'video/3gpp';
  if (/^(?:heic|heix|mif1|msf1|hevc)/.test(brand)) return 'image/heic';
  if (/^avi[fs]/.test(brand)) return 'image/avif';
  if (/^qt/.test(brand)) return 'video/quicktime';
  return hasVideoTrack(head) ? 'video/mp4' : 'audio/mp4';
};

/** A container whose beginning names a sound handler and no picture handler is sound; unknown counts as film. */
const hasVideoTrack = (head: Uint8Array): boolean => {
  const text = latin(head, 0, head.length);
  return text.includes('vide') || !text.includes('soun');
};

const SIGNATURES: readonly (readonly [string, (head: Uint8Array) => boolean])[] = [
  ['image/jpeg', (h) => begins(h, 0xff, 0xd8, 0xff)],
  ['image/png', (h) => begins(h, 0x89, 0x50, 0x4e, 0x47)],
  ['image/webp', (h) => latin(h, 0, 4) === 'RIFF' && latin(h, 8, 4) === 'WEBP'],
  ['image/gif', (h) => latin(h, 0, 4) === 'GIF8'],
  ['image/bmp', (h) => latin(h, 0, 2) === 'BM' && h.length > 14 && h[6] === 0 && h[7] === 0],
  ['application/pdf', (h) => latin(h, 0, 1024).includes('%PDF-')],
  ['audio/ogg', (h) => latin(h, 0, 4) === 'OggS'],
  ['audio/amr', (h) => latin(h, 0, 5) === '#!AMR'],
  ['audio/wav', (h) => latin(h, 0, 4) === 'RIFF' && latin(h, 8, 4) === 'WAVE'],
  ['video/webm', (h) => begins(h, 0x1a, 0x45, 0xdf, 0xa3)],
  ['audio/mpeg', (h) => latin(h, 0, 3) === 'ID3'],
  // A frame of MPEG sound: layer III; ADTS (AAC) has layer 0 in the same bits.
  ['audio/aac', (h) => h[0] === 0xff && ((h[1] ?? 0) & 0xf6) === 0xf0],
  ['audio/mpeg', (h) => h[0] === 0xff && ((h[1] ?? 0) & 0xe6) === 0xe2],
];

const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];
/** Bytes that never stand in a text file. */
const CONTROL = /[\u0000-\u0008\u000e-\u001a]/;
/** What a browser would run when it is opened from a saved file; WhatsApp takes none of it as a document either. */
const ACTIVE_TEXT = /^\s*(?:<!doctype html|<html|<script|<svg|<\?xml|<head|<body)/i;

const extensionOf = (name: string): string =>
  (/\.([a-z0-9]{1,8})$/i.exec(name)?.[1] ?? '').toLowerCase();

/** Archives and old Office files look alike inside: there the name's ending says which of them it is. */
const documentType = (head: Uint8Array, name: string): string | null => {
  const extension = extensionOf(name);
  if (begins(head, 0x50, 0x4b, 0x03, 0x04))
    return /^(?:docx|xlsx|pptx)$/.test(extension)
      ? (DOCUMENTS[extension] ?? null)
      : 'application/zip';
  if (begins(head, ...OLD_OFFICE))
    return /^(?:doc|xls|ppt)$/.test(extension) ? (DOCUMENTS[extension] ?? null) : null;
  return null;
};

const textType = (head: Uint8Array): string | null => {
  const text = latin(head, 0, head.length);
  if (head.length === 0 || CONTROL.test(text)) return null;
  return ACTIVE_TEXT.test(text) ? 'text/html' : 'text/plain';
};

/** The MIME type that the first bytes show; null = nothing that is known. */
export const typeOfContent = (head: Uint8Array, name: string): string | null => {
  if (head.length >= 12 && latin(head, 4, 4) === 'ftyp') return isoType(head);
  const found = SIGNATURES.find(([, fits]) => fits(head));
  return found?.[0] ?? documentType(head, name) ?? textType(head);
};

export interface FileFacts {
  readonly name: string;
  readonly sizeBytes: number;
  /** The first bytes, `HEAD_BYTES` of them where there are this many. */
  readonly head: Uint8Array;
}

export type FileVerdict =
  | { readonly ok: true; readonly kind: MediaKind; readonly mime: string }
  | {
      readonly ok: false;
      readonly why: 'empty' | 'type' | 'too-large';
      /** Kind whose limit it breaks; null when WhatsApp takes no such file at all. */
      readonly kind: MediaKind | null;
      readonly mime: string | null;
      readonly maxBytes: number | null;
      /** A browser can mend it: make the picture smaller, or a JPEG of it. */
      readonly canShrink: boolean;
    };

/** Pictures that a browser can draw and give out again as JPEG. */
const DRAWABLE = /^image\/(?:jpeg|png|webp|gif|bmp|avif)$/;

const isAnimated = (head: Uint8Array): boolean => latin(head, 0, head.length).includes('ANIM');

const limitOf = (kind: MediaKind, head: Uint8Array): number =>
  kind === 'sticker' && !isAnimated(head) ? STILL_STICKER_MAX : MEDIA_MAX_BYTES[kind];

const judge = (
  { sizeBytes, mime, max }: { sizeBytes: number; mime: string | null; max: number },
  as: MediaKind | undefined
): FileVerdict => {
  const own = mime === null ? null : kindOfMime(mime);
  const refused = (why: 'empty' | 'type' | 'too-large', maxBytes: number | null): FileVerdict => ({
    ok: false,
    why,
    kind: own,
    mime,
    maxBytes,
    canShrink: why !== 'empty' && mime !== null && DRAWABLE.test(mime),
  });
  if (sizeBytes === 0) return refused('empty', null);
  if (mime === null || own === null) return refused('type', null);
  if (as !== undefined && as !== own && as !== 'document') return refused('type', null);
  if (sizeBytes > max) return refused('too-large', max);
  return { ok: true, kind: as ?? own, mime };
};

/**
 * May this file be sent, and as what? `as` asks for a document instead of what it is by itself, so that its name and
 * quality stay; the size limit stays that of its own kind, because the upload judges by type.
 */
export const judgeFile = ({ name, sizeBytes, head }: FileFacts, as?: MediaKind): FileVerdict => {
  const mime = typeOfContent(head, name);
  const kind = mime === null ? null : kindOfMime(mime);
  return judge({ sizeBytes, mime, max: kind === null ? 0 : limitOf(kind, head) }, as);
};

/** The same for a file of which only the declared type is known here; the server looks into it before it is sent. */
export const judgeDeclared = (
  { sizeBytes, mime }: { sizeBytes: number; mime: string },
  as?: MediaKind
): FileVerdict => {
  const plain = (mime.split(';')[0] ?? '').trim().toLowerCase();
  const kind = kindOfMime(plain);
  return judge({ sizeBytes, mime: plain, max: kind === null ? 0 : MEDIA_MAX_BYTES[kind] }, as);
};

/** A voice note as WhatsApp draws it: OGG with the OPUS codec. */
export const isVoice = (mime: string, head: Uint8Array): boolean =>
  mime === 'audio/ogg' && latin(head, 0, 64).includes('OpusHead');
