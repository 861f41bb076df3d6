import { z } from 'zod';
import { cursor, id, instant, nextCursor } from './common';
import { messageError } from './conversations';
import { slotBindings } from './templates';

export const campaignState = z.enum([
  'draft',
  'scheduled',
  'overdue',
  'preparing',
  'running',
  'paused',
  'cancelling',
  'cancelled',
  'completed',
  'failed',
]);
export type CampaignState = z.infer<typeof campaignState>;

export const audience = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), groupId: id }),
  z.object({ kind: z.literal('contacts'), contactIds: z.array(id).min(1).max(5000) }),
  z.object({ kind: z.literal('everyone') }),
]);
export type Audience = z.infer<typeof audience>;

/** Sums over recipient rows (I17). `delivered` includes read; `sent` = accepted by WhatsApp (M-31, M-32). */
export const campaignCounts = z.object({
  total: z.number().int(),
  queued: z.number().int(),
  sending: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  uncertain: z.number().int(),
  skipped: z.number().int(),
  cancelled: z.number().int(),
});
export type CampaignCounts = z.infer<typeof campaignCounts>;

/** Why a campaign rests, and what to do: `person`, `token-refused`, `template-paused`, `account-restricted`, `restored`… */
export const pauseReason = z.object({
  reason: z.string(),
  detail: z.string().nullable(),
  at: instant,
});

/** A computed "why not now" of a running campaign; rows keep their state. */
export const whyNotNow = z.object({
  kind: z.enum(['limit', 'catch-up', 'inbound-backlog', 'rate', 'no-lease', 'cooling']),
  until: instant.nullable(),
});

export const campaignView = z.object({
  id,
  name: z.string(),
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  isSimulator: z.boolean(),
  templateId: id.nullable(),
  templateName: z.string().nullable(),
  templateLanguage: z.string().nullable(),
  category: z.string().nullable(),
  bindings: slotBindings,
  audience: audience.nullable(),
  audienceText: z.string().nullable(),
  when: z.enum(['now', 'at']),
  scheduledAt: instant.nullable(),
  timezone: z.string().nullable(),
  state: campaignState,
  pauseReasons: z.array(pauseReason),
  failReason: z.string().nullable(),
  waiting: whyNotNow.nullable(),
  uncertainPolicy: z.enum(['ask', 'resend-if-silent']),
  counts: campaignCounts,
  /** Messages accepted in the last ten seconds, per second; 0 when not running. */
  speed: z.number(),
  allowedMps: z.number().int().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export type CampaignView = z.infer<typeof campaignView>;

/** GET /campaigns */
export const listCampaignsQuery = z.object({
  tab: z.enum(['all', 'drafts', 'scheduled', 'sending', 'done']).default('all'),
  q: z.string().trim().max(200).optional(),
  cursor: cursor.optional(),
});
export type ListCampaignsQuery = z.input<typeof listCampaignsQuery>;
export const listCampaignsResult = z.object({ campaigns: z.array(campaignView), nextCursor });
export type ListCampaignsResult = z.infer<typeof listCampaignsResult>;

/** POST /campaigns (a draft) and PUT /campaigns/:id (drafts only; absent fields stay). Time without zone is refused. */
export const campaignDraftBody = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  accountId: id.nullable().optional(),
  templateId: id.nullable().optional(),
  bindings: slotBindings.optional(),
  audience: audience.nullable().optional(),
  when: z.enum(['now', 'at']).optional(),
  scheduledAt: instant.nullable().optional(),
  timezone: z.string().max(60).nullable().optional(),
  uncertainPolicy: z.enum(['ask', 'resend-if-silent']).optional(),
});
export type CampaignDraftBody = z.infer<typeof campaignDraftBody>;

export const skipReason = z.enum([
  'opted-out',
  'no-consent',
  'paused',
  'blocked',
  'no-address',
  'us-marketing',
  'missing-value',
  'duplicate',
  'merged',
  'capped',
  'stale',
]);
export type SkipReason = z.infer<typeof skipReason>;

/** POST /campaigns/:id/preflight: the same queries and checks as the real run. */
export const preflightResult = z.object({
  matched: z.number().int(),
  exclusions: z.array(z.object({ reason: skipReason, count: z.number().int() })),
  willReceive: z.number().int(),
  limit: z.object({
    known: z.boolean(),
    /** null = unlimited. */
    limit: z.number().int().nullable(),
    used: z.number().int(),
    free: z.number().int().nullable(),
    /** Days of 24 h that the whole needs. */
    days: z.number().int(),
  }),
  allowedMps: z.number().int(),
  durationSeconds: z.number().int(),
  samples: z.array(
    z.object({
      contactId: id,
      contactName: z.string(),
      text: z.string(),
      usedFallback: z.boolean(),
    })
  ),
  /** What hinders the start (`blocking`) or deserves a look. `kind` is translated by the admin. */
  problems: z.array(
    z.object({
      kind: z.string(),
      blocking: z.boolean(),
      field: z.string().nullable(),
      detail: z.string().nullable(),
    })
  ),
  /** Type the number when nobody was chosen or above the settable size (1,000). */
  mustTypeNumber: z.boolean(),
});
export type PreflightResult = z.infer<typeof preflightResult>;

/** POST /campaigns/:id/launch: `expected` = the number on the button; the start is refused when it moved by more than 1 %. */
export const launchBody = z.object({
  expected: z.number().int().min(0),
  typed: z.number().int().optional(),
});
export type LaunchBody = z.infer<typeof launchBody>;

/** PUT /campaigns/:id/state */
export const campaignActionBody = z.object({
  action: z.enum(['pause', 'resume', 'cancel', 'unschedule', 'start-overdue']),
});
export type CampaignActionBody = z.infer<typeof campaignActionBody>;

export const recipientShown = z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'cooling',
  'uncertain',
  'left',
  'skipped',
  'cancelled',
]);
export type RecipientShown = z.infer<typeof recipientShown>;

export const recipientView = z.object({
  id,
  contactId: id,
  name: z.string(),
  address: z.string(),
  state: recipientShown,
  reason: skipReason.nullable(),
  attempt: z.number().int(),
  wamid: z.string().nullable(),
  error: messageError.nullable(),
  /** Only for uncertain rows (engine 6.3). */
  verdict: z.enum(['very-likely-not-accepted', 'unknown']).nullable(),
  at: instant.nullable(),
});
export type RecipientView = z.infer<typeof recipientView>;

/** GET /campaigns/:id/recipients */
export const listRecipientsQuery = z.object({
  state: recipientShown.optional(),
  q: z.string().trim().max(200).optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListRecipientsQuery = z.input<typeof listRecipientsQuery>;
export const listRecipientsResult = z.object({ recipients: z.array(recipientView), nextCursor });
export type ListRecipientsResult = z.infer<typeof listRecipientsResult>;

/** GET /campaigns/:id/errors: failures grouped in words (M-33). */
export const campaignErrorsResult = z.object({
  errors: z.array(messageError.extend({ count: z.number().int() })),
});
export type CampaignErrorsResult = z.infer<typeof campaignErrorsResult>;

/** POST /campaigns/:id/resolve: for uncertain rows, or `retry` for the retryable failed ones. Answers how many rows changed. */
export const resolveRecipientsBody = z.object({
  action: z.enum(['send-again', 'leave', 'retry']),
  recipientIds: z.array(id).max(1000).optional(),
});
export type ResolveRecipientsBody = z.infer<typeof resolveRecipientsBody>;
export const changedResult = z.object({ changed: z.number().int() });
