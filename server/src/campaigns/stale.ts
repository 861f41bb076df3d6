import type { Core } from '@strapi/strapi';
import type { SkipReason } from '../contracts/campaigns';
import { tellFailed } from '../conversations/public';
import { HOUR_MS } from '../kernel/time';
import { turnOfTheLoop } from '../kernel/turn';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { keepCounts, withCounts } from './count-store';
import { campaignsIn } from './store';
import { recipientTable, type CampaignRow, type RecipientRow } from './tables';

const RECIPIENTS = recipientTable.table;
const PIECE = 1_000;

type Verdict = { until: number } | { reason: SkipReason } | object;

/**
 * A verdict of the gate, or `stale` where the message has lost its use: now, or by the end of the quiet hours (M-50). Whom
 * the gate refuses for good keeps that reason.
 */
export const orStale = <V extends Verdict>(
  verdict: V,
  { staleAt }: Pick<RecipientRow, 'staleAt'>,
  now: number
): V | { reason: 'stale' } => {
  if (staleAt === null) return verdict;
  if ('until' in verdict) return verdict.until > staleAt ? { reason: 'stale' } : verdict;
  if ('reason' in verdict && verdict.reason !== 'channel') return verdict;
  return now > staleAt ? { reason: 'stale' } : verdict;
};

const idsOf = (rows: { id: unknown }[]): number[] => rows.map(({ id }) => Number(id));

/**
 * Queued people of a campaign for whom it is too late. Found by the index of due times: planned time and due time are the
 * same until quiet hours or a refusal move a person, and of those the permit, or the end of the campaign's use, decides.
 */
const tooLate = async (strapi: Core.Strapi, campaign: CampaignRow, now: number) => {
  const { knex } = contextOf(strapi).db;
  const isOver = campaign.lastStaleAt !== null && campaign.lastStaleAt < now;
  const query = knex(RECIPIENTS).where({ campaign_id: campaign.id, state: 'queued' });
  if (!isOver) {
    if (campaign.staleAfterHours === null) return [];
    const planned = now - campaign.staleAfterHours * HOUR_MS;
    void query.where('due_at', '<', planned).where('stale_at', '<', now);
  }
  return idsOf(await query.orderBy('due_at').limit(PIECE).select<{ id: unknown }[]>('id'));
};

const skip = async (strapi: Core.Strapi, ids: number[], now: number): Promise<void> => {
  await contextOf(strapi).db.tx((trx) =>
    keepCounts(
      trx,
      [...ids].sort((a, b) => a - b),
      async () => {
        await trx(RECIPIENTS)
          .whereIn('id', ids)
          .andWhere({ state: 'queued' })
          .andWhere('stale_at', '<', now)
          .update({ state: 'skipped', reason: 'stale', claim: null, skipped_at: now });
      }
    )
  );
};

/**
 * Recipients that rest after a refusal of Meta and would be tried again too late: the refusal is the end
 * (docs/campaign-time.md).
 */
const failCooling = async (strapi: Core.Strapi): Promise<number[]> => {
  const { db, clock } = contextOf(strapi);
  const found = await db
    .knex(RECIPIENTS)
    .where({ state: 'cooling' })
    .whereRaw('due_at > stale_at')
    .limit(PIECE)
    .select<{ id: unknown }[]>('id');
  const ids = idsOf(found).sort((a, b) => a - b);
  if (ids.length === 0) return [];
  const { after } = await db.tx((trx) =>
    withCounts(trx, ids, async (rows) => {
      const mine = rows.filter(({ state }) => state === 'cooling');
      await trx(RECIPIENTS)
        .whereIn(
          'id',
          mine.map(({ id }) => id)
        )
        .update({ state: 'failed', failed_at: clock.now() });
      await tellFailed(strapi, trx, mine);
    })
  );
  return after.map(({ campaignId }) => campaignId);
};

/** Ends the wait of whom a message would reach too late, so that a campaign ends without them. Answers which changed. */
export const dropStale = async (strapi: Core.Strapi): Promise<number[]> => {
  const { db } = contextOf(strapi);
  const now = await dbNow(db);
  const changed = await failCooling(strapi);
  for (const campaign of await campaignsIn(db.knex, ['running', 'paused'])) {
    if (campaign.lastStaleAt === null) continue;
    for (let full = true; full;) {
      const ids = await tooLate(strapi, campaign, now);
      if (ids.length > 0) {
        await skip(strapi, ids, now);
        changed.push(campaign.id);
      }
      full = ids.length === PIECE;
      await turnOfTheLoop();
    }
  }
  return changed;
};
