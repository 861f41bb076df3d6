import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';

/** What outside systems can be told of (O-23). */
export const outboundEventType = z.enum([
  'consent.opted_in',
  'consent.opted_out',
  'consent.paused',
  'consent.resumed',
  'preferences.changed',
  'contact.created',
  'contact.updated',
  'contact.merged',
  'contact.erased',
  'message.received',
  'message.failed',
  'message.handed_over',
  'conversation.assigned',
  'campaign.finished',
]);
export type OutboundEventType = z.infer<typeof outboundEventType>;
/** Sent by the button of the page only. */
export const TEST_EVENT = 'webhook.test';

const name = z.string().trim().min(1).max(80);
const url = z.string().trim().min(1).max(1000);
const events = z
  .array(outboundEventType)
  .min(1)
  .max(50)
  .transform((list) => [...new Set(list)]);

/** POST /outbound/endpoints */
export const endpointBody = z.object({
  name,
  url,
  events,
  /** Do the events carry the person's phone number? */
  withNumbers: z.boolean().default(false),
  active: z.boolean().default(true),
});
export type EndpointBody = z.input<typeof endpointBody>;
/** PUT /outbound/endpoints/:id; what is absent stays. */
export const endpointChange = z.object({
  name: name.optional(),
  url: url.optional(),
  events: events.optional(),
  withNumbers: z.boolean().optional(),
  active: z.boolean().optional(),
});
export type EndpointChange = z.input<typeof endpointChange>;

/** Why an address was turned off by itself. */
export const offReason = z.enum(['gone', 'failing']);
export type OffReason = z.infer<typeof offReason>;

export const endpointView = z.object({
  id,
  name: z.string(),
  url: z.string(),
  events: z.array(outboundEventType),
  withNumbers: z.boolean(),
  active: z.boolean(),
  offReason: offReason.nullable(),
  /** The last characters of the secret, to tell two apart. */
  secretHint: z.string(),
  /** Until then the secret before signs as well; null = there is none. */
  oldSecretUntil: instant.nullable(),
  /** Since when every attempt has failed. */
  failingSince: instant.nullable(),
  waiting: z.number().int(),
  failed: z.number().int(),
  addedAt: instant,
});
export type EndpointView = z.infer<typeof endpointView>;
/** GET /outbound/endpoints */
export const listEndpointsResult = z.object({ endpoints: z.array(endpointView) });
export type ListEndpointsResult = z.infer<typeof listEndpointsResult>;
/** Answer of the two requests that make a secret: the only time that it is shown. */
export const endpointWithSecret = z.object({ endpoint: endpointView, secret: z.string() });
export type EndpointWithSecret = z.infer<typeof endpointWithSecret>;

export const deliveryState = z.enum(['waiting', 'done', 'failed']);
export type DeliveryState = z.infer<typeof deliveryState>;
/** Why an attempt did not arrive. */
export const deliveryError = z.enum([
  'status',
  'redirect',
  'timeout',
  'address-refused',
  'unknown-host',
  'connection',
  'certificate',
  'secret-unreadable',
]);
export type DeliveryError = z.infer<typeof deliveryError>;

export const deliveryView = z.object({
  id,
  eventId: z.string(),
  type: z.string(),
  state: deliveryState,
  attempts: z.number().int(),
  nextTryAt: instant.nullable(),
  lastStatus: z.number().int().nullable(),
  lastError: deliveryError.nullable(),
  lastTryAt: instant.nullable(),
  addedAt: instant,
  /** As it is kept: a phone number is added only while it is sent. */
  payload: z.string(),
});
export type DeliveryView = z.infer<typeof deliveryView>;
/** GET /outbound/endpoints/:id/deliveries */
export const listDeliveriesQuery = z.object({
  state: deliveryState.optional(),
  cursor: cursor.optional(),
});
export type ListDeliveriesQuery = z.infer<typeof listDeliveriesQuery>;
export const listDeliveriesResult = z.object({ deliveries: z.array(deliveryView), nextCursor });
export type ListDeliveriesResult = z.infer<typeof listDeliveriesResult>;
/** POST /outbound/endpoints/:id/replay-failed */
export const replayResult = z.object({ replayed: z.number().int() });
export type ReplayResult = z.infer<typeof replayResult>;
