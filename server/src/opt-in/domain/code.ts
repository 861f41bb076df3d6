import { foldKeyword } from '../../contracts/fold';
import { HOUR_MS } from '../../kernel/time';

/** How long a code of the page works. The form's own code works as long as the form is on. */
export const CODE_LIVES_MS = 24 * HOUR_MS;

/** No vowels, so no words; no 0, O, 1, I, so that it can be read from paper. 25⁸ codes. */
const SIGNS = '23456789CDFGHJKMNPQRTVWXZ';

/** `K7F3-9Q2M`. `pick(n)` is a random whole number below n. */
export const newCode = (pick: (below: number) => number): string => {
  const sign = () => SIGNS.charAt(pick(SIGNS.length));
  const half = () => Array.from({ length: 4 }, sign).join('');
  return `${half()}-${half()}`;
};

const CODE = new RegExp(`(?<![\\p{L}\\p{N}])[${SIGNS}]{4}-[${SIGNS}]{4}(?![\\p{L}\\p{N}])`, 'giu');
/** A prefilled message is far shorter; whole books are not searched. */
const LONGEST = 2_000;
const MOST = 3;

/** Codes that a message may carry, in capitals; at most three are looked up. */
export const codesIn = (text: string): string[] => {
  if (text.length > LONGEST) return [];
  const found = text.match(CODE) ?? [];
  return [...new Set(found.map((code) => code.toUpperCase()))].slice(0, MOST);
};

export const CODE_LABEL = { en: 'Code', tr: 'Kod' } as const;
const LABELS = ['', ...Object.values(CODE_LABEL).map(foldKeyword)];

/**
 * Behind the code in what a QR code holds, so that it is distinguished from the link that is sent or pasted (C-27). WhatsApp says of
 * neither how the chat was opened. Codes that were printed without it count as links.
 */
const QR_MARK = '-Q';

/** What a QR code of this link holds: the code stands at the end of the message. */
export const asQr = (link: string): string => `${link}${QR_MARK}`;

/** Was it the QR code or the link that a message with this code came by? */
export const cameBy = (text: string, code: string): 'qr' | 'link' =>
  new RegExp(`${code}${QR_MARK}(?![\\p{L}\\p{N}])`, 'iu').test(text) ? 'qr' : 'link';

/** What the customer sends: the sentence they agree to, and the code. */
export const prefilled = (
  agree: string,
  { code, language }: { code: string; language: 'en' | 'tr' }
): string => `${agree}\n${CODE_LABEL[language]}: ${code}`;

/**
 * What a message with a code says besides it: nothing (`bare`), or the place of the sentence in `sentences` that it
 * repeats; null when it says anything else. "Please do not write to me, K7F3-9Q2M" is no consent.
 */
export const saidWith = (
  text: string,
  code: string,
  sentences: readonly string[]
): 'bare' | number | null => {
  const rest = foldKeyword(text.replace(new RegExp(`${code}(?:${QR_MARK})?`, 'gi'), ' '));
  if (LABELS.includes(rest)) return 'bare';
  const at = sentences.findIndex((one) => {
    const sentence = foldKeyword(one);
    return sentence !== '' && LABELS.some((label) => rest === sentence + label);
  });
  return at < 0 ? null : at;
};

/** `https://wa.me/<digits>?text=…`; null without a number. */
export const waLink = (phone: string | null, text: string): string | null => {
  const digits = (phone ?? '').replace(/\D/g, '');
  return digits === '' ? null : `https://wa.me/${digits}?text=${encodeURIComponent(text)}`;
};
