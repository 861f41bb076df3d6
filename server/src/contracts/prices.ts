import { z } from 'zod';
import { currencyCode, id, instant, isDay, NO_SUCH_DAY } from './common';

/** What Meta's price depends on beside the country, in the words of its statuses. */
export const priceCategory = z.enum([
  'marketing',
  'utility',
  'authentication',
  'authentication-international',
  'service',
]);
export type PriceCategory = z.infer<typeof priceCategory>;

/** Meta's groups of countries without a rate of their own. */
export const marketRegion = z.enum([
  'north-america',
  'rest-of-africa',
  'rest-of-asia-pacific',
  'rest-of-central-eastern-europe',
  'rest-of-latin-america',
  'rest-of-middle-east',
  'rest-of-western-europe',
  'other',
]);
export type MarketRegion = z.infer<typeof marketRegion>;

/** A country (ISO 3166 alpha-2) or one of Meta's groups. */
export const market = z.union([marketRegion, z.string().regex(/^[A-Z]{2}$/)]);
export type Market = z.infer<typeof market>;

/** A calendar day; prices hold from its beginning in UTC. */
export const priceDay = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}$/, 'Write the day as year-month-day, for example 2026-10-01.')
  .refine(isDay, NO_SUCH_DAY);

/** Price of one message in millionths of the currency: sums stay exact. */
const micros = z.number().int().min(0);

/** What the messages of one market cost; null = not known. */
export const marketRates = z.object({ market, rates: z.record(priceCategory, micros.nullable()) });
export type MarketRates = z.infer<typeof marketRates>;

/** Rates of one day on, all in one currency. `sample`: made up for the demo. */
export const priceListView = z.object({
  id,
  validFrom: priceDay,
  currency: z.string(),
  source: z.enum(['file', 'hand', 'sample']),
  fileName: z.string().nullable(),
  /** How many markets have a rate. */
  markets: z.number().int(),
  /** It holds today. */
  isCurrent: z.boolean(),
  changedAt: instant,
});
export type PriceListView = z.infer<typeof priceListView>;

/** GET /prices: newest day first. */
export const listPricesResult = z.object({ lists: z.array(priceListView) });
export type ListPricesResult = z.infer<typeof listPricesResult>;

/** GET /prices/:id */
export const priceListResult = priceListView.extend({ rates: z.array(marketRates) });
export type PriceListResult = z.infer<typeof priceListResult>;

/** POST /prices: an empty list, or with the rates of another one. */
export const priceListBody = z.object({
  validFrom: priceDay,
  currency: currencyCode,
  copyOf: id.nullable().default(null),
});
export type PriceListBody = z.input<typeof priceListBody>;

/** PUT /prices/:id/rates: the rates of one market as typed ("0.0512"); empty or null = not known. */
export const marketRatesBody = z.object({
  market,
  rates: z.partialRecord(priceCategory, z.string().max(24).nullable()),
});
export type MarketRatesBody = z.infer<typeof marketRatesBody>;

export const MAX_RATE_CARD = 200_000;

/** POST /prices/preview and POST /prices/import: Meta's rate card as text. */
export const rateCardBody = z.object({
  text: z
    .string()
    .max(MAX_RATE_CARD, 'The file is too large for a rate card. Choose Meta’s CSV file.'),
  fileName: z.string().trim().max(255).default(''),
  validFrom: priceDay,
  /** For a file that does not name one. */
  currency: currencyCode.nullable().default(null),
});
export type RateCardBody = z.input<typeof rateCardBody>;

/** What is wrong with a file, and where: rows as a spreadsheet numbers them. */
export const rateCardProblem = z.object({
  kind: z.enum([
    'unreadable',
    'no-header',
    'column-twice',
    'no-rows',
    'too-many-rows',
    'unknown-market',
    'market-twice',
    'unknown-currency',
    'currency-missing',
    'other-currency',
    'not-a-rate',
    'negative',
    'too-precise',
    'too-high',
    'ambiguous',
  ]),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
});
export type RateCardProblem = z.infer<typeof rateCardProblem>;

export const rateCardPreview = z.object({
  currency: z.string().nullable(),
  rates: z.array(marketRates),
  problems: z.array(rateCardProblem),
  /** Columns of the file that mean nothing here. */
  ignored: z.array(z.string()),
  /** There are prices of this day already; an import takes their place. */
  replaces: z.boolean(),
});
export type RateCardPreview = z.infer<typeof rateCardPreview>;

/** Messages of one kind to one country. `type` is Meta's: regular, free_customer_service, free_entry_point. */
export const costLine = z.object({
  country: z.string().nullable(),
  market: market.nullable(),
  category: z.string(),
  type: z.string().nullable(),
  count: z.number().int(),
  currency: z.string().nullable(),
  /** Price of one; null = not known. */
  micros: micros.nullable(),
  totalMicros: micros.nullable(),
});
export type CostLine = z.infer<typeof costLine>;

/** An estimate by the price table, or what was sent so far by the same table. */
export const costResult = z.object({
  /** False: no prices hold on the day, so nothing is said about money. */
  hasPrices: z.boolean(),
  /** Days from which the used prices hold, oldest first. */
  pricesFrom: z.array(z.string()),
  /** Some of the used prices are made up for the demo. */
  isSample: z.boolean(),
  totals: z.array(z.object({ currency: z.string(), micros })),
  lines: z.array(costLine),
  /** Messages whose price is not known. */
  unpriced: z.number().int(),
});
export type CostResult = z.infer<typeof costResult>;

/** GET /campaigns/:id/cost; null where a bot's chain decides how many messages somebody gets. */
export const campaignCostResult = z.object({ cost: costResult.nullable() });
export type CampaignCostResult = z.infer<typeof campaignCostResult>;

/** Free service messages of a number in a month; null = the month has no such count. */
export const freeService = z.object({
  free: z.number().int(),
  used: z.number().int(),
  left: z.number().int(),
});
export type FreeService = z.infer<typeof freeService>;

/**
 * GET /conversations/:id/prices: what one message of each kind to this person would cost now; `service` is what is
 * written freely in the open window. Each has one line; `free` is the number's count of the month.
 */
export const messagePrices = z.object({
  service: costResult,
  MARKETING: costResult,
  UTILITY: costResult,
  AUTHENTICATION: costResult,
  free: freeService.nullable(),
});
export type MessagePrices = z.infer<typeof messagePrices>;
