import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';

/** `changes`: single messages, statuses and field values; `events`: whole deliveries that could not be taken apart. */
export const parkedSource = z.enum(['changes', 'events']);
export type ParkedSource = z.infer<typeof parkedSource>;

/** Why something that WhatsApp delivered could not be processed (L-10). */
export const parkedReason = z.enum([
  /** It names neither a number nor a user id. */
  'no-person',
  /** Somebody has a new user id, and it is not certain who. */
  'whose-id',
  /** A value in it fits no column of the database. */
  'not-storable',
  /** What was stored is no JSON any more. */
  'unreadable',
  /** The process ended several times while it was processed. */
  'server-stopped',
  /** A rule of ours refused it. */
  'refused',
  /** The database refused it on every try. */
  'database',
  /** Anything else, and what was parked before reasons were kept. */
  'error',
]);
export type ParkedReason = z.infer<typeof parkedReason>;

export const parkedView = z.object({
  source: parkedSource,
  id,
  /** `message`, `status`, `preference`… translated by the admin; `delivery` for one that was not taken apart. */
  kind: z.string(),
  reason: parkedReason,
  /** The number that it came to, where it says so. */
  account: z.object({ id, name: z.string() }).nullable(),
  /** Whom it is about, when the person is known and the reader may see them. */
  person: z.object({ id, name: z.string() }).nullable(),
  receivedAt: instant,
  attempts: z.number().int(),
  /** The reader may see what it says. */
  canOpen: z.boolean(),
});
export type ParkedView = z.infer<typeof parkedView>;

/** GET /parked: newest first */
export const listParkedQuery = z.object({
  reason: parkedReason.optional(),
  cursor: cursor.optional(),
});
export type ListParkedQuery = z.infer<typeof listParkedQuery>;
export const listParkedResult = z.object({ parked: z.array(parkedView), nextCursor });
export type ListParkedResult = z.infer<typeof listParkedResult>;

/** GET /parked/count */
export const parkedCounts = z.object({
  total: z.number().int(),
  /** There are more than were counted. */
  more: z.boolean(),
  reasons: z.array(z.object({ reason: parkedReason, count: z.number().int() })),
});
export type ParkedCounts = z.infer<typeof parkedCounts>;

/** GET /parked/changes/:id, GET /parked/events/:id */
export const parkedPayload = z.object({
  /** As it came; JSON, unless `reason` says that it is not. */
  text: z.string(),
  /** Only the beginning is in `text`. */
  isCut: z.boolean(),
  /** What the code said when it failed. */
  error: z.string().nullable(),
});
export type ParkedPayload = z.infer<typeof parkedPayload>;

/** POST /parked/retry, POST /parked/discard: everything of one reason */
export const parkedOfReason = z.object({ reason: parkedReason });
export type ParkedOfReason = z.infer<typeof parkedOfReason>;
/** How many it was; `left`: there were more than one request takes. */
export const parkedDone = z.object({ count: z.number().int(), left: z.boolean() });
export type ParkedDone = z.infer<typeof parkedDone>;

/** A number that is not connected, and for which webhooks came. */
export const unclaimedNumberView = z.object({
  id,
  phoneNumberId: z.string(),
  displayPhoneNumber: z.string().nullable(),
  wabaId: z.string().nullable(),
  /** The example of Meta's dashboard: a test of the address, which waits for nothing. */
  isExample: z.boolean(),
  /** What waits for it. */
  count: z.number().int(),
  /** More wait than were counted. */
  more: z.boolean(),
  firstAt: instant,
  lastAt: instant,
  /** The same phone number, connected under another phone number id. */
  account: z.object({ id, name: z.string() }).nullable(),
});
export type UnclaimedNumberView = z.infer<typeof unclaimedNumberView>;
/** GET /parked/numbers */
export const unclaimedNumbersResult = z.object({ numbers: z.array(unclaimedNumberView) });
export type UnclaimedNumbersResult = z.infer<typeof unclaimedNumbersResult>;
