import {
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/max';
import { err, ok, type Result } from './result';

/** A number that can be dialled. `waId` is the same number in digits; `country` is ISO 3166 alpha-2, null for non-geographic codes. */
export type ParsedPhone = { e164: string; waId: string; country: string | null };

export type PhoneProblem =
  | 'empty'
  | 'too-long'
  | 'user-id'
  | 'not-a-number'
  | 'country-missing'
  | 'extension'
  | 'not-valid';

/** Longer input is never a phone number; the cap keeps the parser's work small. */
const MAX_INPUT = 60;

/** Meta's shape of a business-scoped user id, with `ENT` for a parent id. */
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}$/;

/**
 * True for a business-scoped user id. Such an id is passed on as it is: taking its digits would make
 * a plausible but wrong phone number.
 */
export const isBsuid = (value: string): boolean => BSUID.test(value);

/** Every country with its calling code, for choosing one beside a number: `['TR', '90']`. */
export const callingCodes = (): [country: string, dial: string][] =>
  getCountries().map((country) => [country, getCountryCallingCode(country)]);

/**
 * Reads a phone number however a person typed it: spaces, brackets, `00`, a leading 0, or bare
 * international digits. `defaultCountry` (alpha-2) decides what national forms mean.
 */
export const parsePhone = (
  input: string,
  defaultCountry?: string
): Result<ParsedPhone, PhoneProblem> => {
  const text = input.trim();
  if (text === '') return err('empty');
  if (isBsuid(text)) return err('user-id');
  if (text.length > MAX_INPUT) return err('too-long');
  if (!/\p{Nd}/u.test(text) || /\p{L}{3}/u.test(text.replace(/ext/i, '')))
    return err('not-a-number');
  const international = text.replace(/^\s*00/, '+');
  const national = tryParse(text, defaultCountry);
  if (national) return accept(national);
  const dialled = tryParse(international, undefined);
  if (dialled) return accept(dialled);
  const bare = tryParse(`+${text.replace(/^\+/, '')}`, undefined);
  if (bare) return accept(bare);
  return err(looksNational(text, defaultCountry) ? 'country-missing' : 'not-valid');
};

type LibPhone = NonNullable<ReturnType<typeof parsePhoneNumberFromString>>;

const tryParse = (text: string, country: string | undefined): LibPhone | null => {
  const parsed = country
    ? parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false })
    : parsePhoneNumberFromString(text, { extract: false });
  return parsed?.isValid() ? parsed : null;
};

const accept = (phone: LibPhone): Result<ParsedPhone, PhoneProblem> =>
  phone.ext
    ? err('extension')
    : ok({ e164: phone.number, waId: phone.number.slice(1), country: phone.country ?? null });

const looksNational = (text: string, country: string | undefined): boolean =>
  !country && !/^\s*(\+|00)/.test(text);

/**
 * The number behind a `wa_id` of Meta. It is trusted as it is (Brazilian and Mexican ids often are
 * not valid numbers by the numbering plan), so this only fails when it holds no 5 to 20 digits.
 */
export const phoneFromWaId = (waId: string): ParsedPhone | null => {
  const digits = /^\+?(\d{5,20})$/.exec(waId)?.[1];
  if (!digits) return null;
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  return { e164: `+${digits}`, waId: digits, country: parsed?.country ?? null };
};

/**
 * One key for all spellings of the same subscriber, for comparing and de-duplicating only; a message
 * goes to the number as it was given. Brazil: mobile numbers with their ninth digit. Mexico: without
 * the old mobile 1. Argentina: with the mobile 9 and without the local 15.
 */
export const canonicalDigits = (number: string): string => {
  const digits = number.replace(/\D/g, '');
  if (digits.startsWith('55')) return brazil(digits);
  if (digits.startsWith('52')) return digits.replace(/^521(\d{10})$/, '52$1');
  if (digits.startsWith('54')) return argentina(digits);
  return digits;
};

/** Landlines begin with 2 to 5 and never had a ninth digit. */
const brazil = (digits: string): string => digits.replace(/^55(\d{2})([6-9]\d{7})$/, '55$19$2');

const argentina = (digits: string): string => {
  if (/^549?\d{10}$/.test(digits)) return withMobile9(digits);
  const parsed = tryParse(`+${digits}`, undefined);
  return parsed ? withMobile9(parsed.number.slice(1)) : digits;
};

const withMobile9 = (digits: string): string => digits.replace(/^54(\d{10})$/, '549$1');

/** True when both are spellings of one number; a number that is missing is none. User ids only equal themselves. */
export const sameNumber = (a: string | null | undefined, b: string | null | undefined): boolean => {
  if (!a || !b) return false;
  if (isBsuid(a) || isBsuid(b)) return a === b;
  const key = canonicalDigits(a);
  return key !== '' && key === canonicalDigits(b);
};

/** For logs: enough to recognise a number one knows, too little to call it. */
export const maskPhone = (value: string): string => {
  if (isBsuid(value)) return `${value.slice(0, 2)}.…${value.length > 10 ? value.slice(-3) : ''}`;
  const digits = value.replace(/\D/g, '');
  return digits.length < 8 ? '…' : `+${digits.slice(0, 3)}…${digits.slice(-2)}`;
};
