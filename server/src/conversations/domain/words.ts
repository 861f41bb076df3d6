import type { MessageBody } from '../../contracts/conversations';
import { fold } from '../../contracts/fold';

/** Signs that Thai and Persian put between words and parts of words; what else nobody sees belongs to the word. */
const GAP = /[\u200b\u200c]/g;
const WORD = /(?:[\p{L}\p{N}\p{M}]|(?![\u200b\u200c])\p{Default_Ignorable_Code_Point})+/gu;
/** Written without spaces between words: each sign is a word of its own. */
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const PARTS = /[\p{L}\p{M}\p{N}]+/gu;
const LONGEST = 40;
/** Of one message; nobody writes more by hand. */
const MOST = 2_000;
/** Looked for at once. */
const MOST_TERMS = 6;

const parts = (text: string): string[] => {
  const folded = fold(text.replace(GAP, ' '));
  const runs = folded.match(PARTS) ?? [];
  if (!ALONE.test(folded)) return runs;
  return runs.flatMap((run) =>
    ALONE.test(run)
      ? (run.match(
          /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu
        ) ?? [])
      : [run]
  );
};

/**
 * All that can be read on a message: text, heading, foot, name of a file, place, names of people. A stored body is taken as
 * it comes: another version of this code, or an import of rows, may have written it without some of its parts.
 */
export const readableText = (body: MessageBody | null, text: string | null): string => {
  if (!body) return text ?? '';
  const { header, footer, media, location, contacts } = body as Partial<MessageBody>;
  return [
    body.text ?? text,
    header?.text,
    footer,
    media?.filename,
    location?.name,
    location?.address,
    ...(Array.isArray(contacts) ? contacts.map(({ name }) => name) : []),
  ]
    .filter((part): part is string => typeof part === 'string' && part.trim() !== '')
    .join(' · ');
};

/** Each word once, folded as people search (contracts/fold.ts): without case, accents and the difference of İ, I, ı and i. */
export const wordsOf = (text: string): string[] => {
  const words = new Set<string>();
  for (const part of parts(text)) {
    words.add(part.length > LONGEST ? [...part].slice(0, LONGEST).join('') : part);
    if (words.size >= MOST) break;
  }
  return [...words];
};

/**
 * What is looked for: each of these at the beginning of a word. Letters and digits only, whatever was typed, so that no sign
 * means anything to a database. Empty where nothing longer than a letter is left; signs that are words are long enough.
 */
export const termsOf = (q: string): string[] => {
  const all = wordsOf(q).slice(0, MOST_TERMS);
  const long = all.filter((term) => [...term].length > 1 || ALONE.test(term));
  return long.length > 0 ? all : [];
};

export interface ExcerptPart {
  text: string;
  hit: boolean;
}

/** Signs of the excerpt, and of what stands before its first hit. */
const WIDTH = 140;
const BEFORE = 40;

const hitsIn = (text: string, terms: readonly string[]): { from: number; to: number }[] =>
  [...text.matchAll(WORD)].flatMap((match) => {
    const found = parts(match[0]).some((part) => terms.some((term) => part.startsWith(term)));
    return found ? [{ from: match.index, to: match.index + match[0].length }] : [];
  });

/** Never in the middle of a letter that takes two units. */
const whole = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
};

/** The part of a text around the first word that was found, with the found words marked; null when none is in it. */
export const excerptOf = (text: string, terms: readonly string[]): ExcerptPart[] | null => {
  const flat = text.replace(/\s+/g, ' ').trim();
  const hits = hitsIn(flat, terms);
  const [first] = hits;
  if (!first) return null;
  const from = first.from <= BEFORE ? 0 : whole(flat, first.from - BEFORE);
  const to = whole(flat, Math.min(flat.length, Math.max(from + WIDTH, first.to)));
  const out: ExcerptPart[] = [];
  const add = (part: string, hit: boolean) => part !== '' && out.push({ text: part, hit });
  let at = from;
  if (from > 0) add('…', false);
  for (const hit of hits) {
    if (hit.to > to) break;
    add(flat.slice(at, hit.from), false);
    add(flat.slice(hit.from, hit.to), true);
    at = hit.to;
  }
  add(flat.slice(at, to), false);
  if (to < flat.length) add('…', false);
  return out;
};
