import { countDigits, LEAST_DIGITS } from './pasted-phone';

/** Fifteen digits of a number and an exit code before them (`0011`). */
const MOST_DIGITS = 19;
/** Four numbers in groups of digits; of more words there would be many ways to part them. */
const MOST_WORDS = 16;
/** Digits and what stands between them: a word of letters is no part of a number. */
const ONLY_DIGITS = /^[\d\s+()./-]+$/;

interface Part<T> {
  text: string;
  number: T;
}

/** A text that may be one number: no plus sign follows digits. */
const mayBeOne = (text: string): boolean => {
  const digits = countDigits(text);
  return digits >= LEAST_DIGITS && digits <= MOST_DIGITS && !/\d.*\+/.test(text);
};

/** All ways to part words into numbers; from the end, so that each place is looked at once. */
const waysToPart = <T>(words: readonly string[], read: (text: string) => T | null): Part<T>[][] => {
  const ways: Part<T>[][][] = [...words.map(() => []), [[]]];
  for (let from = words.length - 1; from >= 0; from -= 1) {
    ways[from] = words.slice(from).flatMap((_, i) => {
      const rest = ways[from + i + 1] ?? [];
      const text = words.slice(from, from + i + 1).join(' ');
      const number = rest.length > 0 && mayBeOne(text) ? read(text) : null;
      return number === null ? [] : rest.map((way) => [{ text, number }, ...way]);
    });
  }
  return ways[0] ?? [];
};

/** With a plus sign, with 00, with 0 or with another digit. */
const beginningOf = (text: string): string => /^[\s([]*(\+|00|0)/.exec(text)?.[1] ?? '';

const beginAlike = (way: readonly Part<unknown>[]): boolean =>
  new Set(way.map(({ text }) => beginningOf(text))).size === 1;

/**
 * Numbers with nothing but blanks between them, in their order: `0532 111 22 33 0533 111 22 33`. Each is one by itself (`read`),
 * and there is one way only to part them, or one in which all begin alike: the end of one and the beginning of the next must
 * not become a third number. Empty where it is not clear.
 */
export const sideBySide = <T>(text: string, read: (text: string) => T | null): T[] => {
  const words = text.trim().split(/\s+/);
  if (words.length < 2 || words.length > MOST_WORDS || !ONLY_DIGITS.test(text)) return [];
  const ways = waysToPart(words, read);
  const [way, ...others] = ways.length === 1 ? ways : ways.filter(beginAlike);
  return way !== undefined && others.length === 0 ? way.map(({ number }) => number) : [];
};
