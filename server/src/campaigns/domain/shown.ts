import type { CampaignCounts, RecipientShown } from '../../contracts/campaigns';
import type { RecipientState } from '../tables';

/** Ranks of Meta's facts (conversations/domain/rank.ts), by value: this file stays free of other rooms. */
const FAILED = 30;
const DELIVERED = 40;
const READ = 50;

/** One bucket per recipient; they add up to the total. */
export type Bucket =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'seen'
  | 'failed'
  | 'uncertain'
  | 'skipped'
  | 'cancelled';
export const BUCKETS: Bucket[] = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'seen',
  'failed',
  'uncertain',
  'skipped',
  'cancelled',
];

interface Row {
  state: RecipientState;
  rank: number;
}

/** What people see of a recipient: Meta's facts win over the permission side. */
export const recipientShown = ({ state, rank }: Row): RecipientShown => {
  if (rank >= READ) return 'read';
  if (rank >= DELIVERED) return 'delivered';
  if (rank >= FAILED) return 'failed';
  if (state === 'accepted') return 'sent';
  if (state === 'claimed') return 'queued';
  return state;
};

const BUCKET_OF: Record<RecipientShown, Bucket> = {
  queued: 'queued',
  cooling: 'queued',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'seen',
  failed: 'failed',
  uncertain: 'uncertain',
  left: 'uncertain',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

export const bucketOf = (row: Row): Bucket => BUCKET_OF[recipientShown(row)];

export type BucketCounts = Record<Bucket, number>;

export const noCounts = (): BucketCounts => ({
  queued: 0,
  sending: 0,
  sent: 0,
  delivered: 0,
  seen: 0,
  failed: 0,
  uncertain: 0,
  skipped: 0,
  cancelled: 0,
});

/** Change of the sums when rows moved; rows are matched by id. Only buckets that changed are in it. */
export const countsDelta = (
  before: (Row & { id: number; campaignId: number })[],
  after: (Row & { id: number; campaignId: number })[]
): Map<number, Partial<BucketCounts>> => {
  const deltas = new Map<number, Partial<BucketCounts>>();
  const add = (campaignId: number, bucket: Bucket, by: number) => {
    const delta = deltas.get(campaignId) ?? {};
    delta[bucket] = (delta[bucket] ?? 0) + by;
    deltas.set(campaignId, delta);
  };
  for (const row of before) add(row.campaignId, bucketOf(row), -1);
  for (const row of after) add(row.campaignId, bucketOf(row), 1);
  for (const [id, delta] of deltas) {
    for (const bucket of BUCKETS) if (delta[bucket] === 0) delete delta[bucket];
    if (Object.keys(delta).length === 0) deltas.delete(id);
  }
  return deltas;
};

/**
 * The counters that people see: each step includes the steps after it (M-31, M-32). Progress is `done` of `receivers`:
 * skipped people get nothing and are in neither; cancelled ones were to get it and are not done.
 */
export const shownCounts = (n: BucketCounts): CampaignCounts => {
  const read = n.seen;
  const delivered = n.delivered + read;
  const sent = n.sent + delivered;
  const total = BUCKETS.reduce((sum, bucket) => sum + n[bucket], 0);
  return {
    total,
    receivers: total - n.skipped,
    done: sent + n.failed + n.uncertain,
    queued: n.queued,
    sending: n.sending,
    sent,
    delivered,
    read,
    failed: n.failed,
    uncertain: n.uncertain,
    skipped: n.skipped,
    cancelled: n.cancelled,
  };
};
