/**
 * Of which rules the stored keys and words are. A change of `fold` raises it; at the next start whatever was written by
 * other rules is written again (runtime/refold.ts).
 */
export const FOLD_VERSION = 3;

/** What nobody sees: joiners, direction marks, soft hyphens, fillers. Tags stay: of three flags they are the difference. */
const INVISIBLE = /(?![\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu;

/** Marks on Latin and Greek letters, and those on no letter, as the keycap of an emoji. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+|(?<![\p{L}\p{M}])\p{M}+/gu;

/**
 * Vowel signs that Hebrew, Arabic and Syriac write in schoolbooks and holy texts only: people search and answer without them.
 * In all other scripts a mark is part of the letter.
 */
const POINTS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0730-\u074a\u08d3-\u08e1\u08e3-\u08ff]/g;

/** The four alefs: which one is right hardly anybody types, while on waw and yeh the hamza makes another letter. */
const ALEFS = /[اٱ][\u0653-\u0655]*/g;

/** Sign of stress on vowels, and the dots of ё, which newspapers leave out. й and ї are letters and keep their marks. */
const CYRILLIC = /(?<=е)[\u0300\u0301\u0308]+|(?<=[аиоуыэюяіє])[\u0300\u0301]+/g;

/** Letters without a mark that can be taken off, as people write them who have no such key. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't' },
  ...{ ŋ: 'n', ĸ: 'k', ı: 'i', ȷ: 'j', ə: 'e', ɓ: 'b', ɗ: 'd', ɖ: 'd', ƙ: 'k', ƴ: 'y' },
  ...{ ɛ: 'e', ɔ: 'o', ς: 'σ' },
};
const OTHER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

const isPlain = (text: string): boolean => !/[^\u0000-\u007f]/.test(text);
/** Most names and messages are of these letters alone, and each of their marks is an accent: a third of the time. */
const isLatin = (text: string): boolean => !/[^\u0000-\u00ac\u00ae-\u024f]/.test(text);

const lower = (text: string): string => text.normalize('NFKD').toLowerCase();
/** One sign for all that stand for an apostrophe: `O’Brien`, Uzbek `toʻxtat`. An accent alone would become a blank. */
const withApostrophes = (text: string): string =>
  text
    .replace(/[´\u1ffd]/g, "'")
    .normalize('NFKD')
    .replace(/[‘’‛′ʹʻʼʽʾʿ׳]/g, "'")
    .toLowerCase();
const latinLetters = (text: string): string =>
  text.replace(OTHER, (letter) => LETTERS[letter] ?? letter);

const foldMarks = (text: string, letters: typeof lower): string =>
  letters(text.replace(INVISIBLE, ''))
    // Arabic's sign that only makes a word longer.
    .replace(/\u0640/g, '')
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(POINTS, '')
    .replace(ALEFS, 'ا')
    .replace(CYRILLIC, '')
    .normalize('NFC');

const foldBy =
  (letters: typeof lower) =>
  (text: string): string => {
    if (isPlain(text)) return text.toLowerCase();
    return latinLetters(
      isLatin(text) ? letters(text).replace(/\p{M}/gu, '') : foldMarks(text, letters)
    );
  };

/**
 * One form for comparing what people type: lower case; compatibility forms taken apart; Latin and Greek without accents
 * (`Straße`, `Łódź` and `Søren` are `strasse`, `lodz` and `soren`); `İPTAL`, `IPTAL` and `ıptal` equal; one apostrophe; vowel
 * signs of Arabic and Hebrew left out. Marks that are letters stay: कला is not कील, かき is not かぎ, мой is not мои. Folding twice
 * changes nothing. One rule for search, opt-out words, shortcuts and bots; in contracts, because admin pages compare words too.
 */
export const fold = foldBy(withApostrophes);

/** `fold` of version 2, by which rows are kept that are still to be written again: it kept each apostrophe. */
export const formerFold = foldBy(lower);

/** The folded words of a text: letters with their marks, and digits. An apostrophe does not end a word: `don’t` is `dont`. */
export const foldedParts = (text: string): string[] =>
  fold(text)
    .replace(/['`]/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** A whole message as a keyword: folded, without punctuation, symbols, emoji and spaces. */
export const foldKeyword = (text: string): string => foldedParts(text).join('');

/**
 * Lower case with its accents: `ş` is not `s`, but the four i of Turkish and English (İ, I, ı, i) stay one letter, since
 * no keyboard's settings can be trusted.
 */
export const foldCase = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[iı]\u0307?/g, 'i')
    .normalize('NFC');
