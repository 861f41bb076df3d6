import { libValid } from './lib-phone';

/**
 * Ivory Coast, 31 January 2021: eight digits became ten, with two before them by operator: mobiles 01 Moov, 05 MTN, 07 Orange;
 * fixed lines 21, 25, 27. The old prefixes of each are those of libphonenumber's resources/carrier/en/225.txt of before the
 * change (plan of ARTCI; 69, once of Aircom, became 07 as well) and, for fixed lines, of its metadata of then.
 */
const IVORY_COAST: readonly (readonly [prefix: string, old: RegExp])[] = [
  ['01', /^(?:0[1-3]|[457][0-3])\d{6}$/],
  ['05', /^(?:0[4-6]|[4-9][4-6])\d{6}$/],
  ['07', /^(?:0[7-9]|[4-8][7-9]|9[78])\d{6}$/],
  ['21', /^2[0-3]8\d{5}$/],
  ['25', /^(?:2[0-4]|3[0-6])0\d{5}$/],
  ['27', /^(?:2(?:0[23]|1[2357]|2[245]|3[45]|4[3-5])|3(?:06|1[69]|[2-4]7|5[79]|6[78]))\d{5}$/],
];
const ivoryPrefix = (old: string): string =>
  IVORY_COAST.find(([, pattern]) => pattern.test(old))?.[0] ?? '';

/** Landlines begin with 2 to 5 and never had a ninth digit. */
const brazil = (digits: string): string => digits.replace(/^55(\d{2})([6-9]\d{7})$/, '55$19$2');

const argentina = (digits: string): string => {
  if (/^549?\d{10}$/.test(digits)) return withMobile9(digits);
  const parsed = libValid(digits);
  return parsed ? withMobile9(parsed.number.slice(1)) : digits;
};

const withMobile9 = (digits: string): string => digits.replace(/^54(\d{10})$/, '549$1');

const ivoryCoast = (digits: string): string =>
  digits.replace(/^225(\d{8})$/, (_, old: string) => `225${ivoryPrefix(old)}${old}`);

/** Benin, 30 November 2024: 01 before all numbers of eight digits, whatever their operator (ARCEP Bénin). */
const benin = (digits: string): string => digits.replace(/^229([2-9]\d{7})$/, '22901$1');

const CANONICAL = new Map<string, (digits: string) => string>([
  ['55', brazil],
  ['52', (digits) => digits.replace(/^521(\d{10})$/, '52$1')],
  ['54', argentina],
  ['225', ivoryCoast],
  ['229', benin],
]);

/**
 * One key for all spellings of the same subscriber, for comparing and de-duplicating only; a message
 * goes to the number as it was given. Brazil: mobile numbers with their ninth digit. Mexico: without
 * the old mobile 1. Argentina: with the mobile 9 and without the local 15. Ivory Coast and Benin: with ten digits.
 */
export const canonicalDigits = (number: string): string => {
  const digits = number.replace(/\D/g, '');
  const rule = CANONICAL.get(digits.slice(0, 2)) ?? CANONICAL.get(digits.slice(0, 3));
  return rule ? rule(digits) : digits;
};

/** The two ways in which numbers of these forms are written, of the parts that the form captures. */
const PAIRS: readonly (readonly [form: RegExp, write: (...parts: string[]) => string[]])[] = [
  [/^55(\d{2})9?([6-9]\d{7})$/, (area, rest) => [`55${area}${rest}`, `55${area}9${rest}`]],
  [/^521?(\d{10})$/, (rest) => [`52${rest}`, `521${rest}`]],
  [/^549?(\d{10})$/, (rest) => [`54${rest}`, `549${rest}`]],
  // By the operator's prefix, never by the last eight digits alone: a number of today need not have an old form.
  [/^225(?:\d{2})?(\d{8})$/, (old) => [`225${old}`, `225${ivoryPrefix(old)}${old}`]],
  [/^229(?:01)?([2-9]\d{7})$/, (old) => [`229${old}`, `22901${old}`]],
];

/** All spellings of the subscriber's number, in digits, the given one first. */
export const spellings = (digits: string): string[] => {
  const both = PAIRS.flatMap(([form, write]) => {
    const parts = form.exec(digits);
    return parts ? write(...parts.slice(1)) : [];
  });
  return [...new Set([digits, ...(both.includes(digits) ? both : [])])];
};

/** Calling codes of the countries whose numbers had one key for each spelling before: rows of then may still have it. */
const RENUMBERED = /^22[59]/;

/**
 * The forms under which a number was compared, the one of now first. Of Ivory Coast and Benin refusals are kept as hashes of
 * the number as it was spelled: a hash cannot be brought up to date.
 */
export const comparedForms = (number: string): string[] => {
  const form = canonicalDigits(number);
  return RENUMBERED.test(form) ? [...new Set([form, ...spellings(form)])] : [form];
};
