/** Longer text is never a number, whatever it was copied from; the cap keeps the work small. */
const MAX_PASTED = 500;

/** What a text holds that people copied from somewhere, without what came along. */
export type Pasted =
  /** A number as WhatsApp writes it: all digits, with the calling code. */
  | { kind: 'wa-id'; digits: string }
  /** One number or several, in the order of the text; nothing but digits of ours, a plus sign and what stands between. */
  | { kind: 'typed'; numbers: string[]; hasLetterO: boolean }
  | { kind: 'too-long' };

/** Marks of direction, joiners, fillers and the signs that make a digit an emoji: nobody sees them. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}\u034f\u20e3\u3164\uffa0]/gu;

const LINK =
  /(?:\bwa\.me\/|\bapi\.whatsapp\.com\/send\/?\?(?:.*&)?phone=|\bwhatsapp:\/\/send\/?\?(?:.*&)?phone=)(?:\+|%2b|%20)*(\d{5,20})(?!\d)/i;
/** `905321112233@c.us`, also with the number of a device behind it. */
const CHAT_ID = /^\+?(\d{5,20})(?::\d{1,3})?@(?:c\.us|s\.whatsapp\.net)$/i;

const SCHEME = /^(?:tel|callto|sms|smsto|whatsapp|p):(?:\/\/)?/i;
/** `(WhatsApp)`, `(iş)`, `[mobil]`: a note, no part of the number. */
const NOTE = /[([]\s*\p{L}[\p{L}\s.]*[)\]]/gu;
const APP = /\bwhats\s?app\b\s*:?/gi;
const EDGES = /^[\s,;:|/'"`’‘“”=]+|[\s,;:|/'"`’‘“”]+$/gu;
/** Between two numbers of a cell; a slash, a comma or a dash may also be part of one. */
const BETWEEN =
  /\s*(?:[,;|/\n\r]|:::|\s(?:[-–—&]|or|and|veya|ve|ya da|oder|und|ou|et|o|y)\s|\s(?=\+)|(?<=\d{9}) (?=\d{9}))\s*/i;
/** With fewer digits a part is no number of its own: `0212/444 55 66`. */
export const LEAST_DIGITS = 7;
/** `0212 555 55 55/56`: behind the number the last digits of others. One slash before more digits parts a number: `030/901820`. */
const ENDINGS = /^([^/]+?)\s*(?:\/\s*\d{1,3}\s*)+$/;

/** Latin, Greek and Cyrillic letters that look like a zero, beside a digit. */
const LETTER_O =
  /[Oo\u039f\u03bf\u041e\u043e](?=[\dOo\u039f\u03bf\u041e\u043e])|(?<=[\dOo\u039f\u03bf\u041e\u043e])[Oo\u039f\u03bf\u041e\u043e]/gu;

/** What most lists hold: there is nothing to take off, and it has too few digits to be two numbers. */
const PLAIN = /^ {0,9}[+(]?(?:\d[ ().-]{0,3}){4,13}$/;

/** The value of a decimal digit of any script: each has ten in a row, from zero to nine. */
const valueOf = (digit: string): string => {
  const at = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(at - before - 1))) before += 1;
  return String(before % 10);
};
const plainDigits = (text: string): string =>
  text.replace(/[^ -~]/gu, (sign) => (/\p{Nd}/u.test(sign) ? valueOf(sign) : sign));

export const countDigits = (text: string): number => text.replace(/\D/g, '').length;

const withoutEdges = (text: string): string => text.replace(EDGES, '');

/** Without notes and schemes; line breaks stay, as they part numbers. */
const bare = (text: string): string =>
  withoutEdges(withoutEdges(text).replace(SCHEME, '').replace(NOTE, ' ').replace(APP, ' '));

/** The number before the last digits of others; null: there are none. */
export const beforeEndings = (text: string): string | null => {
  const head = text.includes('/') ? ENDINGS.exec(text)?.[1] : undefined;
  return head !== undefined && countDigits(head) >= LEAST_DIGITS ? head : null;
};

/** The text itself, and its parts where there are several numbers in it. */
const numbersOf = (text: string): string[] => {
  const parts = text.split(BETWEEN).map(withoutEdges);
  const whole = text.replace(/\s+/g, ' ');
  const long = parts.filter((part) => countDigits(part) >= LEAST_DIGITS);
  return long.length > 1 ? [whole, ...long] : [whole];
};

/**
 * Takes a number out of the forms in which people copy it: with marks of direction around it, as a link or an id of WhatsApp,
 * with a scheme, a note, a comma at its end, the letter O for a zero, or beside a second number. The first of `numbers` is the
 * whole text; the others, where there are any, its parts.
 */
export const readPasted = (given: string): Pasted => {
  if (PLAIN.test(given)) return { kind: 'typed', numbers: [given.trim()], hasLetterO: false };
  if (given.length > MAX_PASTED) return { kind: 'too-long' };
  const text = plainDigits(given.replace(INVISIBLE, '').replace(/\uff0b/g, '+')).trim();
  const digits = LINK.exec(text)?.[1] ?? CHAT_ID.exec(withoutEdges(text))?.[1];
  if (digits !== undefined) return { kind: 'wa-id', digits };
  const typed = bare(text);
  const zeros = typed.replace(LETTER_O, '0');
  const hasLetterO = zeros !== typed && !/\p{L}/u.test(zeros) && countDigits(typed) > 4;
  return { kind: 'typed', numbers: numbersOf(hasLetterO ? zeros : typed), hasLetterO };
};
