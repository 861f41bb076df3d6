/**
 * Browsers record Opus in WebM; WhatsApp takes and sends Opus in Ogg. The sound itself stays untouched: its packets are
 * taken out of the one container and put into the other.
 */

const MASTERS = new Set([0x18538067, 0x1654ae6b, 0xae, 0x1f43b675, 0xa0]);
const CODEC_PRIVATE = 0x63a2;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;

type Element = { id: number; start: number; size: number };

/** A number of variable length; `keep` leaves its length mark in, as ids have it. Unknown sizes come as -1. */
const readNumber = (
  bytes: Uint8Array,
  at: number,
  keep: boolean
): { value: number; length: number } | null => {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  let value = keep ? first : first & (0xff >> length);
  let ones = value === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    const next = bytes[at + index];
    if (next === undefined) return null;
    value = value * 256 + next;
    ones = ones && next === 0xff;
  }
  return { value: !keep && ones ? -1 : value, length };
};

const elementAt = (bytes: Uint8Array, at: number): Element | null => {
  const id = readNumber(bytes, at, true);
  const size = id ? readNumber(bytes, at + id.length, false) : null;
  return id && size
    ? { id: id.value, start: at + id.length + size.length, size: size.value }
    : null;
};

export type OpusSound = { head: Uint8Array; packets: Uint8Array[] };

/** The Opus header and packets of a WebM file with one sound track; null when it is not one. */
export const readWebm = (bytes: Uint8Array): OpusSound | null => {
  let head: Uint8Array | null = null;
  const packets: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    if (!element) break;
    const { id, start, size } = element;
    if (MASTERS.has(id)) {
      at = start; // go inside
      continue;
    }
    if (size < 0) break;
    const content = bytes.subarray(start, start + size);
    if (id === CODEC_PRIVATE) head = content;
    // Track number of one byte, time of two, flags of one; then the packet.
    if (id === SIMPLE_BLOCK || id === BLOCK) packets.push(content.subarray(4));
    at = start + size;
  }
  const isOpus = head !== null && String.fromCharCode(...head.subarray(0, 8)) === 'OpusHead';
  return head && isOpus && packets.length > 0 ? { head, packets } : null;
};

/** Samples at 48 kHz in one Opus packet (RFC 6716, section 3.1). */
export const samplesOf = (packet: Uint8Array): number => {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const perFrame =
    config < 12
      ? ([480, 960, 1920, 2880][config & 3] ?? 960)
      : config < 16
        ? ([480, 960][config & 1] ?? 960)
        : ([120, 240, 480, 960][config & 3] ?? 960);
  const code = toc & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
  return perFrame * frames;
};

const CRC = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1)
    value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

const crcOf = (bytes: Uint8Array): number => {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (CRC[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return crc;
};

type Page = { packets: readonly Uint8Array[]; samples: number; flags: number; index: number };

const lacing = (packet: Uint8Array): number[] => [
  ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
  packet.length % 255,
];

const pageOf = ({ packets, samples, flags, index }: Page): Uint8Array => {
  const segments = packets.flatMap(lacing);
  const body = packets.reduce((sum, packet) => sum + packet.length, 0);
  const page = new Uint8Array(27 + segments.length + body);
  const view = new DataView(page.buffer);
  page.set([0x4f, 0x67, 0x67, 0x53, 0, flags]);
  view.setBigUint64(6, BigInt(samples), true);
  view.setUint32(14, 1, true);
  view.setUint32(18, index, true);
  page[26] = segments.length;
  page.set(segments, 27);
  let at = 27 + segments.length;
  for (const packet of packets) {
    page.set(packet, at);
    at += packet.length;
  }
  view.setUint32(22, crcOf(page), true);
  return page;
};

const tags = (): Uint8Array => {
  const vendor = new TextEncoder().encode('recorder');
  const bytes = new Uint8Array(8 + 4 + vendor.length + 4);
  bytes.set(new TextEncoder().encode('OpusTags'));
  new DataView(bytes.buffer).setUint32(8, vendor.length, true);
  bytes.set(vendor, 12);
  return bytes;
};

const SEGMENTS_PER_PAGE = 255;
const PACKETS_PER_PAGE = 50;
const FIRST = 2;
const LAST = 4;

/** The same packets as an Ogg file. */
export const writeOgg = ({ head, packets }: OpusSound): Uint8Array[] => {
  const pages = [
    pageOf({ packets: [head], samples: 0, flags: FIRST, index: 0 }),
    pageOf({ packets: [tags()], samples: 0, flags: 0, index: 1 }),
  ];
  let samples = 0;
  let group: Uint8Array[] = [];
  let segments = 0;
  const flush = (flags: number): void => {
    pages.push(pageOf({ packets: group, samples, flags, index: pages.length }));
    group = [];
    segments = 0;
  };
  for (const packet of packets) {
    const needed = lacing(packet).length;
    if (group.length >= PACKETS_PER_PAGE || segments + needed > SEGMENTS_PER_PAGE) flush(0);
    group.push(packet);
    segments += needed;
    samples += samplesOf(packet);
  }
  flush(LAST);
  return pages;
};
