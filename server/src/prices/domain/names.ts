import { marketRegion, type Market, type MarketRegion } from '../../contracts/prices';
import { callingCodes } from '../../kernel/lib-phone';

/** Without case, marks and punctuation: "Rest of Central & Eastern Europe" = "rest of central and eastern europe". */
const plainName = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const GROUP_NAMES: Record<MarketRegion, string[]> = {
  'north-america': ['North America'],
  'rest-of-africa': ['Rest of Africa'],
  'rest-of-asia-pacific': ['Rest of Asia Pacific', 'Rest of APAC'],
  'rest-of-central-eastern-europe': ['Rest of Central & Eastern Europe', 'Rest of Eastern Europe'],
  'rest-of-latin-america': ['Rest of Latin America'],
  'rest-of-middle-east': ['Rest of Middle East', 'Rest of the Middle East'],
  'rest-of-western-europe': ['Rest of Western Europe'],
  other: ['Other', 'Others', 'All other countries', 'Rest of World'],
};

/** Names that the language data of the runtime writes in another way. */
const MORE_NAMES: Readonly<Record<string, string>> = {
  Turkey: 'TR',
  UAE: 'AE',
  'U.A.E.': 'AE',
  UK: 'GB',
  'U.K.': 'GB',
  'United Kingdom of Great Britain and Northern Ireland': 'GB',
  'Great Britain': 'GB',
  USA: 'US',
  'United States of America': 'US',
  'Czech Republic': 'CZ',
  'Ivory Coast': 'CI',
  'Hong Kong': 'HK',
  'Viet Nam': 'VN',
  Macedonia: 'MK',
  Swaziland: 'SZ',
  'Russian Federation': 'RU',
  'Republic of the Congo': 'CG',
  Burma: 'MM',
  'Congo (Kinshasa)': 'CD',
  'DR Congo': 'CD',
  Macau: 'MO',
  Palestine: 'PS',
};

const byName = new Map<string, Market>();
const fill = () => {
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  for (const [code] of callingCodes()) {
    const name = english.of(code);
    if (name) byName.set(plainName(name), code);
  }
  for (const [name, code] of Object.entries(MORE_NAMES)) byName.set(plainName(name), code);
  for (const region of marketRegion.options)
    for (const name of GROUP_NAMES[region]) byName.set(plainName(name), region);
};

/** The market that a rate card names, by its English name; null for one that nobody knows. */
export const marketByName = (name: string): Market | null => {
  if (byName.size === 0) fill();
  return byName.get(plainName(name)) ?? null;
};
