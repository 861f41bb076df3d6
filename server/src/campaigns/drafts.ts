import type { CampaignRow } from './tables';

/** A draft of which nothing is decided, with what is known of it. */
export const newDraft = (known: Partial<CampaignRow>): Partial<CampaignRow> => ({
  name: '',
  kind: 'template',
  limitMode: 'spread',
  whenKind: 'now',
  state: 'draft',
  uncertainPolicy: 'ask',
  runNo: 0,
  snapshotCursor: 0,
  hiMax: 0,
  snapshotDone: false,
  lateLimitMs: 30 * 60_000,
  sample: false,
  ...known,
});

/** A new draft like this campaign. Its time has passed or is taken: it is chosen anew. */
export const copyOf = (
  row: CampaignRow,
  { name, now }: { name: string; now: number }
): Partial<CampaignRow> =>
  newDraft({
    name,
    accountId: row.accountId,
    kind: row.kind,
    templateId: row.templateId,
    text: row.text,
    fileId: row.fileId,
    botId: row.botId,
    bindings: row.bindings,
    audience: row.audience,
    limitMode: row.limitMode,
    uncertainPolicy: row.uncertainPolicy,
    addedAt: now,
    changedAt: now,
  });
