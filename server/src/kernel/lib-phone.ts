import { Metadata, type MetadataJson } from 'libphonenumber-js/core';
import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/max';

/** What the library reads from a text; it need not be a number that exists. */
export type LibPhone = NonNullable<ReturnType<typeof parsePhoneNumberFromString>>;

/**
 * A plus sign and the fifteen digits that a number may have (E.164). The library knows plans by which a national number has as
 * many: two lines of Berlin side by side would be one.
 */
const MOST_SIGNS = 16;

/** Reads the whole text as one number. Without a country only a text with a plus sign can be one. */
export const libRead = (text: string, country?: string): LibPhone | null => {
  const phone = country
    ? parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false })
    : parsePhoneNumberFromString(text, { extract: false });
  return phone && phone.number.length <= MOST_SIGNS ? phone : null;
};

/** The number with this plus sign before its digits, if it exists by the numbering plan. */
export const libValid = (digits: string): LibPhone | null => {
  const phone = libRead(`+${digits}`);
  return phone?.isValid() ? phone : null;
};

/** A country that has numbers, or null: what is kept of one may be empty or come from outside. */
export const knownCountry = (country: string | null | undefined): CountryCode | null =>
  country && isSupportedCountry(country) ? country : null;

/** Of calling codes that several countries share, the country whose plan the others follow (metadata of libphonenumber). */
const MAINS = {
  1: 'US',
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  212: 'MA',
  262: 'RE',
  290: 'SH',
  358: 'FI',
  590: 'GP',
  599: 'CW',
} as const satisfies Record<number, CountryCode>;

const codes = new Map<CountryCode, string>(
  getCountries().map((country) => [country, getCountryCallingCode(country)] as const)
);
const mains = new Map<string, CountryCode>([
  ...[...codes].map(([country, code]) => [code, country] as const),
  ...Object.entries(MAINS),
]);

/** Every country with its calling code, for choosing one beside a number: `['TR', '90']`. */
export const callingCodes = (): [country: CountryCode, dial: string][] => [...codes];

export const callingCodeOf = (country: CountryCode): string => codes.get(country) ?? '';

/** One country for each calling code. */
export const mainCountries = (): CountryCode[] => [...new Set(mains.values())];

/** The number's own country, else the main one of its calling code; null for codes of no country (+800, +882). */
export const countryOf = (phone: LibPhone): CountryCode | null =>
  phone.country ?? mains.get(phone.countryCallingCode) ?? null;

/** May a phone with this number have WhatsApp by its kind? Some plans do not tell mobiles from fixed lines. */
export const isMobile = (phone: LibPhone): boolean => {
  const type = phone.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
};

/** What the library has and its types leave out: the plans behind a number, and the lengths of one kind of number. */
interface WithPlans {
  getMetadata(): MetadataJson;
}
interface Plan {
  type(kind: 'MOBILE'): { possibleLengths(): number[] } | undefined;
}

/** Has the number as many digits as mobile numbers of its country? Of a code of no country: as many as it may have. */
export const hasMobileLength = (phone: LibPhone): boolean => {
  const country = countryOf(phone);
  if (country === null) return phone.isPossible();
  // Argentina dials 15 between area and number: with nothing before it the area is missing.
  if (country === 'AR' && phone.nationalNumber.startsWith('15')) return false;
  const plan = new Metadata((phone as unknown as WithPlans).getMetadata());
  plan.selectNumberingPlan(country);
  const lengths = (plan as unknown as Plan).type('MOBILE')?.possibleLengths() ?? [];
  return lengths.includes(phone.nationalNumber.length);
};
