/** Seeded chance: the same seed plays the same run. */
export type Random = {
  /** 0 ≤ x < 1. */
  next(): number;
  below(limit: number): number;
  chance(share: number): boolean;
  digits(length: number): string;
  token(length: number): string;
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const mulberry32 = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

export const createRandom = (seed: number): Random => {
  const next = mulberry32(seed);
  const pick = (alphabet: string, length: number): string => {
    let out = '';
    for (let i = 0; i < length; i += 1) out += alphabet[Math.floor(next() * alphabet.length)];
    return out;
  };
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    chance: (share) => share > 0 && (share >= 1 || next() < share),
    digits: (length) => pick('123456789', 1) + pick('0123456789', length - 1),
    token: (length) => pick(LETTERS, length),
  };
};
