import { randomSplit } from './domain/split';
import type { CampaignRow } from './tables';

type Random = () => number;

/** A draft of which nothing is decided, with what is known of it. Each divides its people in another way. */
export const newDraft = (random: Random, known: Partial<CampaignRow>): Partial<CampaignRow> => ({
  ...randomSplit(random),
  name: '',
  kind: 'template',
  byLanguage: false,
  limitMode: 'spread',
  whenKind: 'now',
  state: 'draft',
  uncertainPolicy: 'ask',
  runNo: 0,
  snapshotCursor: 0,
  hiMax: 0,
  snapshotDone: false,
  lateLimitMs: 30 * 60_000,
  ifPast: 'next-day',
  paceAt: 0,
  nextMade: false,
  sample: false,
  ...known,
});

/** A new draft like this campaign. Its time has passed or is taken: it is chosen again. */
export const copyOf = (
  row: CampaignRow,
  { name, now, random }: { name: string; now: number; random: Random }
): Partial<CampaignRow> =>
  newDraft(random, {
    name,
    accountId: row.accountId,
    kind: row.kind,
    templateId: row.templateId,
    text: row.text,
    fileId: row.fileId,
    botId: row.botId,
    bindings: row.bindings,
    byLanguage: row.byLanguage,
    audience: row.audience,
    limitMode: row.limitMode,
    uncertainPolicy: row.uncertainPolicy,
    trial: row.trial,
    ifPast: row.ifPast,
    staleAfterHours: row.staleAfterHours,
    pace: row.pace,
    addedAt: now,
    changedAt: now,
  });
