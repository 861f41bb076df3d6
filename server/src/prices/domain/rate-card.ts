import { parse } from 'csv-parse/sync';
import {
  priceCategory,
  type Market,
  type MarketRates,
  type PriceCategory,
  type RateCardProblem,
} from '../../contracts/prices';
import { readAmount } from './amount';
import { marketByName } from './names';

/** A rate card has some forty rows. */
const MAX_ROWS = 1_000;
const MAX_PROBLEMS = 50;
/** Above the header stand a title and notes. */
const HEADER_WITHIN = 40;
const SHOWN = 60;

export interface RateCard {
  currency: string | null;
  rates: MarketRates[];
  problems: RateCardProblem[];
  /** Columns that mean nothing here. */
  ignored: string[];
}

type Kind = RateCardProblem['kind'];
interface Cell {
  row?: number;
  column?: string;
  value?: string;
}

const problem = (kind: Kind, { row, column, value }: Cell = {}): RateCardProblem => ({
  kind,
  row: row ?? null,
  column: column?.slice(0, SHOWN) ?? null,
  value: value?.slice(0, SHOWN) ?? null,
});

const nothing = (kind: Kind, cell: Cell = {}): RateCard => ({
  currency: null,
  rates: [],
  problems: [problem(kind, cell)],
  ignored: [],
});

/** Headings are broken over lines and written with dashes or without. */
const heading = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
const MARKET = new Set([
  'market',
  'markets',
  'marketregion',
  'country',
  'countryregion',
  'countrymarket',
]);
const CATEGORY = new Map<string, PriceCategory>([
  ...priceCategory.options.map((name) => [heading(name), name] as const),
  ['authenticationinternationalrate', 'authentication-international'],
  ['authinternational', 'authentication-international'],
]);

interface Columns {
  /** Index of the header among the rows. */
  at: number;
  names: string[];
  market: number;
  currency: number | null;
  categories: Map<PriceCategory, number>;
}

const columnsIn = (cells: string[], at: number): Columns | null => {
  const names = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  const keys = names.map(heading);
  const market = keys.findIndex((key) => MARKET.has(key));
  const categories = new Map<PriceCategory, number>();
  keys.forEach((key, index) => {
    const category = CATEGORY.get(key);
    if (category && !categories.has(category)) categories.set(category, index);
  });
  if (market < 0 || categories.size === 0) return null;
  const currency = keys.indexOf('currency');
  return { at, names, market, currency: currency < 0 ? null : currency, categories };
};

const tableOf = (text: string, delimiter: string): string[][] =>
  parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    to: MAX_ROWS + 1,
  });

/** The rows by the delimiter that shows a header; null where none does. */
const withHeader = (text: string): { rows: string[][]; columns: Columns } | null => {
  for (const delimiter of [',', ';', '\t']) {
    const rows = tableOf(text, delimiter);
    for (const [at, cells] of rows.slice(0, HEADER_WITHIN).entries()) {
      const columns = columnsIn(cells, at);
      if (columns) return { rows, columns };
    }
  }
  return null;
};

const twice = ({ names, at }: Columns): RateCardProblem | null => {
  const wanted = names
    .map(heading)
    .map((key) => CATEGORY.get(key) ?? (MARKET.has(key) ? 'm' : null));
  const index = wanted.findIndex((one, i) => one !== null && wanted.indexOf(one) !== i);
  return index < 0 ? null : problem('column-twice', { row: at + 1, column: names[index] ?? '' });
};

const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₺': 'TRY',
  R$: 'BRL',
  RP: 'IDR',
  A$: 'AUD',
};
const CODES = new Set(Intl.supportedValuesOf('currency'));

/** The currency that a cell names: "EUR", "€EUR", "$US". */
const readCurrency = (cell: string): string | null => {
  const text = cell.trim().toUpperCase();
  const bare = text.replace(/\p{Sc}/gu, '').trim();
  if (text.includes('$') && bare === 'US') return 'USD';
  return SIGNS[text] ?? (CODES.has(bare) ? bare : null);
};

