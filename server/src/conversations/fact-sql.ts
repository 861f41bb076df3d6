import type { Dialect } from '../strapi/db';
import { updateFromSql, type BatchColumn } from '../strapi/batch';
import type { MergedFact } from './domain/facts';
import { tailOf } from '../cloud-api/wamid';
import { RANK } from './domain/rank';

const COLUMNS: BatchColumn[] = [
  { name: 'id', type: 'int' },
  { name: 'attempt', type: 'int' },
  { name: 'k', type: 'text' },
  { name: 'w', type: 'text' },
  { name: 'wt', type: 'text' },
  { name: 'r', type: 'int' },
  { name: 'at', type: 'int' },
  { name: 's', type: 'int' },
  { name: 'd', type: 'int' },
  { name: 'e', type: 'int' },
  { name: 'f', type: 'int' },
  { name: 'ec', type: 'int' },
  { name: 'el', type: 'text' },
  { name: 'et', type: 'text' },
  { name: 'pc', type: 'text' },
  { name: 'pt', type: 'text' },
  { name: 'cm', type: 'int' },
  { name: 'cc', type: 'text' },
];

const set = (value: number | string | null | undefined) =>
  value === null || value === undefined ? undefined : value;

/** One row of the batch parameter. `id` and `attempt` when the row is known by its token, else it is found by wamid. */
export const factRow = (fact: MergedFact, row?: { id: number; attempt: number }) => ({
  id: row?.id,
  attempt: row?.attempt,
  k: fact.wamidKey,
  w: fact.wamid,
  wt: set(tailOf(fact.wamid)),
  r: fact.rank,
  at: fact.at,
  s: set(fact.sentAt),
  d: set(fact.deliveredAt),
  e: set(fact.readAt),
  f: set(fact.failedAt),
  ec: set(fact.error?.code),
  el: set(fact.error?.class),
  et: set(fact.error?.text),
  pc: set(fact.pricing?.category),
  pt: set(fact.pricing?.type),
  cm: set(fact.pricing?.charged?.micros),
  cc: set(fact.pricing?.charged?.currency),
});

const earlier = (column: string, value: string) =>
  `CASE WHEN ${value} IS NULL THEN t.${column} WHEN t.${column} IS NULL OR ${value} < t.${column} THEN ${value} ELSE t.${column} END`;

/**
 * The error of a failure is kept, also of one that is reported after the delivery, else what else was reported. The first
 * fact of all means that Meta took the message: what an earlier attempt was refused for is over.
 */
const errorOf = (column: string, value: string, failed: string) =>
  `CASE WHEN t.rank < ${RANK.accepted} OR (${failed} IS NOT NULL AND t.failed_at IS NULL) OR t.error_class IS NULL THEN ${value} ELSE t.${column} END`;

/** Pricing rides on `sent` and on one of delivered and read: the first that comes is kept, of the attempt that counts. */
const priceOf = (column: string, value: string, only: string) =>
  `CASE WHEN ${only} AND (t.rank < ${RANK.accepted} OR t.price_category IS NULL) THEN ${value} ELSE t.${column} END`;

/** Values that only a status has: of a 2xx answer neither the columns nor the statement's parts are needed. */
const STATUS_ONLY = new Set(['s', 'd', 'e', 'f', 'ec', 'el', 'et', 'pc', 'pt', 'cm', 'cc']);
const ACCEPTED_COLUMNS = COLUMNS.filter(({ name }) => !STATUS_ONLY.has(name));

interface FactTarget {
  table: string;
  by: 'id' | 'wamid';
  /** All facts of the batch are answers to our own calls: accepted, and nothing else is known. */
  onlyAccepted?: boolean;
  /** SQL over `t` and `v`: whose pricing is kept. */
  priced?: string;
  /** The table keeps the tails of ids. */
  tails?: boolean;
}

/**
 * The fact rule as one UPDATE (engine 3), the same for messages and campaign recipients, whose columns agree.
 * A fact about the current attempt means that Meta accepted it, whatever we believed. Rank is assigned last: MySQL
 * assigns from left to right and the other columns read the old one.
 */
export const factUpdateSql = (
  dialect: Dialect,
  { table, by, onlyAccepted = false, priced = '1 = 1', tails = false }: FactTarget
): string => {
  const said = (value: string) => (onlyAccepted ? 'NULL' : value);
  const times = {
    sent_at: earlier('sent_at', 'v.s'),
    delivered_at: earlier('delivered_at', 'v.d'),
    read_at: earlier('read_at', 'v.e'),
    failed_at: earlier('failed_at', 'v.f'),
  };
  // The furthest status holds, in whatever order they come: what is charged is known for good at the delivery.
  const stated = (column: string, value: string) =>
    `CASE WHEN ${priced} AND ${value} IS NOT NULL AND (t.charged_micros IS NULL OR v.r >= t.rank) THEN ${value} ELSE t.${column} END`;
  const charged = {
    // The sum last: both ask whether there is one yet.
    charged_currency: stated('charged_currency', 'v.cc'),
    charged_micros: stated('charged_micros', 'v.cm'),
  };
  return updateFromSql(dialect, {
    table,
    columns: onlyAccepted ? ACCEPTED_COLUMNS : COLUMNS,
    set: {
      error_code: errorOf('error_code', said('v.ec'), said('v.f')),
      error_text: errorOf('error_text', said('v.et'), said('v.f')),
      // Last of the three: they ask whether there is one yet.
      error_class: errorOf('error_class', said('v.el'), said('v.f')),
      accepted_at: `CASE WHEN t.accepted_at IS NULL OR v.at < t.accepted_at THEN v.at ELSE t.accepted_at END`,
      ...(onlyAccepted ? {} : { ...times, ...charged }),
      // The type first: it asks whether there is a category yet.
      price_type: priceOf('price_type', said('v.pt'), priced),
      price_category: priceOf('price_category', said('v.pc'), priced),
      wamid: 'COALESCE(t.wamid, v.w)',
      wamid_key: 'COALESCE(t.wamid_key, v.k)',
      ...(tails ? { wamid_tail: 'COALESCE(t.wamid_tail, v.wt)' } : {}),
      state: `CASE WHEN t.state IN ('queued','claimed','sending','uncertain','left','failed','cooling') THEN 'accepted' ELSE t.state END`,
      rank: 'CASE WHEN v.r > t.rank THEN v.r ELSE t.rank END',
    },
    on: by === 'id' ? 't.id = v.id' : 't.wamid_key = v.k',
    ...(by === 'id' ? { where: 't.attempt = v.attempt' } : {}),
  });
};
