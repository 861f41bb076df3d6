import type { VariantLetter } from '../../../../server/src/contracts/campaign-trial';
import {
  ENDED_STATES,
  type CampaignCounts,
  type CampaignErrorsResult,
  type CampaignState,
  type CampaignView,
  type HandoverView,
  type PreflightResult,
  type RecipientShown,
  type SkipReason,
} from '../../../../server/src/contracts/campaigns';

/** Words that the head of a campaign shows: "running" splits by why it waits. */
export type ShownCampaignState = CampaignState | 'waiting';

export const shownState = (c: Pick<CampaignView, 'state' | 'waiting'>): ShownCampaignState =>
  c.state === 'running' && c.waiting?.kind === 'limit' ? 'waiting' : c.state;

/** A share in percent, between 0 and 100; nothing of nothing is 0. */
export const percent = (part: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(100, Math.max(0, (part / whole) * 100));

/** Progress of the run in whole percent of those who get it; only when all were tried it says 100. */
export const progress = ({ done, receivers }: CampaignCounts): number => {
  const share = percent(done, receivers);
  return done >= receivers ? Math.round(share) : Math.min(99, Math.floor(share));
};

export type FunnelStep = {
  key: 'queued' | 'sent' | 'delivered' | 'read' | 'clicked' | 'pressed' | 'replied' | 'failed';
  count: number;
};

/** What people did after they got it; null = not known, or nothing that they could do. */
export type AfterIt = Record<'clicked' | 'pressed' | 'replied', number | null>;
const notKnown: AfterIt = { clicked: null, pressed: null, replied: null };

/**
 * The columns of M-31 and M-32. `queued` holds what is under way as well; once nothing is, it is left out, as are clicks
 * of messages without links, presses of those without buttons, and the answers while nobody knows how many they are.
 */
export const funnelSteps = (c: CampaignCounts, after: AfterIt = notKnown): FunnelStep[] => {
  const ahead = c.queued + c.sending;
  return [
    ...(ahead > 0 ? [{ key: 'queued' as const, count: ahead }] : []),
    { key: 'sent', count: c.sent },
    { key: 'delivered', count: c.delivered },
    { key: 'read', count: c.read },
    ...(['clicked', 'pressed', 'replied'] as const).flatMap((key) => {
      const count = after[key];
      return count === null ? [] : [{ key, count }];
    }),
    { key: 'failed', count: c.failed },
  ];
};

/** Share "of the step before": delivered of sent, read of delivered; what is ahead, sent or failed of those who get it. */
export const stepShare = (
  key: Exclude<FunnelStep['key'], keyof AfterIt>,
  c: CampaignCounts
): number | null => {
  const ofReceivers = (count: number) => (c.receivers > 0 ? percent(count, c.receivers) : null);
  if (key === 'queued') return ofReceivers(c.queued + c.sending);
  if (key === 'sent' || key === 'failed') return ofReceivers(c[key]);
  if (key === 'delivered') return c.sent > 0 ? percent(c.delivered, c.sent) : null;
  if (key === 'read') return c.delivered > 0 ? percent(c.read, c.delivered) : null;
  return null;
};

/** Share of any column. Clicks and answers are those of the people who got it: many never show that they read. */
export const funnelShare = ({ key, count }: FunnelStep, c: CampaignCounts): number | null => {
  if (key === 'clicked' || key === 'pressed' || key === 'replied')
    return c.delivered > 0 ? percent(count, c.delivered) : null;
  return stepShare(key, c);
};

/** People whom "Cancel rest" takes out: everything that has not been handed to WhatsApp. */
export const restToCancel = (c: CampaignCounts): number => c.queued;

const active: readonly CampaignState[] = [
  'preparing',
  'running',
  'paused',
  'cancelling',
  'overdue',
];

export type CampaignAction =
  | 'edit'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'unschedule'
  | 'reschedule'
  | 'start-overdue'
  | 'go-on';

/** What a state allows; the server decides again. */
export const actionsFor = (state: CampaignState): CampaignAction[] => {
  switch (state) {
    case 'draft':
      return ['edit'];
    case 'scheduled':
      return ['reschedule', 'unschedule', 'cancel'];
    case 'overdue':
      return ['start-overdue', 'reschedule', 'unschedule', 'cancel'];
    case 'preparing':
      return ['cancel'];
    case 'running':
      return ['pause', 'cancel', 'go-on'];
    case 'paused':
      return ['resume', 'cancel'];
    default:
      return [];
  }
};

export const isActive = (state: CampaignState): boolean => active.includes(state);

/**
 * The campaign with the counts of the moment of which its figures are. Figures that are kept may be older than its end: "completed"
 * beside recipients who still wait would be false, and then its own counts are the newer ones.
 */
export const counted = (
  campaign: CampaignView,
  insights: { counts: CampaignCounts } | null
): CampaignView => {
  if (!insights) return campaign;
  const { counts } = insights;
  const isBehind = ENDED_STATES.includes(campaign.state) && counts.queued + counts.sending > 0;
  return isBehind ? campaign : { ...campaign, counts };
};

/** The quarter that a live region announces: 0, 25, 50, 75; `end` once finished; null while nothing runs. */
export type Milestone = 'start' | 25 | 50 | 75 | 'end';
export const milestone = (state: CampaignState, counts: CampaignCounts): Milestone | null => {
  if (state === 'completed') return 'end';
  if (state !== 'running') return null;
  const p = progress(counts);
  if (p >= 75) return 75;
  if (p >= 50) return 50;
  if (p >= 25) return 25;
  return 'start';
};

/** Tokens of a bill: every line, what is taken out, and the sum that stands on the button. */
export type BillLine = { reason: PreflightResult['exclusions'][number]['reason']; count: number };
export const billLines = (bill: PreflightResult): BillLine[] =>
  bill.exclusions.filter((e) => e.count > 0).sort((a, b) => b.count - a.count);

export const canLaunch = (bill: PreflightResult | null): boolean =>
  bill !== null &&
  // People who want it by another channel are reached by the run as well (O-29).
  (bill.willReceive > 0 || bill.exclusions.some(({ reason }) => reason === 'channel')) &&
  !bill.problems.some((p) => p.blocking);

/** Digits of what was typed, however grouped ("12,480", "12.480", "12 480"); null when it is no number. */
export const typedNumber = (text: string): number | null => {
  const trimmed = text.trim();
  if (!/^\d[\d.,\s\u00a0\u202f'’]*$/.test(trimmed)) return null;
  const digits = trimmed.replace(/\D/g, '');
  return digits.length === 0 || digits.length > 12 ? null : Number(digits);
};

/** The start button of the dialog works when no number is asked, or the right one was typed. */
export const startAllowed = (bill: PreflightResult, typed: string): boolean =>
  !bill.mustTypeNumber || typedNumber(typed) === bill.willReceive;

/** The body that goes to `launch`: the number on the button, and the typed one when it was asked. */
export const launchBody = (bill: PreflightResult, typed: string) => {
  const number = typedNumber(typed);
  return {
    expected: bill.willReceive,
    ...(bill.mustTypeNumber && number !== null ? { typed: number } : {}),
  };
};

export type Span = { unit: 'seconds' | 'minutes' | 'hours' | 'days'; value: number };

/** A duration in one whole unit that a person would say: 45 seconds, 4 minutes, 2 hours, 3 days. */
export const span = (seconds: number): Span => {
  if (seconds < 90) return { unit: 'seconds', value: Math.max(1, Math.round(seconds)) };
  if (seconds < 90 * 60) return { unit: 'minutes', value: Math.round(seconds / 60) };
  if (seconds < 36 * 3600) return { unit: 'hours', value: Math.round(seconds / 3600) };
  return { unit: 'days', value: Math.round(seconds / 86_400) };
};

/** Seconds until all are sent at the speed of now; null when nothing moves. */
export const secondsLeft = (
  c: Pick<CampaignView, 'counts' | 'speed' | 'allowedMps'>
): number | null => {
  const rest = c.counts.queued + c.counts.sending;
  if (rest === 0 || c.speed <= 0) return null;
  return rest / c.speed;
};

/** What a list of recipients is narrowed to. */
export type Narrowed = {
  state: RecipientShown | null;
  reason: SkipReason | null;
  errorCode: number | null;
  /** Of a test: the message. */
  variant: VariantLetter | null;
};
export const noNarrowing: Narrowed = {
  state: null,
  reason: null,
  errorCode: null,
  variant: null,
};

/** The same as the query of the list and of its export. */
export const narrowedParams = ({ state, reason, errorCode, variant }: Narrowed) => ({
  ...(state === null ? {} : { state }),
  ...(reason === null ? {} : { reason }),
  ...(errorCode === null ? {} : { errorCode }),
  ...(variant === null ? {} : { variant }),
});

export const recipientStates: readonly RecipientShown[] = [
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
];

export const tabs = ['all', 'drafts', 'scheduled', 'sending', 'done'] as const;
export type CampaignTab = (typeof tabs)[number];
export const tabOf = (text: string | null): CampaignTab =>
  tabs.find((tab) => tab === text) ?? 'all';

/** How many failed ones a retry may help. */
export const retryable = (errors: CampaignErrorsResult['errors']): number =>
  errors.filter((e) => e.retryable).reduce((sum, e) => sum + e.count, 0);

/** What could not be handed over, and what waits after a refusal; never what may have left (O-29). */
export const canHandOverAgain = ({ state, reason }: Pick<HandoverView, 'state' | 'reason'>) =>
  state === 'failed' || (state === 'waiting' && reason !== null);
