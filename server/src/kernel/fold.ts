/**
 * One form for comparing what people type: compatibility forms taken apart, marks dropped, lower case, dotless i
 * as i. `İPTAL`, `IPTAL` and `ıptal` are equal (lower-casing alone leaves a combining dot, Turkish rules an ı).
 * One rule for search, opt-out words, shortcuts and bots.
 */
export const fold = (text: string): string =>
  text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');

/** A whole message as a keyword: folded, without punctuation, symbols, emoji and spaces. */
export const foldKeyword = (text: string): string =>
  fold(text).replace(/[\p{P}\p{S}\p{C}\p{Z}\s]/gu, '');

/**
 * Lower case with its accents: `ş` is not `s`, but the four i of Turkish and English (İ, I, ı, i) stay one letter, since
 * nobody's keyboard settings can be trusted.
 */
export const foldCase = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[iı]\u0307?/g, 'i')
    .normalize('NFC');
