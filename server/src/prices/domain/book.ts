import type { Market, PriceCategory } from '../../contracts/prices';
import { marketsOf } from './markets';

/** From this day on in-window utility and, beyond the free count, service messages cost money: 1 October 2026. */
export const SERVICE_CHARGED_FROM = Date.UTC(2026, 9, 1);

/** The rates of one day on. */
export interface BookList {
  validFrom: string;
  /** Beginning of that day (epoch ms). */
  from: number;
  currency: string;
  isSample: boolean;
  rates: ReadonlyMap<Market, Readonly<Partial<Record<PriceCategory, number | null>>>>;
}

/** Lists, oldest day first. */
export type PriceBook = readonly BookList[];

export interface PriceQuestion {
  /** ISO 3166 alpha-2 of the person's number; null = not known. */
  country: string | null;
  /** As templates (MARKETING) or statuses (marketing_lite) write it. */
  category: string;
  at: number;
  /** The person wrote in the last 24 hours. */
  inWindow: boolean;
  /** The person came from an ad or a page button, in the last 72 hours. */
  freeEntryPoint: boolean;
}

export type Price =
  | { kind: 'free'; why: 'free_entry_point' | 'free_customer_service' }
  | { kind: 'rate'; micros: number; currency: string; market: Market; list: BookList };

const CATEGORIES = new Map<string, PriceCategory>(
  Object.entries({
    marketing: 'marketing',
    marketing_lite: 'marketing',
    utility: 'utility',
    authentication: 'authentication',
    'authentication-international': 'authentication-international',
    authentication_international: 'authentication-international',
    service: 'service',
  } as const)
);

/** The category of the price list that a word of Meta means; null for one that no list has. */
export const categoryOf = (word: string): PriceCategory | null =>
  CATEGORIES.get(word.toLowerCase()) ?? null;

/** The list that holds at an instant. An older one never fills its gaps: rates that are not there are not known. */
export const listAt = (book: PriceBook, at: number): BookList | null =>
  book.findLast((list) => list.from <= at) ?? null;

/** Service messages cost what utility costs in that market, where the list has no rate of their own. */
const rateIn = (list: BookList, market: Market, category: PriceCategory): number | null => {
  const rates = list.rates.get(market);
  const rate = rates?.[category] ?? null;
  return rate === null && category === 'service' ? (rates?.utility ?? null) : rate;
};

/** The list price of one charged message; null when it is not known. */
export const rateOf = (
  book: PriceBook,
  { country, category, at }: Pick<PriceQuestion, 'country' | 'category' | 'at'>
): Extract<Price, { kind: 'rate' }> | null => {
  const list = listAt(book, at);
  const asked = categoryOf(category);
  if (!list || !asked || country === null) return null;
  const market = marketsOf(country).find((one) => list.rates.has(one));
  if (market === undefined) return null;
  const micros = rateIn(list, market, asked);
  return micros === null ? null : { kind: 'rate', micros, currency: list.currency, market, list };
};

/** True when it matters for the price whether somebody's window is open. */
export const dependsOnWindow = (category: string, at: number): boolean =>
  categoryOf(category) === 'utility' && at < SERVICE_CHARGED_FROM;

/**
 * What one message costs by Meta's rules of its day. The thousand free service messages of a month are not looked at
 * here: they belong to a number, not to a message.
 */
export const priceOf = (book: PriceBook, question: PriceQuestion): Price | null => {
  const { category, at, inWindow, freeEntryPoint } = question;
  if (freeEntryPoint || category.toLowerCase() === 'referral_conversion')
    return { kind: 'free', why: 'free_entry_point' };
  const wasFree = at < SERVICE_CHARGED_FROM;
  if (
    wasFree &&
    (categoryOf(category) === 'service' || (inWindow && dependsOnWindow(category, at)))
  )
    return { kind: 'free', why: 'free_customer_service' };
  return rateOf(book, question);
};