const same = (a: MarketRates['rates'], b: MarketRates['rates']): boolean =>
  priceCategory.options.every((category) => a[category] === b[category]);

const noRates = (): MarketRates['rates'] =>
  Object.fromEntries(
    priceCategory.options.map((category) => [category, null])
  ) as MarketRates['rates'];

/** Collects what the rows below the header say. */
class Reading {
  readonly rates = new Map<Market, MarketRates['rates']>();
  readonly problems: RateCardProblem[] = [];
  currency: string | null = null;

  constructor(private readonly columns: Columns) {}

  private note(kind: Kind, cell: Cell): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem(kind, cell));
  }

  private readRates(cells: string[], row: number): MarketRates['rates'] {
    const rates = noRates();
    for (const [category, index] of this.columns.categories) {
      const value = cells[index] ?? '';
      const amount = readAmount(value);
      if (amount.ok) rates[category] = amount.value;
      else this.note(amount.error, { row, column: this.columns.names[index] ?? category, value });
    }
    return rates;
  }

  private readMoney(cells: string[], row: number): void {
    const { currency: index, names } = this.columns;
    if (index === null) return;
    const value = cells[index] ?? '';
    const column = names[index] ?? 'Currency';
    const code = readCurrency(value);
    if (code === null) this.note('unknown-currency', { row, column, value });
    else if (this.currency !== null && this.currency !== code)
      this.note('other-currency', { row, column, value });
    else this.currency = code;
  }

  /** A note below the table has words in one cell and no rate. */
  private isNote(cells: string[]): boolean {
    return [...this.columns.categories.values()].every(
      (index) => (cells[index] ?? '').trim() === ''
    );
  }

  row(cells: string[], row: number): void {
    const name = cells[this.columns.market] ?? '';
    if (this.isNote(cells)) return;
    const column = this.columns.names[this.columns.market] ?? 'Market';
    const market = marketByName(name);
    if (market === null) return this.note('unknown-market', { row, column, value: name });
    this.readMoney(cells, row);
    const rates = this.readRates(cells, row);
    const before = this.rates.get(market);
    if (before && !same(before, rates)) this.note('market-twice', { row, column, value: name });
    this.rates.set(market, rates);
  }
}

const parsed = (text: string) => {
  try {
    return withHeader(text);
  } catch {
    return 'unreadable' as const; // a quote that never closes, or binary rubbish
  }
};

/**
 * Reads Meta's rate card (CSV): a title and notes, a header with "Market, Currency, Marketing, Utility, …", a row per
 * market. Whatever is not understood is said with its row and column; nothing is guessed.
 */
export const readRateCard = (text: string, currency: string | null): RateCard => {
  const found = parsed(text);
  if (found === 'unreadable') return nothing('unreadable');
  if (found === null) return nothing('no-header');
  const { rows, columns } = found;
  if (rows.length > MAX_ROWS) return nothing('too-many-rows', { row: MAX_ROWS + 1 });
  const doubled = twice(columns);
  if (doubled) return { ...nothing('no-rows'), problems: [doubled] };
  const reading = new Reading(columns);
  rows.slice(columns.at + 1).forEach((cells, index) => reading.row(cells, columns.at + index + 2));
  const { rates, problems } = reading;
  const money = reading.currency ?? currency;
  if (rates.size === 0 && problems.length === 0) return nothing('no-rows');
  if (money === null && problems.length === 0) problems.push(problem('currency-missing'));
  const meant = new Set([columns.market, columns.currency, ...columns.categories.values()]);
  return {
    currency: money,
    rates: [...rates].map(([market, row]) => ({ market, rates: row })),
    problems,
    ignored: columns.names.filter((name, index) => name !== '' && !meant.has(index)),
  };
};
