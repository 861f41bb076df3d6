import type { ParkedReason } from '../contracts/parked';
import { QUEUES } from './domain/queue';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Why a row was parked, and who discarded it when. */
const parking = () => ({
  reason: maybe.string<ParkedReason>(20),
  decidedBy: maybe.int(),
  decidedByName: maybe.string(255),
  decidedAt: maybe.big(),
});

/** The bytes of every webhook that was answered 200 (I10). */
export const eventTable = defineTable({
  name: 'webhook-event',
  kind: 'model',
  description: 'Accepted webhook deliveries, as they came',
  columns: {
    hash: must.string<string>(undefined, 64),
    body: must.text(),
    /** `base64` when the bytes were no UTF-8. */
    encoding: must.string<'utf8' | 'base64'>('utf8', 8),
    state: must.string<'new' | 'retry' | 'split' | 'parked' | 'discarded'>('new', 12),
    /** See `domain/queue.ts`: people's deliveries are split before receipts. */
    queue: must.int(QUEUES.people),
    /** As those of a change, below. */
    attempts: must.int(0),
    failures: must.int(0),
    nextAt: must.big(0),
    receivedAt: must.big(),
    error: maybe.text(),
    ...parking(),
  },
  indexes: [
    { columns: ['hash'], unique: true },
    { columns: ['state', 'queue', 'id'] },
    { columns: ['receivedAt'] },
  ],
});
export type EventRow = RowOf<typeof eventTable>;

/** One change of a webhook: one message, one status, one field value. The unit that is applied, retried and parked. */
export const changeTable = defineTable({
  name: 'webhook-change',
  kind: 'model',
  description: 'Single changes of accepted webhooks',
  columns: {
    eventId: must.big(),
    kind: must.string<string>(undefined, 32),
    /** sha256 of kind and natural key: a change applied once is not applied again. */
    keyHash: must.string<string>(undefined, 64),
    /** 0 inbound, preferences, identity; 1 account and template; 2 statuses. */
    lane: must.int(2),
    shard: must.int(0),
    value: must.text(),
    state: must.string<'new' | 'done' | 'retry' | 'parked' | 'discarded' | 'foreign' | 'unclaimed'>(
      'new',
      12
    ),
    /** The number that it waited or waits for, while that is not connected (unclaimed.ts). */
    forNumber: maybe.int(),
    /** Starts, each counted in a commit of its own before the try. */
    attempts: must.int(0),
    /** Tries that ended with an error. A start without success or error brought the process down. */
    failures: must.int(0),
    nextAt: must.big(0),
    /** Meta's time of the change. */
    at: must.big(0),
    receivedAt: must.big(0),
    error: maybe.text(),
    ...parking(),
  },
  indexes: [
    { columns: ['keyHash'], unique: true },
    { columns: ['shard', 'state', 'lane', 'id'] },
    { columns: ['state', 'lane', 'receivedAt'] },
    { columns: ['receivedAt'] },
  ],
});
export type ChangeRow = RowOf<typeof changeTable>;

/** Numbers that are not connected here and for which something came. */
export const unclaimedTable = defineTable({
  name: 'unclaimed-number',
  kind: 'model',
  description: 'Numbers that are not connected, with webhooks',
  columns: {
    phoneNumberId: must.string<string>(undefined, 64),
    displayPhoneNumber: maybe.string<string>(40),
    wabaId: maybe.string<string>(64),
    /** The number in the example of Meta's dashboard. */
    isExample: must.bool(false),
    /** Since when nobody wants it: "Not ours", or removed here. */
    ignoredAt: maybe.big(),
    /** When something came first. */
    seenAt: must.big(),
  },
  indexes: [{ columns: ['phoneNumberId'], unique: true }],
});
export type UnclaimedRow = RowOf<typeof unclaimedTable>;
