import { fold } from '../fold';

/** A place in one of the draft's texts. */
export interface Mark {
  /** Path in the draft: `header.text`, `body`, `footer`, `buttons.0.text`. */
  field: string;
  start: number;
  end: number;
}

export interface Token {
  /** Folded: lower case without accents. */
  word: string;
  start: number;
  end: number;
}

const VARIABLE = /\{\{[^{}]*\}\}/g;

/** The text with blanks in place of its variables, so that every place stays where it is. */
export const blanked = (text: string): string =>
  text.replace(VARIABLE, (mark) => ' '.repeat(mark.length));

/** The words of a text with their places; variables have none. An apostrophe ends a word: `Acme'den` is `acme`, `den`. */
export const tokensOf = (text: string): Token[] =>
  [...blanked(text).matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: raw, index }) => ({
    word: fold(raw),
    start: index,
    end: index + raw.length,
  }));

type Fits = (word: string) => boolean;
/** Phrases as tests of words that follow each other. */
export type Phrases = readonly (readonly Fits[])[];

/** `discount*` is the beginning of a word, `*bilirsiniz` its end, `#` a number. */
const fitsOf = (part: string): Fits => {
  if (part === '#') return (word) => /^\p{N}+$/u.test(word);
  const stem = fold(part.replaceAll('*', ''));
  if (part.endsWith('*')) return (word) => word.startsWith(stem);
  if (part.startsWith('*')) return (word) => word.endsWith(stem);
  return (word) => word === stem;
};

/** Phrases from a list with commas. They are compared word by word, so that no text takes long. */
export const phrases = (...lists: readonly string[]): Phrases =>
  lists
    .flatMap((list) => list.split(','))
    .map((phrase): string[] => phrase.match(/[\p{L}\p{M}\p{N}*#]+/gu) ?? [])
    .filter((parts) => parts.length > 0)
    .map((parts) => parts.map(fitsOf));

const holdsAt = (tokens: readonly Token[], at: number, phrase: readonly Fits[]): boolean =>
  phrase.every((fits, step) => fits(tokens[at + step]?.word ?? ''));

/** Where the phrases are among these words; the longest one at each place, none twice. */
export const placesOf = (tokens: readonly Token[], of: Phrases): Pick<Token, 'start' | 'end'>[] => {
  const found: Pick<Token, 'start' | 'end'>[] = [];
  for (let at = 0; at < tokens.length;) {
    const longest = Math.max(
      0,
      ...of.filter((phrase) => holdsAt(tokens, at, phrase)).map(({ length }) => length)
    );
    const [first, last] = [tokens[at], tokens[at + longest - 1]];
    if (longest > 0 && first && last) found.push({ start: first.start, end: last.end });
    at += Math.max(1, longest);
  }
  return found;
};

/** How many of the phrases are in the text, each counted once. */
export const countPhrases = (text: string, of: Phrases): number => {
  const tokens = tokensOf(text);
  return of.filter((phrase) => tokens.some((_, at) => holdsAt(tokens, at, phrase))).length;
};

/** Where the phrases are in a text that has this path. */
export const marksIn = ({ field, text }: { field: string; text: string }, of: Phrases): Mark[] =>
  placesOf(tokensOf(text), of).map((place) => ({ field, ...place }));
