/**
 * One form for comparing what people type: compatibility forms taken apart, marks dropped, lower case, dotless i
 * as i. `İPTAL`, `IPTAL` and `ıptal` are equal (lower-casing alone leaves a combining dot, Turkish rules an ı).
 */
export const fold = (text: string): string =>
  text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');

/** A whole message as a keyword: folded, without punctuation, symbols, emoji and spaces. */
export const foldKeyword = (text: string): string =>
  fold(text).replace(/[\p{P}\p{S}\p{C}\p{Z}\s]/gu, '');
