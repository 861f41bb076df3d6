import type { CostLine, CostResult } from '../../contracts/prices';
import { listAt, priceOf, rateOf, type BookList, type Price, type PriceBook } from './book';
import { marketsOf } from './markets';

/** Messages of one kind, to one country, about one time. */
export interface CostGroup {
  country: string | null;
  category: string;
  /** As a status told it; null = nobody told, Meta's rules decide. */
  type: string | null;
  at: number;
  inWindow: boolean;
  count: number;
  /** What was charged for all of them, as their statuses say. */
  charged?: { currency: string; micros: number };
  /** Most that each of them may cost, whatever its rate is. */
  most?: { currency: string; micros: number } | null;
}

const FREE = /^free/;

const listPriceOf = (book: PriceBook, group: CostGroup): Price | null => {
  const { country, category, at, inWindow, type } = group;
  if (type === 'free_entry_point') return { kind: 'free', why: 'free_entry_point' };
  if (type !== null && FREE.test(type)) return { kind: 'free', why: 'free_customer_service' };
  if (type !== null) return rateOf(book, { country, category, at });
  return priceOf(book, { country, category, at, inWindow, freeEntryPoint: false });
};

/** Another currency cannot be compared, and what has no rate stays unknown. */
const priceOfGroup = (book: PriceBook, group: CostGroup): Price | null => {
  const price = listPriceOf(book, group);
  const { most } = group;
  if (price?.kind !== 'rate' || !most || most.currency !== price.currency) return price;
  return { ...price, micros: Math.min(price.micros, most.micros) };
};

const marketOf = (country: string | null, list: BookList | null) =>
  country === null || !list
    ? null
    : (marketsOf(country).find((market) => list.rates.has(market)) ?? null);

const lineOf = (book: PriceBook, group: CostGroup, price: Price | null): CostLine => {
  const { country, category, type, at, count } = group;
  const paid = price?.kind === 'rate' ? price : null;
  const market = paid?.market ?? marketOf(country, listAt(book, at));
  if (group.charged) {
    const { currency, micros: totalMicros } = group.charged;
    const micros = Math.round(totalMicros / count);
    const charged = { type, count, currency, micros, totalMicros };
    return { country, market, category: category.toLowerCase(), ...charged };
  }
  const micros = price === null ? null : (paid?.micros ?? 0);
  return {
    country,
    market,
    category: category.toLowerCase(),
    type: type ?? (price?.kind === 'free' ? price.why : null),
    count,
    currency: paid?.currency ?? null,
    micros,
    totalMicros: micros === null ? null : micros * count,
  };
};

const keyOf = (line: CostLine): string =>
  [line.country, line.category, line.type, line.currency, line.micros].join('|');

/** What groups of messages cost together, by country and kind, the dearest first. */
export const costOf = (book: PriceBook, groups: readonly CostGroup[]): CostResult => {
  const lines = new Map<string, CostLine>();
  const used = new Map<string, BookList>();
  const totals = new Map<string, number>();
  let hasPrices = false;
  for (const group of groups.filter(({ count }) => count > 0)) {
    const price = priceOfGroup(book, group);
    const line = lineOf(book, group, price);
    const before = lines.get(keyOf(line));
    if (before) {
      before.count += line.count;
      if (before.totalMicros !== null) before.totalMicros += line.totalMicros ?? 0;
    } else lines.set(keyOf(line), line);
    const list = listAt(book, group.at);
    if (list) {
      hasPrices = true;
      used.set(list.validFrom, list);
    }
    if (group.charged) hasPrices = true;
    if (line.currency !== null && line.totalMicros !== null)
      totals.set(line.currency, (totals.get(line.currency) ?? 0) + line.totalMicros);
  }
  const all = [...lines.values()];
  return {
    hasPrices,
    pricesFrom: [...used.keys()].sort(),
    isSample: [...used.values()].some((list) => list.isSample),
    totals: [...totals].map(([currency, micros]) => ({ currency, micros })),
    lines: all.sort((a, b) => (b.totalMicros ?? -1) - (a.totalMicros ?? -1) || b.count - a.count),
    unpriced: all.reduce((sum, line) => sum + (line.micros === null ? line.count : 0), 0),
  };
};

/** The groups in the same proportions, made to add up to `wanted`; what is lost by rounding goes to the first ones. */
export const scaledTo = (groups: readonly CostGroup[], wanted: number): CostGroup[] => {
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  if (all <= wanted || all === 0) return [...groups];
  const scaled = groups.map((group) => ({
    ...group,
    count: Math.floor((group.count * wanted) / all),
  }));
  let rest = wanted - scaled.reduce((sum, { count }) => sum + count, 0);
  for (const [index, group] of scaled.entries()) {
    if (rest === 0) break;
    if (group.count < (groups[index]?.count ?? 0)) {
      group.count += 1;
      rest -= 1;
    }
  }
  return scaled;
};

/** The groups in so many equal parts; what is left over goes to the first ones. */
export const inParts = (groups: readonly CostGroup[], parts: number): CostGroup[][] =>
  Array.from({ length: parts }, (_, part) =>
    groups.map((group) => ({
      ...group,
      count: Math.floor(group.count / parts) + (part < group.count % parts ? 1 : 0),
    }))
  );

/** Takes the free service messages of the month off, over all countries alike: nobody knows whom Meta counts first. */
export const withFree = (groups: readonly CostGroup[], left: number): CostGroup[] => {
  const service = groups.filter(({ category, type }) => category === 'service' && type === null);
  const others = groups.filter((group) => !service.includes(group));
  const free = scaledTo(service, left);
  return [
    ...others,
    ...service.map((group, index) => ({
      ...group,
      count: group.count - (free[index]?.count ?? 0),
    })),
    ...free.map((group) => ({ ...group, type: 'free_customer_service' })),
  ].filter(({ count }) => count > 0);
};
