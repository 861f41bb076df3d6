import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import {
  priceCategory,
  type MarketRates,
  type MarketRatesBody,
  type PriceCategory,
  type PriceListView,
} from '../contracts/prices';
import { DomainError, notFound } from '../kernel/errors';
import { notValid } from '../kernel/input-words';
import { withoutNul } from '../kernel/json';
import { contextOf } from '../strapi/context';
import { isUniqueViolation, type Sql } from '../strapi/db';
import { readAmount, type AmountProblem } from './domain/amount';
import { SERVICE_CHARGED_FROM, type PriceBook } from './domain/book';
import { costOf } from './domain/cost';
import { readRateCard, type RateCard } from './domain/rate-card';
import { freeServiceLeft } from './free-service';
import type { PricesService } from './public';
import {
  allLists,
  byMarket,
  deleteList,
  insertList,
  listByDay,
  listById,
  lockList,
  marketCounts,
  ratesOf,
  replaceMarket,
  replaceRates,
  updateList,
} from './store';
import type { PriceListRow } from './tables';

/** Rates change four times a year at most. */
const MOST_LISTS = 60;

const startOf = (validFrom: string): number => Date.parse(`${validFrom}T00:00:00Z`);

const dayTaken = (): DomainError =>
  new DomainError('price-day-taken', 'validFrom: prices for this day already exist', {
    field: 'validFrom',
    remedy: 'Change those prices, or choose another day.',
    status: 409,
  });

const AMOUNT_REMEDY: Record<AmountProblem, string> = {
  'not-a-rate': 'Enter a number, for example 0.0512.',
  negative: 'A price cannot be below zero.',
  'too-precise': 'Use at most six decimal places.',
  'too-high': 'Enter a price of at most 100,000.',
  ambiguous: 'Use a decimal point and no thousands separator, for example 0.0512.',
};

const typedRates = ({ market, rates }: MarketRatesBody): MarketRates => {
  const read = (category: PriceCategory) => {
    const amount = readAmount(rates[category] ?? '');
    if (amount.ok) return [category, amount.value] as const;
    throw new DomainError(amount.error, notValid(`rates.${category}`), {
      field: category,
      remedy: AMOUNT_REMEDY[amount.error],
      status: 422,
    });
  };
  return {
    market,
    rates: Object.fromEntries(priceCategory.options.map(read)) as MarketRates['rates'],
  };
};

const refuseProblems = ({ problems }: RateCard): void => {
  const [first] = problems;
  if (!first) return;
  const where = [first.row === null ? null : `row ${first.row}`, first.column]
    .filter((part) => part !== null)
    .join(', ');
  throw new DomainError('rate-card', `text: ${first.kind}${where ? ` (${where})` : ''}`, {
    field: 'text',
    remedy: 'Correct the file, or download it again.',
    problems,
    status: 422,
  });
};

/** Lists that hold somewhere between two instants, with their rates. */
const bookOf = async (sql: Sql, from: number, to: number): Promise<PriceBook> => {
  const started = (await allLists(sql)).filter((list) => startOf(list.validFrom) <= to).reverse();
  const first = started.findLastIndex((list) => startOf(list.validFrom) <= from);
  const wanted = started.slice(Math.max(0, first));
  const rates = await ratesOf(
    sql,
    wanted.map((list) => list.id)
  );
  return wanted.map(({ id, validFrom, currency, source }) => ({
    validFrom,
    from: startOf(validFrom),
    currency,
    isSample: source === 'sample',
    rates: new Map(
      byMarket(rates.filter((rate) => rate.listId === id)).map((one) => [one.market, one.rates])
    ),
  }));
};

/** Prices of messages by market and category, from days on; nothing in it until somebody imports or types them. */
export const createPricesService = ({ strapi }: { strapi: Core.Strapi }): PricesService => {
  const { db, clock } = contextOf(strapi);

  const views = async (): Promise<PriceListView[]> => {
    const [lists, counts] = [await allLists(db.knex), await marketCounts(db.knex)];
    const current = lists.find((list) => startOf(list.validFrom) <= clock.now())?.id;
    return lists.map(({ addedAt: _addedAt, ...row }) => ({
      ...row,
      markets: counts.get(row.id) ?? 0,
      isCurrent: row.id === current,
    }));
  };

  const get = async (id: number) => {
    const view = (await views()).find((one) => one.id === id);
    if (!view) throw notFound('the price list');
    return { ...view, rates: byMarket(await ratesOf(db.knex, [id])) };
  };

  /** Two who write the same day: the second is told. */
  const writing = async (work: (trx: Knex.Transaction) => Promise<number>) => {
    try {
      return await get(await db.tx(work));
    } catch (error) {
      throw isUniqueViolation(error) ? dayTaken() : error;
    }
  };

  const newList = async (
    sql: Sql,
    row: Pick<PriceListRow, 'validFrom' | 'currency' | 'source' | 'fileName'>
  ) => {
    if ((await allLists(sql)).length >= MOST_LISTS)
      throw new DomainError('too-many', `there are already ${MOST_LISTS} price lists`, {
        status: 409,
        remedy: 'Delete old price lists.',
      });
    const now = clock.now();
    return insertList(sql, { ...row, addedAt: now, changedAt: now });
  };

  return {
    list: views,
    get,
    create: ({ copyOf, ...row }) =>
      writing(async (trx) => {
        if (await listByDay(trx, row.validFrom)) throw dayTaken();
        const source = copyOf === null ? null : await listById(trx, copyOf);
        if (copyOf !== null && !source) throw notFound('the price list to copy');
        const id = await newList(trx, { ...row, source: 'hand', fileName: null });
        if (source) await replaceRates(trx, id, byMarket(await ratesOf(trx, [source.id])));
        return id;
      }),
    setMarket: async (id, given) => {
      const rates = typedRates(given);
      return writing(async (trx) => {
        if (!(await lockList(trx, id))) throw notFound('the price list');
        await replaceMarket(trx, id, rates);
        await updateList(trx, id, { changedAt: clock.now() });
        return id;
      });
    },
    remove: (id) =>
      db.tx(async (trx) => {
        if (!(await lockList(trx, id))) throw notFound('the price list');
        await deleteList(trx, id);
      }),
    preview: async ({ text, currency, validFrom }) => {
      const card = readRateCard(withoutNul(text), currency);
      return { ...card, replaces: (await listByDay(db.knex, validFrom)) !== null };
    },
    importCard: async ({ text, currency, validFrom, fileName }, source = 'file') => {
      const card = readRateCard(withoutNul(text), currency);
      refuseProblems(card);
      const row = { currency: card.currency ?? '', source, fileName: withoutNul(fileName) || null };
      return writing(async (trx) => {
        const before = await listByDay(trx, validFrom);
        const id = before?.id ?? (await newList(trx, { validFrom, ...row }));
        if (before) {
          if (!(await lockList(trx, id))) throw notFound('the price list');
          await updateList(trx, id, { ...row, changedAt: clock.now() });
        }
        await replaceRates(trx, id, card.rates);
        return id;
      });
    },
    costOf: async (groups) => {
      const times = groups.map(({ at }) => at);
      return costOf(await bookOf(db.knex, Math.min(...times), Math.max(...times)), groups);
    },
    turns: async (from, to) => {
      const days = (await allLists(db.knex)).map((list) => startOf(list.validFrom));
      return [...new Set([...days, SERVICE_CHARGED_FROM])]
        .filter((at) => at > from && at <= to)
        .sort((a, b) => a - b);
    },
    freeLeft: ({ id }, month) => freeServiceLeft(db.knex, id, month),
  };
};
