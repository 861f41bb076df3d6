import { z } from 'zod';
import { peopleChoice, peopleFilter } from './audience';
import { campaignCounts, type CampaignCounts } from './campaign-counts';
import { pauseReason, whyNotNow } from './campaign-rest';
import { trialPlan, trialView, variantLetter } from './campaign-trial';
import { campaignTimes, timeDraft, timeView } from './campaign-time';
import { cursor, id, instant, nextCursor } from './common';
import { otherChannel } from './consent';
import { messageBody, messageError } from './conversations';
import { costResult } from './prices';
import { slotBindings } from './templates';
import { testSendBody } from './testers';

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

/** States of a campaign that sends nothing more. */
export const ENDED_STATES: readonly CampaignState[] = ['completed', 'cancelled', 'failed'];

/** What goes out (M-09): an approved template, an ordinary message for open windows only, or a bot's chain. */
export const campaignKind = z.enum(['template', 'text', 'flow']);
export type CampaignKind = z.infer<typeof campaignKind>;

export { campaignCounts, type CampaignCounts };

export const campaignView = z.object({
  id,
  name: z.string(),
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  isSimulator: z.boolean(),
  templateId: id.nullable(),
  kind: campaignKind,
  /** The words of an ordinary message; may hold variables like {{first_name}}. */
  text: z.string().nullable(),
  /** File of the media library that goes with an ordinary message. */
  fileId: id.nullable(),
  botId: id.nullable(),
  botName: z.string().nullable(),
  templateName: z.string().nullable(),
  templateLanguage: z.string().nullable(),
  category: z.string().nullable(),
  bindings: slotBindings,
  /** Each person gets the template in their language; `templateId` is one of its languages (E-25). */
  byLanguage: z.boolean(),
  audience: peopleChoice.nullable(),
  audienceText: z.string().nullable(),
  limitMode: z.enum(['spread', 'first']),
  ...timeView,
  scheduledAt: instant.nullable(),
  timezone: z.string().nullable(),
  state: campaignState,
  pauseReasons: z.array(pauseReason),
  failReason: z.string().nullable(),
  waiting: whyNotNow.nullable(),
  uncertainPolicy: z.enum(['ask', 'resend-if-silent']),
  /** Test batch, guard rails, variants, hold-out; and how far they are. */
  trial: trialPlan,
  trialState: trialView,
  counts: campaignCounts,
  /** Messages accepted in the last ten seconds, per second; 0 when not running. */
  speed: z.number(),
  allowedMps: z.number().int().nullable(),
  createdAt: instant,
  /** When it was last changed: the version of a draft. */
  changedAt: instant,
  /** Of a draft: who saved it last. */
  changedBy: z.object({ id, name: z.string() }).nullable(),
  /** When its own message, as it is now, was last tried on a test recipient; null: not since it was changed. */
  testedAt: instant.nullable(),
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
  kind: campaignKind.optional(),
  templateId: id.nullable().optional(),
  bindings: slotBindings.optional(),
  /** Everybody in their language: `templateId` is any language of the template, `bindings` are of that one. */
  byLanguage: z.boolean().optional(),
  text: z.string().max(4096).nullable().optional(),
  fileId: id.nullable().optional(),
  botId: id.nullable().optional(),
  /** What happens beyond the messaging limit (M-34): over days, or only the first who fit. */
  limitMode: z.enum(['spread', 'first']).optional(),
  /** Whom it means (M-04, M-19…M-24). */
  audience: peopleChoice.nullable().optional(),
  ...timeDraft,
  scheduledAt: instant.nullable().optional(),
  timezone: z.string().max(60).nullable().optional(),
  uncertainPolicy: z.enum(['ask', 'resend-if-silent']).optional(),
  trial: trialPlan.optional(),
  /** `changedAt` of the draft of which this is a change: refused when somebody saved it since. Without it nothing is asked. */
  basedOn: instant.optional(),
});
export type CampaignDraftBody = z.infer<typeof campaignDraftBody>;

export const skipReason = z.enum([
  'opted-out',
  'asked-to-stop',
  'no-consent',
  'paused',
  'topic',
  'not-asked',
  'blocked',
  'no-address',
  'us-marketing',
  'missing-value',
  'no-language',
  'duplicate',
  'merged',
  'capped',
  'channel',
  'stale',
  'window-closed',
  'over-limit',
  'hold-out',
]);
export type SkipReason = z.infer<typeof skipReason>;

