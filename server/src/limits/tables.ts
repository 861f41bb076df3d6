import { defineTable, must, type RowOf } from '../strapi/table';

/** Lock and version of a business portfolio: two numbers on two instances count together through its row. */
export const portfolioTable = defineTable({
  name: 'portfolio',
  kind: 'model',
  description: 'Business portfolios whose messaging limit is counted',
  columns: {
    key: must.string<string>(undefined, 64),
    ver: must.big(0),
    /** Treat as full until then: Meta refused although our count had room. */
    fullUntil: must.big(0),
  },
  indexes: [{ columns: ['key'], unique: true }],
});

/** People counted against the limit in the last 24 h. */
export const limitPersonTable = defineTable({
  name: 'limit-person',
  plural: 'limit-persons',
  kind: 'model',
  description: 'People who count against a messaging limit',
  columns: {
    portfolioId: must.int(),
    contactId: must.int(),
    at: must.big(),
    minute: must.big(),
    state: must.string<'reserved' | 'counted'>('reserved', 10),
  },
  indexes: [
    { columns: ['portfolioId', 'contactId'], unique: true },
    { columns: ['portfolioId', 'at'] },
  ],
});
export type LimitPersonRow = RowOf<typeof limitPersonTable>;

/** The same people summed per minute, so that the sum costs the same at any size (engine 12). */
export const limitMinuteTable = defineTable({
  name: 'limit-minute',
  kind: 'model',
  description: 'People who count, per minute',
  columns: { portfolioId: must.int(), minute: must.big(), n: must.int(0) },
  indexes: [{ columns: ['portfolioId', 'minute'], unique: true }],
});
