import { parsePhone, phoneFromWaId, type ParsedPhone, type PhoneProblem } from '../../kernel/phone';
import { isMobile } from '../../kernel/phone-type';
import { withoutNul } from '../../kernel/json';

export type PhoneRead =
  | { ok: true; phone: ParsedPhone }
  | { ok: false; reason: `phone-${PhoneProblem}` | 'phone-cut'; typed: string };

/** Between several values of one cell, as Google Contacts writes them. */
const BETWEEN_VALUES = ' ::: ';

/** Without the apostrophe, the invisible marks, the `p:` of Meta's lead ads and the `.0` that programs add. */
const phoneText = (text: string): string =>
  withoutNul(text)
    .replace(/^'+/, '')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
    .replace(/^p:\s?(?=[+\d(])/i, '')
    .replace(/\.0{1,9}$/, '')
    .trim();

/** As spreadsheets write long numbers: `9.05321E+11`. */
const POWER = /^(\d)(?:[.,](\d{1,20}))?e\+?(\d{1,2})$/i;

/** The digits of such a number, where all of them are there; null: some were cut off and cannot be had back. */
const digitsOf = ([, first = '', fraction = '', power = '']: RegExpExecArray): string | null => {
  const places = Number(power);
  if (fraction.length < places || /[1-9]/.test(fraction.slice(places))) return null;
  return first + fraction.slice(0, places);
};

/** How numbers of a list are read. */
export interface ReadNumbers {
  /** ISO alpha-2: of numbers without a country code. */
  country: string;
  /** Numbers with a country code are WhatsApp's own (our export): they are taken as they are, in whatever range. */
  isTrusted?: boolean;
}

/** The one place where a list's number is read. */
const readNumber = (given: string, { country, isTrusted = false }: ReadNumbers): PhoneRead => {
  const power = POWER.exec(given);
  const typed = power ? digitsOf(power) : given;
  if (typed === null) return { ok: false, reason: 'phone-cut', typed: given };
  const phone = parsePhone(typed, country);
  if (phone.ok) return { ok: true, phone: phone.value };
  const known = isTrusted && typed.startsWith('+') ? phoneFromWaId(typed) : null;
  return known ? { ok: true, phone: known } : { ok: false, reason: `phone-${phone.error}`, typed };
};

/** Whether a cell looks like a number of the country, to tell columns and headers apart. */
export const isPhoneText = (cell: string, country: string): boolean =>
  cell.length <= 200 &&
  cell.split(BETWEEN_VALUES).some((part) => readNumber(phoneText(part), { country }).ok);

const RANKS = new Map<boolean | 'maybe', number>([
  [true, 0],
  ['maybe', 1],
  [false, 2],
]);
const rankOf = ({ e164 }: ParsedPhone): number => RANKS.get(isMobile(e164)) ?? 2;

/** More numbers of one person are not looked at. */
const MOST_NUMBERS = 20;

/**
 * The number of a person out of the cells that may hold it, the likeliest first: the first mobile one, else the first that can be
 * dialled. Where there is none, the reason of the first cell that is filled.
 */
export const readPhoneCells = (cells: readonly string[], by: ReadNumbers): PhoneRead => {
  const numbers = cells
    .flatMap((cell) => cell.split(BETWEEN_VALUES))
    .map(phoneText)
    .filter((text) => text !== '')
    .slice(0, MOST_NUMBERS);
  const read = numbers.map((text) => readNumber(text, by));
  const phones = read.flatMap((one) => (one.ok ? [one.phone] : []));
  const [first, ...others] = phones;
  if (!first) return read[0] ?? { ok: false, reason: 'phone-empty', typed: '' };
  if (others.length === 0) return { ok: true, phone: first };
  const best = others.reduce((a, b) => (rankOf(b) < rankOf(a) ? b : a), first);
  return { ok: true, phone: best };
};
