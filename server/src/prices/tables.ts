import type { Market, PriceCategory, PriceListView } from '../contracts/prices';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Rates that hold from one day on, in one currency. */
export const priceListTable = defineTable({
  name: 'price-list',
  kind: 'content-type',
  description: 'What messages cost from a day on',
  columns: {
    /** `YYYY-MM-DD`; holds from the beginning of that day in UTC. */
    validFrom: must.string<string>(undefined, 10),
    currency: must.string<string>(undefined, 3),
    source: must.string<PriceListView['source']>('hand', 8),
    fileName: maybe.string(255),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['validFrom'], unique: true }],
});
export type PriceListRow = RowOf<typeof priceListTable>;

/** One rate of a list. A rate that is not known has no row. */
export const priceRateTable = defineTable({
  name: 'price-rate',
  kind: 'content-type',
  description: 'What one message of a category costs in one market',
  columns: {
    listId: must.int(),
    market: must.string<Market>(undefined, 40),
    category: must.string<PriceCategory>(undefined, 32),
    /** Millionths of the currency. */
    micros: must.big(),
  },
  indexes: [{ columns: ['listId', 'market', 'category'], unique: true }],
});
export type PriceRateRow = RowOf<typeof priceRateTable>;
