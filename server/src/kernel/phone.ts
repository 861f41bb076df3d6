import { countryOf, libRead } from './lib-phone';
import { canonicalDigits } from './number-spellings';

/** A number that can be dialled. `waId` is the same number in digits; `country` is ISO 3166 alpha-2, null for non-geographic codes. */
export type ParsedPhone = { e164: string; waId: string; country: string | null };

/** Meta's shape of a business-scoped user id, with `ENT` for a parent id. */
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}$/;

/**
 * True for a business-scoped user id. Such an id is passed on as it is: taking its digits would make
 * a plausible but wrong phone number.
 */
export const isBsuid = (value: string): boolean => BSUID.test(value);

/**
 * The number behind a `wa_id` of Meta. It is trusted as it is (Brazilian and Mexican ids often are
 * not valid numbers by the numbering plan), so this only fails when it holds no 5 to 20 digits.
 */
export const phoneFromWaId = (waId: string): ParsedPhone | null => {
  const digits = /^\+?(\d{5,20})$/.exec(waId)?.[1];
  if (!digits) return null;
  const parsed = libRead(`+${digits}`);
  return { e164: `+${digits}`, waId: digits, country: parsed?.country ?? null };
};

/** Of which country a number of ours is, however Meta shows it (`+90 850 555 01 01`); null: its calling code is of no country. */
export const countryOfNumber = (shown: string): string | null => {
  const parsed = libRead(`+${shown.replace(/\D/g, '')}`);
  return parsed && countryOf(parsed);
};

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
