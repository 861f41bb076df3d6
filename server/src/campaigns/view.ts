import type { CampaignView, RecipientView, SkipReason } from '../contracts/campaigns';
import type { Locale } from '../cloud-api/error-row';
import { errorWords } from '../conversations/public';
import { recipientShown, shownCounts, type BucketCounts } from './domain/shown';
import type { Waiting } from './hearing';
import { testStateOf } from './decide';
import { timesShown } from './time-view';
import type { CampaignRow, RecipientRow } from './tables';
import { planOf } from './variants';

export interface CampaignContext {
  account: { name: string; isSimulator: boolean; throughputMps: number } | null;
  template: { name: string; language: string; category: string } | null;
  botName: string | null;
  audienceText: string | null;
  counts: BucketCounts;
  /** Who paused it or saved the draft, by admin user. */
  people: ReadonlyMap<number, { id: number; name: string }>;
  waiting: Waiting | null;
  speed: number;
}

/** What decides whom it may reach; null: a template that is not chosen. */
const categoryOf = (
  { kind }: Pick<CampaignRow, 'kind'>,
  { template }: Pick<CampaignContext, 'template'>
): string | null => {
  if (kind === 'text') return 'SERVICE';
  return template?.category ?? (kind === 'flow' ? 'SERVICE' : null);
};

export const campaignView = (row: CampaignRow, context: CampaignContext): CampaignView => ({
  id: row.id,
  name: row.name,
  accountId: row.accountId,
  accountName: context.account?.name ?? null,
  isSimulator: context.account?.isSimulator ?? false,
  templateId: row.templateId,
  kind: row.kind,
  text: row.text,
  fileId: row.fileId,
  botId: row.botId,
  botName: context.botName,
  templateName: context.template?.name ?? null,
  templateLanguage: context.template?.language ?? null,
  category: categoryOf(row, context),
  bindings: row.bindings ?? {},
  byLanguage: row.byLanguage,
  audience: row.audience,
  audienceText: context.audienceText,
  limitMode: row.limitMode,
  ...timesShown(row),
  scheduledAt: row.scheduledAt,
  timezone: row.timezone,
  state: row.state,
  pauseReasons: (row.reasons ?? []).map(({ by, ...reason }) => ({
    ...reason,
    by: (by && context.people.get(by)) || null,
  })),
  failReason: row.failReason,
  waiting: row.state === 'running' ? context.waiting : null,
  uncertainPolicy: row.uncertainPolicy,
  trial: planOf(row),
  trialState: { canary: row.canaryState, test: testStateOf(row), winner: row.winner },
  counts: shownCounts(context.counts),
  speed: row.state === 'running' ? context.speed : 0,
  allowedMps: context.account?.throughputMps ?? null,
  createdAt: row.addedAt,
  changedAt: row.changedAt,
  changedBy: (row.state === 'draft' && row.changedBy && context.people.get(row.changedBy)) || null,
  testedAt: row.testedAt,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
});

/** Reasons to wait are no reasons to be left out. */
const skipReasonOf = (reason: RecipientRow['reason']): SkipReason | null =>
  reason === 'quiet-hours' || reason === 'canary' || reason === 'winner' ? null : reason;

export const recipientView = (
  row: RecipientRow,
  context: {
    name: string;
    address: string;
    locale: Locale;
    verdict: RecipientView['verdict'];
    handover: RecipientView['handover'];
    /** What who waited for the winner of a test got. */
    winner: RecipientView['variant'];
  }
): RecipientView => {
  const state = recipientShown(row);
  return {
    id: row.id,
    contactId: row.contactId,
    name: context.name,
    address: context.address,
    state,
    // A queued one may carry the reason by which the snapshot knew that it will be handed over.
    reason: row.state === 'skipped' ? skipReasonOf(row.reason) : null,
    attempt: row.attempt,
    wamid: row.wamid,
    error: state === 'failed' || state === 'cooling' ? errorWords(row, context.locale) : null,
    handover: row.state === 'skipped' ? context.handover : null,
    verdict: state === 'uncertain' ? context.verdict : null,
    variant: row.variant ?? (row.permitAt === null ? null : context.winner),
    at:
      row.readAt ?? row.deliveredAt ?? row.failedAt ?? row.sentAt ?? row.acceptedAt ?? row.permitAt,
  };
};
