import { deflateSync } from 'node:zlib';

const width = 320;
const height = 200;

/** Three cups seen from above, on a table: centre, size. */
const cups = [
  [90, 80, 46],
  [190, 130, 52],
  [262, 62, 34],
] as const;

/** Saucer, cup and coffee from the outside in; the table where there is none. */
const colorAt = (x: number, y: number): readonly [number, number, number] => {
  for (const [cx, cy, size] of cups) {
    const share = Math.hypot(x - cx, y - cy) / size;
    if (share < 0.42) return [74, 44, 28];
    if (share < 0.58) return [250, 246, 238];
    if (share < 0.95) return [42, 111, 151];
    if (share < 1) return [250, 246, 238];
  }
  const grain = Math.round(8 * Math.sin(y / 7 + Math.sin(x / 60) * 2));
  return [196 + grain, 164 + grain, 124 + grain];
};

const pixels = (): Buffer => {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows.set(colorAt(x, y), y * (width * 3 + 1) + 1 + x * 3);
  return rows;
};

const crc32 = (bytes: Buffer): number => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};

/** A picture that a customer could have taken, drawn here so that no file has to be kept: PNG as base64. */
export const cupsPicture = (): string => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8); // 8 bits, three colours
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(pixels())),
    chunk('IEND', Buffer.alloc(0)),
  ]).toString('base64');
};
