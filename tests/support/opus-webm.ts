/** An EBML element with its size in one byte; `unknown` is how a live recording writes its outer ones. */
const element = (id: readonly number[], content: readonly number[], unknown = false): number[] => [
  ...id,
  unknown ? 0xff : 0x80 | content.length,
  ...content,
];
export const OPUS_HEAD = [...Buffer.from('OpusHead'), 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0];
/** 20 ms of CELT in one frame, then two bytes that stand for sound. */
export const opusPacket = (value: number): number[] => [0xf8, value, value];
const block = (value: number): number[] =>
  element([0xa3], [0x81, 0, 0, 0x80, ...opusPacket(value)]);

/** Three packets of OPUS in WebM, as a browser records them. */
export const opusInWebm = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 1]),
    ...element([0x18, 0x53, 0x80, 0x67], [], true),
    ...element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], OPUS_HEAD))),
    ...element([0x1f, 0x43, 0xb6, 0x75], [], true),
    ...element([0xe7], [0]),
    ...block(1),
    ...block(2),
    ...element([0x1f, 0x43, 0xb6, 0x75], [], true),
    ...block(3),
  ]);
