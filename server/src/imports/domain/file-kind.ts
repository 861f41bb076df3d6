/** What a file is by its first bytes: a ZIP (XLSX and its kin), a container of old Office programs, no list, or text. */
export type FileKind = 'zip' | 'ole' | 'picture' | 'pdf' | 'text';

const BEGINNINGS: [FileKind, number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]], // PNG
  ['picture', [0xff, 0xd8, 0xff]], // JPEG
  ['picture', [0x47, 0x49, 0x46, 0x38]], // GIF
  ['picture', [0x52, 0x49, 0x46, 0x46]], // WebP
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

export const fileKind = (head: Uint8Array): FileKind =>
  BEGINNINGS.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte))?.[0] ?? 'text';

/** Name of the part by which a container of old Office programs hides a workbook behind a password, as UTF-16. */
export const LOCKED_PART = Buffer.from('EncryptedPackage', 'utf16le');
