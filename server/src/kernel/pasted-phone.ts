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

/** A link of WhatsApp with what belongs to its address; people write its number with blanks too. */
const LINK =
  /(?:https?:\/\/(?:www\.)?|\b)(?:wa\.me\/|(?:(?:api|web)\.whatsapp\.com\/|whatsapp:\/\/)send\/?\?(?:.*?&)??phone=)(?:\+|%2b|%20)*(\d(?:(?:[^\S\n\r]|[().-]|%20)*\d){6,})(?:\/?[?&#]\S*)?/gi;
/** `905321112233@c.us`, also with the number of a device behind it. */
const CHAT_ID = /^\+?(\d{5,20})(?::\d{1,3})?@(?:c\.us|s\.whatsapp\.net)$/i;

/** What stands before a number: `tel:`, `GSM:`, `Тел.:`, `Tel 2:`; without a colon the words for a phone that most lists have. */
const LABEL = /^(?:\p{L}[\p{L}\p{M} .]*\d?\s*:|(?:cep|gsm|mob|tel)\p{L}*\.?(?=[\s+\d(]))/iu;
/** Of a link to call: for whom the number is short. */
const CONTEXT = /;phone-context=[^;\s]*/gi;
/** `(WhatsApp)`, `(iş)`, `[mobil]`, and `(2)` behind the number: a note, no part of it. */
const NOTE = /[([]\s*\p{L}[\p{L}\s.]*[)\]]|\([1-9]\)(?=\s*(?:$|[,;|/]))/gmu;
const APP = /\bwhats\s?app\b\s*:?/gi;
const EDGES = /^[\s,;:|/'"`’‘“”=]+|[\s,;:|/'"`’‘“”]+$/gu;
/** Between two numbers of a cell; a slash, a comma or a dash may also be part of one. */
const BETWEEN =
  /\s*(?:[,;|/\n\r]|:::|\s(?:[-–—&]|or|and|veya|ve|ya da|oder|und|ou|et|o|y)\s|(?<=[\d\s])(?=\+)|(?<=\d{9})[ –—-](?=\d{9}))\s*/i;
/** With fewer digits a part is no number of its own: `0212/444 55 66`. */
export const LEAST_DIGITS = 7;
/** `0212 555 55 55/56`: behind the number the last digits of others. One slash before more digits parts a number: `030/901820`. */
const ENDINGS = /^([^/]+?)\s*(?:\/\s*\d{1,3}\s*)+$/;

/** Latin, Greek and Cyrillic letters that look like a zero, beside a digit. */
const LETTER_O =
  /[Oo\u039f\u03bf\u041e\u043e](?=[\dOo\u039f\u03bf\u041e\u043e])|(?<=[\dOo\u039f\u03bf\u041e\u043e])[Oo\u039f\u03bf\u041e\u043e]/gu;

/** What most lists hold: there is nothing to take off, and it has too few digits to be two numbers. */
const PLAIN = /^(?!.*\([1-9]\) *$) {0,9}[+(]?(?:\d[ ().-]{0,3}){4,13}$/;

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

/** Without notes and labels; line breaks stay, as they part numbers. */
const bare = (text: string): string =>
  withoutEdges(
    withoutEdges(text).replace(LABEL, '').replace(CONTEXT, '').replace(NOTE, ' ').replace(APP, ' ')
  );

/** The number before the last digits of others; null: there are none. */
export const beforeEndings = (text: string): string | null => {
  const head = text.includes('/') ? ENDINGS.exec(text)?.[1] : undefined;
  return head !== undefined && countDigits(head) >= LEAST_DIGITS ? head : null;
};

const longParts = (text: string): string[] =>
  text
    .split(BETWEEN)
    .map(withoutEdges)
    .filter((part) => countDigits(part) >= LEAST_DIGITS);

/** The text itself, and its parts where there are several numbers in it. */
const numbersOf = (text: string): string[] => {
  const whole = text.replace(/\s+/g, ' ');
  const parts = longParts(text);
  return parts.length > 1 ? [whole, ...parts] : [whole];
};

/** What a text with a link holds; null: there is none in it. */
const readLinks = (text: string): Pasted | null => {
  // Signs between the digits of one link part no numbers.
  const typed = text.replace(
    LINK,
    (_, number: string) => `\n+${number.replace(/(?:%20|\D)+/g, ' ')}\n`
  );
  if (typed === text) return null;
  const numbers = longParts(bare(typed));
  const [only = ''] = numbers;
  if (numbers.length > 1)
    return { kind: 'typed', numbers: [numbers.join('; '), ...numbers], hasLetterO: false };
  return /^\+\d+$/.test(only)
    ? { kind: 'wa-id', digits: only.slice(1) }
    : { kind: 'typed', numbers, hasLetterO: false };
};

/**
 * Takes a number out of the forms in which people copy it: with marks of direction around it, as a link or an id of WhatsApp,
 * with a label, a note, a comma at its end, the letter O for a zero, or beside a second number. The first of `numbers` is the
 * whole text; the others, where there are any, its parts.
 */
export const readPasted = (given: string): Pasted => {
  if (PLAIN.test(given)) return { kind: 'typed', numbers: [given.trim()], hasLetterO: false };
  if (given.length > MAX_PASTED) return { kind: 'too-long' };
  const text = plainDigits(given.replace(INVISIBLE, '').replace(/\uff0b/g, '+')).trim();
  const links = readLinks(text);
  if (links) return links;
  const digits = CHAT_ID.exec(withoutEdges(text))?.[1];
  if (digits !== undefined) return { kind: 'wa-id', digits };
  const typed = bare(text);
  const zeros = typed.replace(LETTER_O, '0');
  const hasLetterO = zeros !== typed && !/\p{L}/u.test(zeros) && countDigits(typed) > 4;
  return { kind: 'typed', numbers: numbersOf(hasLetterO ? zeros : typed), hasLetterO };
};
