import type { Core } from '@strapi/strapi';
import { RANK } from '../conversations/public';
import { contextOf } from '../strapi/context';
import { dbNow, type Db } from '../strapi/db';
import { readCounts } from './count-store';
import { crossed, type Happened } from './domain/guard';
import { noCounts, shownCounts } from './domain/shown';
import { countOptOuts } from './opt-out-count';
import { addPauseReason } from './store';
import { recipientTable, type CampaignRow, type GuardBase } from './tables';
import type { TrialHooks } from './trial-hooks';
import { planOf } from './variants';

/** This many results make a window of their own: a sudden failure is seen however much went well before. */
const WINDOW = 500;
/** Opt-outs are rows of the ledger, not sums: asked less often. */
const OPT_OUTS_EVERY_MS = 5_000;

const START: GuardBase = { at: 0, attempted: 0, failed: 0 };

/** The sums of now, to measure from later. */
export const guardBaseOf = async (db: Db, campaignId: number): Promise<GuardBase> => {
  const counts = (await readCounts(db.knex, [campaignId])).get(campaignId) ?? noCounts();
  const { sent, failed } = shownCounts(counts);
  return { at: await dbNow(db), attempted: sent + failed, failed };
};

/** Failures that came after `at` of messages that had left before a person said "go on": they are not judged again. */
const lateFailures = async (db: Db, { id }: CampaignRow, at: number): Promise<number> => {
  const row = (await db
    .knex(recipientTable.table)
    .where({ campaign_id: id })
    .andWhere('failed_at', '>=', at)
    .andWhere('permit_at', '<=', at)
    .whereBetween('rank', [RANK.failed, RANK.failed])
    .count({ n: '*' })
    .first()) as { n: unknown } | undefined;
  return Number(row?.n ?? 0);
};

/** Judges running campaigns by what happened since they started or since a person let them go on. */
export const createGuardRails = (strapi: Core.Strapi, hooks: TrialHooks) => {
  const { db } = contextOf(strapi);
  const windows = new Map<number, GuardBase>();
  const optOuts = new Map<number, { at: number; from: number; n: number }>();

  const optedOut = async (campaign: CampaignRow, { at: now }: GuardBase, from: number) => {
    const known = optOuts.get(campaign.id);
    if (known?.from === from && now - known.at < OPT_OUTS_EVERY_MS) return known.n;
    const n = await countOptOuts(db.knex, campaign, { from, until: now });
    optOuts.set(campaign.id, { at: now, from, n });
    return n;
  };

  /** The window of the last results; a new one begins when it is full. */
  const windowOf = (campaign: CampaignRow, base: GuardBase, now: GuardBase): GuardBase => {
    const known = windows.get(campaign.id);
    const window = known && known.at >= base.at && known.attempted <= now.attempted ? known : base;
    if (now.attempted - window.attempted >= WINDOW) windows.set(campaign.id, now);
    else windows.set(campaign.id, window);
    return window;
  };

  const since = (from: GuardBase, now: GuardBase, out: number): Happened => ({
    attempted: now.attempted - from.attempted,
    failed: now.failed - from.failed,
    optedOut: out,
  });

  const judge = async (campaign: CampaignRow) => {
    const { guards } = planOf(campaign);
    const base = campaign.guardBase ?? START;
    const now = await guardBaseOf(db, campaign.id);
    if (now.attempted - base.attempted < guards.least) return null;
    const window = windowOf(campaign, base, now);
    const whole = since(base, now, await optedOut(campaign, now, base.at));
    const recent = since(window, now, 0);
    const hit = crossed(guards, whole) ?? crossed(guards, recent);
    if (hit?.rail !== 'guard-failed' || base.at === 0) return hit;
    const late = await lateFailures(db, campaign, base.at);
    const fresh = { ...whole, failed: whole.failed - late };
    return crossed(guards, fresh) ?? crossed(guards, { ...recent, failed: recent.failed - late });
  };

  return async (campaign: CampaignRow): Promise<void> => {
    const { guards } = planOf(campaign);
    const isOff = guards.failedPercent === null && guards.optOutPercent === null;
    if (campaign.state !== 'running' || isOff) return;
    const hit = await judge(campaign);
    if (!hit) return;
    const detail = String(hit.percent);
    const reason = { reason: hit.rail, detail, at: await dbNow(db) };
    const from = campaign.guardBase?.at ?? 0;
    const paused = await addPauseReason(db, campaign.id, {
      ...reason,
      // Somebody let it go on while this was counted: that was old news.
      when: (row) => row.state === 'running' && (row.guardBase?.at ?? 0) === from,
    });
    if (!paused) return;
    windows.delete(campaign.id);
    hooks.tell('error', hit.rail, { campaignId: campaign.id, text: detail, details: { detail } });
    hooks.changed([campaign.id]);
  };
};
