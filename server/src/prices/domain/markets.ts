import type { Market, MarketRegion } from '../../contracts/prices';

/**
 * Which countries Meta groups for its rates. Source: the list of country calling codes on Meta's page "Pricing on the
 * WhatsApp Business Platform" (developers.facebook.com/docs/whatsapp/pricing#country-calling-codes) as of July 2026,
 * taken from public copies of it. The rate card that was imported wins: a row named after a country holds for that
 * country, even one that stands in a group here.
 */
const GROUPS: Record<Exclude<MarketRegion, 'other'>, string> = {
  'north-america': 'CA US',
  'rest-of-africa':
    'AO BF BI BJ BW CG CI CM DZ EH ER ET GA GH GM GW KE LR LS LY MA MG ML MR MW MZ NA NE RW SD SL SN SO SS SZ TD TG TN TZ UG ZM ZW',
  'rest-of-asia-pacific': 'AF AU BD CC CN CX HK JP KH LA LK MN NP NZ PG PH SG TH TJ TM TW UZ VN',
  'rest-of-central-eastern-europe': 'AL AM AZ BG BY CZ GE GR HR HU LT LV MD MK PL RO RS SI SK UA',
  'rest-of-latin-america': 'BO CR DO EC GT HN HT JM NI PA PR PY SV UY VE',
  'rest-of-middle-east': 'BH IQ JO KW LB OM QA YE',
  'rest-of-western-europe': 'AT AX BE CH DK FI IE NO PT SE SJ',
};

/** Territories that are dialled with the calling code of another country, and another code of a country. */
const SAME_CODE = new Map([
  ['GG', 'GB'],
  ['IM', 'GB'],
  ['JE', 'GB'],
  ['UK', 'GB'],
  ['VA', 'IT'],
]);

const GROUP_OF = new Map<string, MarketRegion>(
  Object.entries(GROUPS).flatMap(([group, countries]) =>
    countries.split(' ').map((country) => [country, group as MarketRegion] as const)
  )
);

/**
 * The markets that may hold the rate of a country, the most particular first. "All other countries" is whatever has no
 * row in this list: also a country that has one of its own on Meta's card.
 */
export const marketsOf = (country: string): Market[] => {
  const dialled = SAME_CODE.get(country) ?? country;
  const group = GROUP_OF.get(dialled);
  return group ? [dialled, group, 'other'] : [dialled, 'other'];
};
