import type { OffReason, OutboundEventType } from '../contracts/outbound';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** An address of another system. Its secrets are ciphertext of Strapi's encryption service. */
export const outboundEndpointTable = defineTable({
  name: 'outbound-endpoint',
  kind: 'content-type',
  description: 'Where events are sent',
  columns: {
    name: must.string<string>(undefined, 80),
    url: must.text(),
    secretCipher: must.text(),
    secretHint: must.string<string>('', 8),
    /** The secret before the last replacement: it signs as well until then. */
    oldSecretCipher: maybe.text(),
    oldSecretUntil: maybe.big(),
    events: maybe.json<OutboundEventType[]>(),
    withNumbers: must.bool(false),
    active: must.bool(true),
    offReason: maybe.string<OffReason>(12),
    failingSince: maybe.big(),
    /** Attempts that failed without one that arrived in between. */
    failsInRow: must.int(0),
    addedAt: must.big(),
    changedAt: must.big(),
  },
  indexes: [],
});
export type EndpointRow = RowOf<typeof outboundEndpointTable>;

/** The outbox: one row per event and address, written in the transaction of the fact. */
export const outboundDeliveryTable = defineTable({
  name: 'outbound-delivery',
  plural: 'outbound-deliveries',
  kind: 'model',
  description: 'Events to be sent to outside systems',
  columns: {
    endpointId: must.int(),
    /** `webhook-id`: the same at every attempt. */
    eventId: must.string<string>(undefined, 64),
    type: must.string<string>(undefined, 40),
    payload: must.text(),
    /** Whose number is added while it is sent, where the address gets numbers. */
    contactId: maybe.int(),
    state: must.string<'waiting' | 'done' | 'failed'>('waiting', 8),
    attempts: must.int(0),
    /** Due from then on. A claim moves it on, so what a dead process had claimed is due again by itself. */
    nextTryAt: must.big(0),
    claim: maybe.string(32),
    lastStatus: maybe.int(),
    lastError: maybe.string<string>(24),
    lastTryAt: maybe.big(),
    endedAt: maybe.big(),
    addedAt: must.big(),
  },
  indexes: [
    { columns: ['endpointId', 'eventId'], unique: true },
    { columns: ['endpointId', 'state', 'nextTryAt'] },
    { columns: ['state', 'nextTryAt'] },
    { columns: ['claim'] },
    { columns: ['endedAt'] },
    { columns: ['contactId'] },
  ],
});
export type DeliveryRow = RowOf<typeof outboundDeliveryTable>;
