import { readMoment } from '../../kernel/days';
import { withoutNul } from '../../kernel/json';
import { isBsuid, type ParsedPhone } from '../../kernel/phone';
import { isMobile } from '../../kernel/phone-type';
import {
  readPhone,
  readWaId,
  type PhoneProblem,
  type PhoneReading,
  type PhoneRemark,
} from '../../kernel/read-phone';

export type PhoneRead =
  | { ok: true; phone: ParsedPhone; remarks: readonly PhoneRemark[] }
  | {
      ok: false;
      reason: `phone-${PhoneProblem}` | 'phone-cut';
      /** The cell, with the numbers that may have been meant. */
      detail: string;
      /** The cell, where its digits may be a number of another country. */
      elsewhere?: string;
    };

/** Between several values of one cell, as Google Contacts writes them. */
const BETWEEN_VALUES = ' ::: ';

/** Without the apostrophe, the invisible marks, the `p:` of Meta's lead ads and the `.0` that programs add. */
const phoneText = (text: string): string =>
  withoutNul(text)
    .replace(/^'+/, '')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
    .replace(/^p:\s?(?=[+\d(])/i, '')
    .replace(/(\d{7})[.,]0{1,9}$/, '$1')
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

/** A reading as the rows of a list have it: digits that may be a number of another country are kept for the preview. */
const asRead = (typed: string, reading: PhoneReading): PhoneRead => {
  if (reading.kind === 'read') return { ok: true, phone: reading.phone, remarks: reading.remarks };
  const { problem, proposals } = reading;
  const meant = proposals.map(({ shown }) => shown).join(' / ');
  const isElsewhere = problem === 'other-country' || problem === 'not-valid';
  return {
    ok: false,
    reason: `phone-${problem}`,
    detail: meant === '' ? typed : `${typed} (${meant}?)`,
    ...(isElsewhere ? { elsewhere: typed } : {}),
  };
};

/** The one place where a list's number is read, by what reads it once its digits are all there. */
const readDigits = (given: string, read: (typed: string) => PhoneReading): PhoneRead => {
  const power = POWER.exec(given);
  const typed = power ? digitsOf(power) : given;
  if (typed === null) return { ok: false, reason: 'phone-cut', detail: given };
  return asRead(typed, read(typed));
};

const readNumber = (given: string, { country, isTrusted = false }: ReadNumbers): PhoneRead =>
  readDigits(given, (typed) =>
    isTrusted && typed.startsWith('+') ? readWaId(typed) : readPhone(typed, country)
  );

/** A cell of WhatsApp's own ids: always international, never refused for its range, and of no other country than it says. */
export const readWaIdCell = (cell: string): PhoneRead => {
  const read = readDigits(phoneText(cell), readWaId);
  return read.ok ? read : { ok: false, reason: read.reason, detail: read.detail };
};

/** The WhatsApp user id in a cell; null: it holds something else. */
export const userIdIn = (cell: string): string | null => {
  const text = phoneText(cell);
  return isBsuid(text) ? text : null;
};

const RANKS = new Map<boolean | 'maybe', number>([
  [true, 0],
  ['maybe', 1],
  [false, 2],
]);
const rankOf = ({ e164 }: ParsedPhone): number => RANKS.get(isMobile(e164)) ?? 2;

/** A day has as many digits as a number: `2024-05-31`, `05/31/2024`. */
const isDay = (cell: string): boolean =>
  readMoment(cell) !== null || readMoment(cell, 'month-first') !== null;

/** The first number of the country in a cell, to tell columns and headers apart; null: it has none. */
const numberIn = (cell: string, country: string): ParsedPhone | null => {
  if (cell.length > 200 || isDay(cell)) return null;
  const read = cell.split(BETWEEN_VALUES).map((part) => readNumber(phoneText(part), { country }));
  return read.find((one) => one.ok)?.phone ?? null;
};
export const isPhoneText = (cell: string, country: string): boolean =>
  numberIn(cell, country) !== null;

/** How surely a cell is a mobile number, from 0 to 1; null: it is no number at all. */
export const mobileShare = (cell: string, country: string): number | null => {
  const phone = numberIn(cell, country);
  return phone === null ? null : 1 - rankOf(phone) / 2;
};

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
  const found = read.filter((one) => one.ok);
  const [first, ...others] = found;
  if (!first) return read[0] ?? { ok: false, reason: 'phone-empty', detail: '' };
  if (others.length === 0) return first;
  return others.reduce((a, b) => (rankOf(b.phone) < rankOf(a.phone) ? b : a), first);
};
