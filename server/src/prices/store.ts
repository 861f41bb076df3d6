import type { Knex } from 'knex';
import { priceCategory, type Market, type MarketRates } from '../contracts/prices';
import { INSERT_PIECE, insertRow, pieces, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { priceListTable, priceRateTable, type PriceListRow, type PriceRateRow } from './tables';

const LISTS = priceListTable.table;
const RATES = priceRateTable.table;
type Raw = Record<string, unknown>;

const read = (raw: Raw): PriceListRow => readRow(priceListTable, raw);

/** Newest day first. */
export const allLists = async (sql: Sql): Promise<PriceListRow[]> =>
  (await sql(LISTS).orderBy('valid_from', 'desc').select<Raw[]>()).map(read);

export const listById = async (sql: Sql, id: number): Promise<PriceListRow | null> => {
  const raw = await sql(LISTS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const listByDay = async (sql: Sql, validFrom: string): Promise<PriceListRow | null> => {
  const raw = await sql(LISTS).where({ valid_from: validFrom }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Locks a list until the commit: two who change the same one do so one after the other. */
export const lockList = async (trx: Knex.Transaction, id: number): Promise<PriceListRow | null> => {
  const raw = await trx(LISTS).where({ id }).forUpdate().first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** How many markets of each list have a rate. */
export const marketCounts = async (sql: Sql): Promise<Map<number, number>> => {
  const rows = await sql(RATES)
    .groupBy('list_id')
    .countDistinct({ n: 'market' })
    .select<{ list_id: unknown; n: unknown }[]>('list_id');
  return new Map(rows.map((row) => [Number(row.list_id), Number(row.n)]));
};

export const ratesOf = async (sql: Sql, listIds: number[]): Promise<PriceRateRow[]> => {
  if (listIds.length === 0) return [];
  const raw = await sql(RATES).whereIn('list_id', listIds).orderBy('id').select<Raw[]>();
  return raw.map((row) => readRow(priceRateTable, row));
};

/** Rejects with the driver's unique violation when the day has prices already. */
export const insertList = (sql: Sql, row: Omit<PriceListRow, 'id'>): Promise<number> =>
  insertRow(sql, LISTS, writeRow(priceListTable, row));

export const updateList = (sql: Sql, id: number, change: Partial<PriceListRow>): Promise<number> =>
  sql(LISTS).where({ id }).update(writeRow(priceListTable, change));

const rowsOf = (listId: number, rates: readonly MarketRates[]) =>
  rates.flatMap(({ market, rates: known }) =>
    priceCategory.options.flatMap((category) => {
      const micros = known[category];
      return micros === null || micros === undefined
        ? []
        : [writeRow(priceRateTable, { listId, market, category, micros })];
    })
  );

const insertRates = async (sql: Sql, listId: number, rates: readonly MarketRates[]) => {
  for (const piece of pieces(rowsOf(listId, rates), INSERT_PIECE)) await sql(RATES).insert(piece);
};

/** These rates and no others. */
export const replaceRates = async (sql: Sql, listId: number, rates: readonly MarketRates[]) => {
  await sql(RATES).where({ list_id: listId }).delete();
  await insertRates(sql, listId, rates);
};

export const replaceMarket = async (sql: Sql, listId: number, rates: MarketRates) => {
  await sql(RATES).where({ list_id: listId, market: rates.market }).delete();
  await insertRates(sql, listId, [rates]);
};

export const deleteList = async (trx: Knex.Transaction, id: number): Promise<void> => {
  await trx(RATES).where({ list_id: id }).delete();
  await trx(LISTS).where({ id }).delete();
};

/** The rates of a list as they are shown: one entry per market. */
export const byMarket = (rows: readonly PriceRateRow[]): MarketRates[] => {
  const markets = new Map<Market, MarketRates['rates']>();
  for (const { market, category, micros } of rows) {
    const rates = markets.get(market) ?? emptyRates();
    rates[category] = micros;
    markets.set(market, rates);
  }
  return [...markets].map(([market, rates]) => ({ market, rates }));
};

const emptyRates = (): MarketRates['rates'] => ({
  marketing: null,
  utility: null,
  authentication: null,
  'authentication-international': null,
  service: null,
});
