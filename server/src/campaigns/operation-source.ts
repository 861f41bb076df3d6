import type { Core } from '@strapi/strapi';
import type { CampaignView } from '../contracts/campaigns';
import type { OperationState, OperationView } from '../contracts/operations';
import type { OperationSource } from '../operations/public';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import { readRow } from '../strapi/table';
import { readCounts } from './count-store';
import { noCounts, shownCounts } from './domain/shown';
import { campaignTable, type CampaignRow } from './tables';

const OPEN = ['preparing', 'running', 'paused', 'cancelling'] as const;
const MOST = 200;
type Raw = Record<string, unknown>;

const STATES: Partial<Record<CampaignRow['state'], OperationState>> = {
  preparing: 'running',
  running: 'running',
  cancelling: 'running',
  paused: 'paused',
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Why it does not move: the limit, a pause, or the failure. */
const reasonOf = (row: CampaignRow, waiting: CampaignView['waiting']): OperationView['reason'] => {
  if (row.state === 'failed') return { kind: 'campaign-failed', text: null };
  const pause = row.state === 'paused' ? row.reasons?.at(-1) : undefined;
  if (pause) return { kind: pause.reason, text: pause.detail };
  if (!waiting) return null;
  return { kind: waiting.kind, text: waiting.until === null ? null : String(waiting.until) };
};

interface Live {
  whyNotNow(rows: readonly CampaignRow[]): Promise<(row: CampaignRow) => CampaignView['waiting']>;
  speed(id: number, sent: number): number;
}

/** Bulk sends on the Operations page (M-39): what runs with its speed and reason to wait, and what ended. */
export const createOperationSource = (strapi: Core.Strapi, live: Live): OperationSource => {
  const { db } = contextOf(strapi);

  const viewOf = (
    row: CampaignRow,
    {
      counts,
      by,
      waiting,
    }: { counts: ReturnType<typeof noCounts>; by: string | null; waiting: CampaignView['waiting'] }
  ): OperationView => {
    const shown = shownCounts(counts);
    const left = shown.queued + shown.sending;
    const isRunning = row.state === 'running';
    const speed = isRunning ? live.speed(row.id, shown.sent) : 0;
    const state = STATES[row.state] ?? 'queued';
    return {
      source: 'campaign',
      id: row.id,
      kind: 'campaign',
      title: row.name,
      state: waiting?.kind === 'limit' ? 'waiting' : state,
      done: shown.done,
      total: row.snapshotDone ? shown.receivers : null,
      perSecond: speed > 0 ? speed : null,
      leftMs: speed > 0 ? Math.round((left * 1000) / speed) : null,
      counters: {
        sent: shown.sent,
        delivered: shown.delivered,
        read: shown.read,
        failed: shown.failed,
        skipped: shown.skipped,
      },
      problems: shown.failed,
      reason: reasonOf(row, waiting),
      startedBy: by,
      addedAt: row.startedAt ?? row.addedAt,
      startedAt: row.startedAt,
      finishedAt: row.finishedAt,
      cancelling: row.state === 'cancelling',
      canCancel: false,
      canRetry: false,
      canDownload: false,
    };
  };

  const viewsOf = async (raw: Raw[]): Promise<OperationView[]> => {
    const rows = raw.map((one) => readRow(campaignTable, one));
    if (rows.length === 0) return [];
    const counts = await readCounts(
      db.knex,
      rows.map((row) => row.id)
    );
    const people = await adminsByIds(
      strapi,
      rows.flatMap((row) => row.launchedBy ?? [])
    );
    const waitingOf = await live.whyNotNow(rows);
    return rows.map((row) =>
      viewOf(row, {
        waiting: row.state === 'running' ? waitingOf(row) : null,
        counts: counts.get(row.id) ?? noCounts(),
        by: people.get(row.launchedBy ?? 0)?.name ?? null,
      })
    );
  };

  return {
    running: async () =>
      viewsOf(
        (await db
          .knex(campaignTable.table)
          .whereIn('state', [...OPEN])
          .orderBy('id')
          .limit(MOST)) as Raw[]
      ),
    finished: async ({ before, limit }) => {
      const query = db
        .knex(campaignTable.table)
        .whereIn('state', ['completed', 'failed', 'cancelled'])
        .whereNotNull('finished_at')
        .orderBy([
          { column: 'finished_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .limit(limit);
      if (before !== null) void query.where('finished_at', '<=', before);
      return viewsOf((await query) as Raw[]);
    },
  };
};
