import { DateTime } from 'luxon';

/** Where somebody is, as far as their row knows. */
export interface Whereabouts {
  /** IANA zone. */
  timezone: string | null;
  /** ISO 3166 code. */
  country: string | null;
}

/** `getTimeZones` of ECMA-402; the getter is how older runtimes spell it. */
type ZonedLocale = Intl.Locale & { getTimeZones?: () => string[]; timeZones?: string[] };

const zonesIn = (country: string): readonly string[] => {
  try {
    const locale: ZonedLocale = new Intl.Locale('und', { region: country });
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return [];
  }
};

/** Zones that differ in summer only differ all the same. */
const WINTER = Date.UTC(2026, 0, 15);
const SUMMER = Date.UTC(2026, 6, 15);
const offsets = (zone: string): string =>
  [WINTER, SUMMER].map((at) => DateTime.fromMillis(at, { zone }).offset).join();

const byCountry = new Map<string, string | null>();

/** The one clock of a country; null where its people live by several, or none is known. */
const countryZone = (country: string): string | null => {
  const known = byCountry.get(country);
  if (known !== undefined) return known;
  const zones = zonesIn(country);
  const [first] = zones;
  const isOne = first !== undefined && new Set(zones.map(offsets)).size === 1;
  const zone = isOne ? first : null;
  byCountry.set(country, zone);
  return zone;
};

/** By which clock somebody sleeps: their own zone, else their country's where all of it has one; null = unknown. */
export const zoneOf = ({ timezone, country }: Whereabouts): string | null =>
  timezone !== null && DateTime.local({ zone: timezone }).isValid
    ? timezone
    : country === null
      ? null
      : countryZone(country);
