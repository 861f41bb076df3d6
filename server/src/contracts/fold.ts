/**
 * One form for comparing what people type: compatibility forms taken apart, marks dropped, lower case, dotless i
 * as i. `İPTAL`, `IPTAL` and `ıptal` are equal (lower-casing alone leaves a combining dot, Turkish rules an ı).
 * One rule for search, opt-out words, shortcuts and bots; in contracts, because admin pages compare words too.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    // The second is Arabic's sign that only makes a word longer.
    .replace(/\p{M}|\u0640/gu, '')
    .replace(/ı/g, 'i');

/** The folded words of a text: letters and digits. An apostrophe does not end a word: `don’t` is `dont`. */
export const foldedParts = (text: string): string[] =>
  fold(text.replace(/[’'‘`´]/g, '')).match(/[\p{L}\p{N}]+/gu) ?? [];

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
