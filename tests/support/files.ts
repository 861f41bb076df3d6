import { randomBytes } from 'node:crypto';

/** Small files whose first bytes are those of the real thing; the rest is noise, so that no two are alike. */
const filled = (head: Buffer | string, size: number): Buffer => {
  const start = Buffer.isBuffer(head) ? head : Buffer.from(head, 'latin1');
  return Buffer.concat([start, randomBytes(Math.max(0, size - start.length))]);
};

export const aJpeg = (size = 20_000): Buffer =>
  filled(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]), size);
export const aPng = (size = 20_000): Buffer =>
  filled(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), size);
export const aPdf = (size = 20_000): Buffer => filled('%PDF-1.7\n', size);
export const anMp4 = (size = 20_000): Buffer =>
  filled(
    '\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2\x00\x00\x00\x20moov....hdlr....vide',
    size
  );
export const aVoice = (size = 9_000): Buffer =>
  filled(
    'OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x13OpusHead\x01\x01',
    size
  );
export const anMp3 = (size = 9_000): Buffer => filled('ID3\x04\x00\x00\x00\x00\x00\x00', size);
export const aDocx = (size = 9_000): Buffer => filled('PK\x03\x04\x14\x00\x06\x00', size);
export const aWebp = (size = 9_000): Buffer => filled('RIFF\x00\x00\x00\x00WEBPVP8 ', size);
export const aGif = (size = 9_000): Buffer => filled('GIF89a', size);
