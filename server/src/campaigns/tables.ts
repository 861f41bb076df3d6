import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { PeopleChoice } from '../contracts/audience';
import type { CampaignKind, CampaignState, SkipReason } from '../contracts/campaigns';
import type {
  CanaryState,
  TestDecision,
  TrialPlan,
  VariantLetter,
} from '../contracts/campaign-trial';
import type { LanguageOrder } from '../contracts/template-languages';
import type { SlotBindings } from '../contracts/templates';
import { timeColumns } from './time-columns';

export interface PauseReason {
  reason: string;
  detail: string | null;
  at: number;
  /** Of `person`: the admin user. */
  by?: number | null;
}

/** Sums of a campaign from which its guard rails measure. */
export interface GuardBase {
  at: number;
  attempted: number;
  failed: number;
}

/** What a campaign sends in which language. */
export interface FrozenLanguages {
  order: LanguageOrder;
  messages: { templateId: number; frozen: object; bindings: SlotBindings }[];
}

export const campaignTable = defineTable({
  name: 'campaign',
  kind: 'content-type',
  related: { mainField: 'name' },
  description: 'A message to many people',
  columns: {
    name: must.string<string>('', 200),
    accountId: maybe.int(),
    kind: must.string<CampaignKind>('template', 10),
    templateId: maybe.int(),
    /** Of an ordinary message: its words, and a file of the media library. */
    text: maybe.text(),
    fileId: maybe.int(),
    /** Of an own flow: the bot whose chain is started. */
    botId: maybe.int(),
    bindings: maybe.json<SlotBindings>(),
    /**
     * Each person gets the template in their language, of those that `templateId` has beside itself (E-25). Of a flow its bot
     * says so; the start writes it down.
     */
    byLanguage: must.bool(false),
    audience: maybe.json<PeopleChoice>(),
    limitMode: must.string<'spread' | 'first'>('spread', 8),
    /** With `first`: the number on the button; anyone who comes after it is skipped as `over-limit`. */
    capAt: maybe.int(),
    ...timeColumns,
    state: must.string<CampaignState>('draft', 12),
    reasons: maybe.json<PauseReason[]>(),
    failReason: maybe.text(),
    /** Fence of a run: a permit names it. */
    runNo: must.int(0),
    snapshotCursor: must.int(0),
    hiMax: must.int(0),
    snapshotDone: must.bool(false),
    uncertainPolicy: must.string<'ask' | 'resend-if-silent'>('ask', 20),
    /** What goes out, as it was at the start (frozen.ts). */
    frozen: maybe.json<object>(),
    /** Category of what goes out, set at the start: caps count promotions by it. */
    category: maybe.string(16),
    lateLimitMs: must.big(30 * 60_000),
    /** Test batch, guard rails, variants, hold-out (contracts/campaign-trial.ts). */
    trial: maybe.json<TrialPlan>(),
    /** Random multiplier and shift of this campaign's split (domain/split.ts). */
    splitA: must.int(1),
    splitB: must.int(0),
    canaryState: maybe.string<CanaryState>(10),
    /** When all of the test batch was tried. */
    canaryTriedAt: maybe.big(),
    /** What the guard rails measure from: nothing before a person said "go on". */
    guardBase: maybe.json<GuardBase>(),
    /** What B, C and D send, as they were at the start. */
    frozenVariants: maybe.json<{ frozen: object; bindings: SlotBindings }[]>(),
    /** The template in every language that could go out at the start, and the order in which they are tried. */
    frozenLanguages: maybe.json<FrozenLanguages>(),
    /** The last permit of the test. */
    testEndedAt: maybe.big(),
    winner: maybe.string<VariantLetter>(1),
    decision: maybe.json<TestDecision>(),
    sample: must.bool(false),
    launchedBy: maybe.int(),
    addedAt: must.big(),
    changedAt: must.big(),
    /** Who saved the draft last. */
    changedBy: maybe.int(),
    /** When its own message, as it is now, was last tried on a test recipient. */
    testedAt: maybe.big(),
    startedAt: maybe.big(),
    finishedAt: maybe.big(),
  },
  indexes: [
    { columns: ['state', 'scheduledAt'] },
    { columns: ['accountId', 'state'] },
    { columns: ['seriesId', 'occurrence'], unique: true },
  ],
});
/**
 * `letter` is no column: the row stands for that variant of it (variants.ts). Nor is `namedTemplateId`: the row stands for one
 * of its languages, and this is the template that the campaign itself names. Nor is `maxPriced`: its template has a maximum
 * price now (recategorised.ts).
 */
export type CampaignRow = RowOf<typeof campaignTable> & {
  letter?: VariantLetter;
  namedTemplateId?: number | null;
  maxPriced?: boolean;
};

