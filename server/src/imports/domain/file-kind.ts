/** What a file is by its first bytes: a ZIP (XLSX and its kin), a container of old Office programs, no list, or text. */
export type FileKind = 'zip' | 'ole' | 'picture' | 'pdf' | 'text';

/** Bytes that a file begins with; null stands for any byte. */
type Beginning = readonly (number | null)[];

const bytesOf = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

/** What HEIC and AVIF files call themselves behind `ftyp`. A video begins in the same way, with another name. */
const IMAGE_BRANDS = 'heic heix hevc hevx heim heis mif1 msf1 avif avis'.split(' ');

const BEGINNINGS: readonly (readonly [FileKind, Beginning])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]], // PNG
  ['picture', [0xff, 0xd8, 0xff]], // JPEG
  ['picture', [0x47, 0x49, 0x46, 0x38]], // GIF
  ['picture', [0x52, 0x49, 0x46, 0x46]], // WebP
  ...IMAGE_BRANDS.map((brand) => ['picture', [0, 0, 0, null, ...bytesOf(`ftyp${brand}`)]] as const),
  // BMP. A list may begin with these two letters too, but has no zeros where the length of the second header is written.
  ['picture', [...bytesOf('BM'), ...Array.from({ length: 13 }, () => null), 0, 0, 0]],
  ['picture', [...bytesOf('II'), 0x2a, 0]], // TIFF, in both orders of bytes
  ['picture', [...bytesOf('MM'), 0, 0x2a]],
  ['picture', [...bytesOf('II'), 0x2b, 0]], // TIFF of more than 4 GB
  ['picture', [...bytesOf('MM'), 0, 0x2b]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

export const fileKind = (head: Uint8Array): FileKind =>
  BEGINNINGS.find(([, bytes]) =>
    bytes.every((byte, i) => byte === null || head[i] === byte)
  )?.[0] ?? 'text';

/** Name of the part by which a container of old Office programs hides a workbook behind a password, as UTF-16. */
export const LOCKED_PART = Buffer.from('EncryptedPackage', 'utf16le');