/** POST /campaigns/:id/preflight: the same queries and checks as the real run. */
export const preflightResult = z.object({
  matched: z.number().int(),
  exclusions: z.array(z.object({ reason: skipReason, count: z.number().int() })),
  willReceive: z.number().int(),
  /** Of a campaign in everybody's language: how many may get which, before the cut of the messaging limit. */
  languages: z.array(z.object({ templateId: id, language: z.string(), count: z.number().int() })),
  limit: z.object({
    known: z.boolean(),
    /** null = unlimited. */
    limit: z.number().int().nullable(),
    used: z.number().int(),
    free: z.number().int().nullable(),
    /** How many of those who get it take a new place: nothing reached them within 24 hours, and no window is open. */
    places: z.number().int(),
    /** Days of 24 h that the whole needs. */
    days: z.number().int(),
    /** How many of them get it now, before places must become free. */
    today: z.number().int(),
  }),
  allowedMps: z.number().int(),
  durationSeconds: z.number().int(),
  /** What holds the speed: the campaign's own pace, or the rate of the number. */
  brake: z.object({
    kind: z.enum(['rate', 'pace']),
    count: z.number().int(),
    per: z.enum(['second', 'minute', 'hour']),
  }),
  /** With `local` and `best`: how many when. */
  times: campaignTimes.nullable(),
  samples: z.array(
    z.object({
      contactId: id,
      contactName: z.string(),
      body: messageBody,
      usedFallback: z.boolean(),
      /** Of a test: whose message this is. */
      variant: variantLetter.nullable(),
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
  /** Estimate by the price table; null while nobody is chosen, and where a bot's chain decides what is sent. */
  cost: costResult.nullable(),
  /** Of templates with a maximum price: what one delivery may cost at most, and all of them (T-53). */
  ceiling: z
    .object({
      currency: z.string(),
      micros: z.number().int(),
      totalMicros: z.number().int(),
    })
    .nullable(),
  /**
   * Those who get it before the others wait (M-43), and what they cost; null: nobody waits. `waiting`: for the decision of a
   * person, while others of a campaign with a test wait for its result. `isExact` false: a share is drawn by chance, and of
   * chosen testers those who are not among the people do not count.
   */
  first: z
    .object({
      people: z.number().int(),
      waiting: z.number().int(),
      isExact: z.boolean(),
      cost: costResult.nullable(),
    })
    .nullable(),
  /** Type the number when nobody was chosen or above the settable size (1,000). */
  mustTypeNumber: z.boolean(),
});
export type PreflightResult = z.infer<typeof preflightResult>;

/** POST /campaigns/:id/launch: `expected` = the number on the button; the start is refused when it moved by more than 1 %. */
export const launchBody = z.object({
  expected: z
    .number({
      error:
        'say how many people you expect to get it: `willReceive` of POST /whatsapp/campaigns/:id/preflight',
    })
    .int()
    .min(0),
  typed: z.number().int().optional(),
  /** `changedAt` of the draft that was looked at: nothing else is started. */
  basedOn: instant.optional(),
});
export type LaunchBody = z.infer<typeof launchBody>;

/** POST /campaigns/people: a page of whom a filter means, oldest first. Answers `listContactsResult`. */
export const campaignPeopleBody = z.object({
  filter: peopleFilter.default({}),
  cursor: cursor.optional(),
  limit: z.number().int().min(1).max(200).default(20),
});
export type CampaignPeopleBody = z.input<typeof campaignPeopleBody>;
/** POST /campaigns/people/count */
export const campaignPeopleCountBody = z.object({ choice: peopleChoice });
export const campaignPeopleCount = z.object({ total: z.number().int() });

/** POST /campaigns/:id/reach: how many of a choice may get the draft's message, and why the others may not. */
export const campaignReachBody = z.object({ choice: peopleChoice });
export const campaignReach = z.object({
  matched: z.number().int(),
  /** null while the draft has no message that could be judged. */
  may: z.number().int().nullable(),
  reasons: z.array(z.object({ reason: skipReason, count: z.number().int() })),
});
export type CampaignReach = z.infer<typeof campaignReach>;

/** GET /campaigns/:id/excluded: the people behind a line of the bill, before the start (M-28). */
export const excludedQuery = z.object({
  reason: skipReason,
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ExcludedQuery = z.input<typeof excludedQuery>;
export const excludedResult = z.object({
  people: z.array(z.object({ contactId: id, name: z.string(), address: z.string() })),
  nextCursor,
});
export type ExcludedResult = z.infer<typeof excludedResult>;

/** POST /campaigns/:id/preview: what this person would read (M-17). A refusal names what is missing. */
export const previewBody = z.object({ contactId: id, variant: variantLetter.optional() });
export const previewResult = z.object({
  contactId: id,
  contactName: z.string(),
  body: messageBody,
  usedFallback: z.boolean(),
  /** Why this person would be left out, null when they get it. */
  reason: skipReason.nullable(),
});
export type PreviewResult = z.infer<typeof previewResult>;

/** POST /campaigns/:id/test: the message to testers; counts nowhere in the campaign. */
export const testBody = testSendBody.extend({ variant: variantLetter.optional() });
export type TestBody = z.infer<typeof testBody>;

/** POST /campaigns/:id/clone → a new draft */
export const cloneBody = z.object({ name: z.string().trim().min(1).max(200) });
export type CloneBody = z.infer<typeof cloneBody>;

/** PUT /campaigns/:id/schedule: another time for one that is scheduled or missed its start (M-16). */
export const scheduleBody = z.object({
  scheduledAt: instant,
  timezone: z.string().max(60).nullable(),
});
export type ScheduleBody = z.infer<typeof scheduleBody>;

/** PUT /campaigns/:id/state */
export const campaignActionBody = z.object({
  /** `go-on`: what customers wrote while webhooks could not be taken is not waited for any more; it holds for all campaigns. */
  action: z.enum(['pause', 'resume', 'cancel', 'unschedule', 'start-overdue', 'go-on']),
});
export type CampaignActionBody = z.infer<typeof campaignActionBody>;

/** What became of a message that somebody wants by another channel (O-29). `uncertain`: the channel gave no answer. */
export const handoverState = z.enum([
  'waiting',
  'sending',
  'done',
  'failed',
  'uncertain',
  'dropped',
]);
export type HandoverState = z.infer<typeof handoverState>;
export const handoverView = z.object({
  channel: otherChannel,
  state: handoverState,
  /** `no-address`, `channel-off`, `channel-not-set-up`, `refused`, `no-answer`, or a reason of the gate. */
  reason: z.string().nullable(),
  /** What the channel said. */
  detail: z.string().nullable(),
});
export type HandoverView = z.infer<typeof handoverView>;

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
  /** Of people who want such messages by another channel. */
  handover: handoverView.nullable(),
  /** Only for uncertain rows (engine 11). */
  verdict: z.enum(['very-likely-not-accepted', 'unknown']).nullable(),
  at: instant.nullable(),
  /** Of a test: which message it is; null while it waits for the winner. */
  variant: variantLetter.nullable(),
});
export type RecipientView = z.infer<typeof recipientView>;

/** GET /campaigns/:id/recipients */
export const listRecipientsQuery = z.object({
  state: recipientShown.optional(),
  /** Of skipped people: only these. */
  reason: skipReason.optional(),
  /** Of failed people: only those with this code of Meta. */
  errorCode: z.coerce.number().int().optional(),
  /** Of a test: only who got this message. */
  variant: variantLetter.optional(),
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
  /** Who was left out and why, most frequent first (M-28). */
  skipped: z.array(z.object({ reason: skipReason, count: z.number().int() })),
});
export type CampaignErrorsResult = z.infer<typeof campaignErrorsResult>;

/** POST /campaigns/:id/resolve: for uncertain rows, or `retry` for the retryable failed ones. Answers how many rows changed. */
export const resolveRecipientsBody = z.object({
  /** `hand-over-again`: what could not be handed over to another channel (O-29). */
  action: z.enum(['send-again', 'leave', 'retry', 'hand-over-again']),
  recipientIds: z.array(id).max(1000).optional(),
  /** Of `retry`: only those that failed with this code of Meta. */
  errorCode: z.number().int().optional(),
});
export type ResolveRecipientsBody = z.infer<typeof resolveRecipientsBody>;
export const changedResult = z.object({ changed: z.number().int() });
