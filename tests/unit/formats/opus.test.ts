import { readWebm, samplesOf, writeOgg } from '../../../formats/opus';
import { OPUS_HEAD, opusInWebm, opusPacket } from '../../support/opus-webm';

const webm = opusInWebm();

/** The page check-sum as RFC 3533 defines it, bit by bit. */
const crcOf = (bytes: Buffer): number => {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
};

describe('a voice recorded in a browser', () => {
  it('is read out of its WebM, packet by packet, over clusters of unknown size', () => {
    const sound = readWebm(webm);
    expect(Buffer.from(sound?.head ?? []).toString('latin1', 0, 8)).toBe('OpusHead');
    expect(sound?.packets.map((bytes) => [...bytes])).toEqual([
      opusPacket(1),
      opusPacket(2),
      opusPacket(3),
    ]);
  });

  it('that is cut short or no WebM is left as it is', () => {
    expect(readWebm(webm.subarray(0, 30))).toBeNull();
    expect(readWebm(Uint8Array.from(Buffer.from('OggS, not WebM')))).toBeNull();
  });

  it('is written as Ogg with right check-sums, page numbers, length and ends', () => {
    const sound = readWebm(webm);
    if (!sound) throw new Error('not read');
    const pages = writeOgg(sound).map((page) => Buffer.from(page));
    for (const page of pages) {
      const told = page.readUInt32LE(22);
      const blank = Buffer.from(page);
      blank.writeUInt32LE(0, 22);
      expect(told).toBe(crcOf(blank));
    }
    expect(pages.map((page) => page.toString('latin1', 0, 4))).toEqual(['OggS', 'OggS', 'OggS']);
    expect(pages.map((page) => [page.readUInt32LE(18), page[5]])).toEqual([
      [0, 2],
      [1, 0],
      [2, 4],
    ]);
    expect(pages[2]?.readBigUInt64LE(6)).toBe(3n * 960n);
    expect([...(pages[2]?.subarray(27 + 3) ?? [])]).toEqual([
      ...opusPacket(1),
      ...opusPacket(2),
      ...opusPacket(3),
    ]);
  });

  it('of many packets becomes many pages', () => {
    const packets = Array.from({ length: 120 }, (_, index) => Uint8Array.from(opusPacket(index)));
    expect(writeOgg({ head: Uint8Array.from(OPUS_HEAD), packets })).toHaveLength(2 + 3);
  });

  it.each([
    [[0x08], 960], // SILK, 20 ms
    [[0x18], 2880], // SILK, 60 ms
    [[0x60], 480], // hybrid, 10 ms
    [[0xe0], 120], // CELT, 2.5 ms
    [[0xf9], 1920], // two frames of 20 ms
    [[0xfb, 0x03], 2880], // three frames of 20 ms
  ])('counts the samples of a packet that begins with %j', (bytes, samples) => {
    expect(samplesOf(Uint8Array.from(bytes))).toBe(samples);
  });
});
