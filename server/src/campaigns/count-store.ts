import type { Knex } from 'knex';
import { among } from '../strapi/batch';
import { dialectOf, insertIgnore, type Db, type Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { BUCKETS, countsDelta, noCounts, type BucketCounts } from './domain/shown';
import { bucketOf } from './domain/shown';
import { campaignCountTable, recipientTable, type RecipientRow } from './tables';

const COUNTS = campaignCountTable.table;
const RECIPIENTS = recipientTable.table;
type Raw = Record<string, unknown>;

export const makeCounts = (db: Db, sql: Sql, campaignId: number): Promise<void> =>
  insertIgnore(db, sql, {
    table: COUNTS,
    rows: [{ campaign_id: campaignId, ...noCounts() }],
    keys: ['campaign_id'],
  });

/** Adds changes to the sums; campaigns in ascending order, as all writers lock. */
export const addCounts = async (
  trx: Knex.Transaction,
  deltas: Map<number, Partial<BucketCounts>>
): Promise<void> => {
  for (const [campaignId, delta] of [...deltas].sort(([a], [b]) => a - b)) {
    const sets = Object.fromEntries(
      BUCKETS.filter((bucket) => delta[bucket]).map((bucket) => [
        bucket,
        trx.raw('?? + ?', [bucket, delta[bucket] ?? 0]),
      ])
    );
    if (Object.keys(sets).length > 0)
      await trx(COUNTS).where({ campaign_id: campaignId }).update(sets);
  }
};

export const readCounts = async (
  sql: Sql,
  campaignIds: number[]
): Promise<Map<number, BucketCounts>> => {
  const raw = await sql(COUNTS).whereIn('campaign_id', campaignIds).select<Raw[]>();
  return new Map(
    raw.map((row) => readRow(campaignCountTable, row)).map((row) => [row.campaignId, row])
  );
};

const rowsAmong = (sql: Sql, ids: readonly number[]) =>
  sql(RECIPIENTS)
    .modify(among(dialectOf(sql), 'id', ids))
    .orderBy('id');

/** Locks rows until the commit, ids ascending. */
export const lockRecipients = async (
  trx: Knex.Transaction,
  ids: number[]
): Promise<RecipientRow[]> => {
  if (ids.length === 0) return [];
  const raw = await rowsAmong(trx, ids).forUpdate().select<Raw[]>();
  return raw.map((row) => readRow(recipientTable, row));
};

export const readRecipients = async (sql: Sql, ids: number[]): Promise<RecipientRow[]> => {
  if (ids.length === 0) return [];
  const raw = await rowsAmong(sql, ids).select<Raw[]>();
  return raw.map((row) => readRow(recipientTable, row));
};

export type CountsDelta = Map<number, Partial<BucketCounts>>;

export interface Changed<T> {
  result: T;
  before: RecipientRow[];
  after: RecipientRow[];
  /** What the sums must be changed by; give it to `addCounts` in the same transaction. */
  delta: CountsDelta;
}

/**
 * Changes rows: reads what was, works, reads what is. Whatever the statements in between matched, the difference is that
 * of the rows. Who takes the lock of a portfolio in the same transaction does so before `addCounts`: everybody locks
 * recipients, then portfolios, then sums (engine 9), or two of them wait for each other.
 */
export const changeRows = async <T>(
  trx: Knex.Transaction,
  ids: number[],
  work: (before: RecipientRow[]) => Promise<T>
): Promise<Changed<T>> => {
  const before = await lockRecipients(trx, ids);
  const result = await work(before);
  const after = await readRecipients(trx, ids);
  return { result, before, after, delta: countsDelta(before, after) };
};

/** Changes rows and keeps the sums exact at once: for transactions that lock nothing after the sums but the feed. */
export const withCounts = async <T>(
  trx: Knex.Transaction,
  ids: number[],
  work: (before: RecipientRow[]) => Promise<T>
): Promise<Changed<T>> => {
  const changed = await changeRows(trx, ids, work);
  await addCounts(trx, changed.delta);
  return changed;
};

/** As much of a row as its sums, and the rules about attempts, ask for. */
export type Counted = Pick<
  RecipientRow,
  'id' | 'campaignId' | 'contactId' | 'state' | 'rank' | 'attempt'
>;

const counted = async (query: Knex.QueryBuilder, ids: readonly number[]): Promise<Counted[]> => {
  if (ids.length === 0) return [];
  const raw = (await query.select(
    'id',
    'campaign_id',
    'contact_id',
    'state',
    'rank',
    'attempt'
  )) as Raw[];
  return raw.map(({ id, campaign_id, contact_id, state, rank, attempt }) => ({
    id: Number(id),
    campaignId: Number(campaign_id),
    contactId: Number(contact_id),
    state: state as Counted['state'],
    rank: Number(rank),
    attempt: Number(attempt),
  }));
};

export interface Moved<T> {
  result: T;
  before: Counted[];
  after: Counted[];
  delta: CountsDelta;
}

/** As `changeRows`, for work that needs no more of the rows than what counts: a quarter of the reading. */
export const moveRows = async <T>(
  trx: Knex.Transaction,
  ids: number[],
  work: (before: Counted[]) => Promise<T>
): Promise<Moved<T>> => {
  const before = await counted(rowsAmong(trx, ids).forUpdate(), ids);
  const result = await work(before);
  const after = await counted(rowsAmong(trx, ids), ids);
  return { result, before, after, delta: countsDelta(before, after) };
};

/** As `withCounts`, for work that needs no more of the rows than that they are locked. */
export const keepCounts = async <T>(
  trx: Knex.Transaction,
  ids: number[],
  work: () => Promise<T>
): Promise<T> => {
  const { result, delta } = await moveRows(trx, ids, work);
  await addCounts(trx, delta);
  return result;
};

/** The sums made again from the rows, for the audit that compares (I17). */
export const countFromRows = async (sql: Sql, campaignId: number): Promise<BucketCounts> => {
  const rows = await sql(RECIPIENTS)
    .where({ campaign_id: campaignId })
    .groupBy('state', 'rank')
    .select<{ state: RecipientRow['state']; rank: unknown; n: unknown }[]>(
      'state',
      'rank',
      sql.raw('COUNT(*) as n')
    );
  const counts = noCounts();
  for (const row of rows)
    counts[bucketOf({ state: row.state, rank: Number(row.rank) })] += Number(row.n);
  return counts;
};