/** Permission side of a recipient (engine 2); what Meta said is in `rank`. */
export type RecipientState =
  | 'queued'
  | 'claimed'
  | 'sending'
  | 'accepted'
  | 'failed'
  | 'cooling'
  | 'skipped'
  | 'cancelled'
  | 'uncertain'
  | 'left';

/** Without a permit and still to be sent: what may be skipped, cancelled or moved without asking Meta. */
export const OPEN_STATES = ['queued', 'claimed', 'cooling'] as const satisfies RecipientState[];

/** Queued rows that are not due before somebody decides (holds.ts). */
export type HoldReason = 'canary' | 'winner';

export const recipientTable = defineTable({
  name: 'recipient',
  kind: 'content-type',
  description: 'One person of one campaign',
  columns: {
    campaignId: must.int(),
    contactId: must.int(),
    accountId: must.int(),
    addressKey: must.string<string>(undefined, 64),
    state: must.string<RecipientState>('queued', 12),
    /** Why it was skipped; of one that waits: what it waits for. */
    reason: maybe.string<SkipReason | 'quiet-hours' | HoldReason>(20),
    /** Of a test: which message; null = the winner. */
    variant: maybe.string<VariantLetter>(1),
    /** Of a campaign in everybody's language: the template that they get. */
    templateId: maybe.int(),
    dueAt: must.big(0),
    /** After this instant it is of no use to them any more (M-50). */
    staleAt: maybe.big(),
    claim: maybe.string(40),
    claimEpoch: must.int(0),
    permit: maybe.string(40),
    permitAt: maybe.big(),
    sentBy: maybe.string(64),
    attempt: must.int(1),
    /** Refusals that count toward the 5. */
    tries: must.int(0),
    rank: must.int(0),
    wamid: maybe.string(255),
    wamidKey: maybe.string(64),
    held: must.bool(false),
    inLimit: must.bool(false),
    /** How Meta charges it, as its statuses say. */
    priceCategory: maybe.string(32),
    priceType: maybe.string(32),
    /** What is charged for it, where a status says that (T-53). */
    chargedMicros: maybe.big(),
    chargedCurrency: maybe.string(3),
    doubled: must.bool(false),
    errorCode: maybe.int(),
    errorClass: maybe.string(24),
    errorText: maybe.text(),
    acceptedAt: maybe.big(),
    sentAt: maybe.big(),
    deliveredAt: maybe.big(),
    readAt: maybe.big(),
    failedAt: maybe.big(),
    /** Null for those who were skipped at the start: then it is the campaign's own. */
    skippedAt: maybe.big(),
    /** Kept when the person is erased or the message goes, so that the figures stay (kept-figures.ts). */
    country: maybe.string(2),
    repliedAt: maybe.big(),
  },
  indexes: [
    { columns: ['campaignId', 'contactId'], unique: true },
    { columns: ['campaignId', 'addressKey'], unique: true },
    { columns: ['campaignId', 'state', 'dueAt', 'id'] },
    { columns: ['contactId', 'state'] },
    { columns: ['state', 'permitAt'] },
    { columns: ['wamidKey'], unique: true },
  ],
});
export type RecipientRow = RowOf<typeof recipientTable>;

/** Country of a recipient (`r`, person `c`): as it was when the person was forgotten, else that of the profile. */
export const countrySql = 'COALESCE(r.country, c.country)';

/** Presses of a button whose messages are deleted: by these the figures of its campaign stay, without what was written. */
export const keptPressTable = defineTable({
  name: 'kept-press',
  plural: 'kept-presses',
  kind: 'content-type',
  description: 'How often a recipient pressed a button, in place of deleted messages',
  columns: {
    recipientId: must.int(),
    /** sha256 of the words of the button, which are those of the template. */
    textKey: must.string<string>(undefined, 64),
    text: must.text(),
    presses: must.int(0),
    /** 1 = the person unsubscribed by it. */
    unsubscribed: must.int(0),
  },
  indexes: [{ columns: ['recipientId', 'textKey'], unique: true }],
});

/** Sums over recipient rows, kept by the same transactions that change the rows (I17): nobody counts a million rows. */
export const campaignCountTable = defineTable({
  name: 'campaign-count',
  kind: 'content-type',
  description: 'How many recipients of a campaign are in which state',
  columns: {
    campaignId: must.int(),
    queued: must.int(0),
    sending: must.int(0),
    sent: must.int(0),
    delivered: must.int(0),
    seen: must.int(0),
    failed: must.int(0),
    uncertain: must.int(0),
    skipped: must.int(0),
    cancelled: must.int(0),
  },
  indexes: [{ columns: ['campaignId'], unique: true }],
});
export type CampaignCountRow = RowOf<typeof campaignCountTable>;
