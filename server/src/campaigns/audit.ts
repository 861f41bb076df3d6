import type { Core } from '@strapi/strapi';
import { contextOf } from '../strapi/context';
import { countFromRows, readCounts } from './count-store';
import { BUCKETS, noCounts, type BucketCounts } from './domain/shown';
import { campaignsIn } from './store';

const COUNTED = ['running', 'paused', 'completed', 'cancelled'] as const;

const sameCounts = (a: BucketCounts, b: BucketCounts): boolean =>
  BUCKETS.every((bucket) => a[bucket] === b[bucket]);

/**
 * Compares the sums of campaigns with their rows; answers the differences by campaign (I17). Sums that moved while the rows
 * were counted say nothing: the next audit looks again.
 */
export const auditCounts = async (strapi: Core.Strapi): Promise<Map<number, BucketCounts>> => {
  const { db, log } = contextOf(strapi);
  const keptOf = async (id: number) => (await readCounts(db.knex, [id])).get(id) ?? noCounts();
  const differences = new Map<number, BucketCounts>();
  for (const { id, sample } of await campaignsIn(db.knex, [...COUNTED])) {
    if (sample) continue;
    const kept = await keptOf(id);
    const rows = await countFromRows(db.knex, id);
    if (sameCounts(kept, rows) || !sameCounts(kept, await keptOf(id))) continue;
    differences.set(id, rows);
    log('campaigns').error('sums differ from rows', { campaign: id });
  }
  return differences;
};
