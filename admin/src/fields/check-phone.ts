import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** Why what was typed is no number that WhatsApp can reach; null when it may be one. The server has the last word. */
export type PhoneTrouble = 'not-a-number' | 'not-valid' | 'country-missing' | 'extension';

/**
 * The server reads national numbers with the country of the field or of the first WhatsApp number, which the browser does
 * not know: without a country it only refuses what no country could make a number of.
 */
export const checkPhone = (typed: string, country?: string): PhoneTrouble | null => {
  const text = typed.trim().replace(/^00/, '+');
  if (text === '') return null;
  if (!/\d/.test(text) || /\p{L}{3}/u.test(text.replace(/ext/i, ''))) return 'not-a-number';
  const digits = text.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 15) return 'not-valid';
  if (!text.startsWith('+') && !country) return null;
  const options = {
    extract: false,
    ...(country ? { defaultCountry: country as CountryCode } : {}),
  };
  const parsed = parsePhoneNumberFromString(text, options);
  if (parsed?.ext) return 'extension';
  return parsed?.isPossible() ? null : 'not-valid';
};
