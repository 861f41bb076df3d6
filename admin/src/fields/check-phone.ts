import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** Why what was typed is no number that WhatsApp can reach; null when it may be one. The server has the last word. */
export type PhoneTrouble = 'not-a-number' | 'not-valid' | 'country-missing' | 'extension';

/** Links, ids and notes that come along when people copy a number, and the letter O for a zero. */
const PASTED =
  /wa\.me\/|whatsapp|@(?:c\.us|s\.whatsapp\.net)$|^(?:tel|sms|callto):|[,;|]|\p{Cf}|\([\s\p{L}]+\)|^[\s+\doO().-]*[oO]\d/iu;
/** Countries of which numbers of before their last change are read too. */
const RESPELLED = new Set(['BR', 'MX', 'AR', 'CI', 'BJ']);

/** What only the server can read: it says there and then what is wrong with it. */
const isForServer = (text: string, country: string | undefined): boolean =>
  /\d/.test(text) && (PASTED.test(text) || (country !== undefined && RESPELLED.has(country)));

/**
 * The server reads national numbers with the country of the field or of the first WhatsApp number, which the browser does
 * not know: without a country it only refuses what no country could make a number of.
 */
export const checkPhone = (typed: string, country?: string): PhoneTrouble | null => {
  const text = typed.trim().replace(/^00/, '+');
  if (text === '' || isForServer(text, country)) return null;
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
