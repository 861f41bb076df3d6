import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { turnOfTheLoop } from '../kernel/turn';
import { affectedRows } from '../strapi/batch';
import { contextOf } from '../strapi/context';
import { runtimeService } from '../runtime/public';
import { audienceService } from '../audience/public';
import { limitsService } from '../limits/public';
import { recordsService } from '../records/public';
import { gateRules } from '../sending/public';
import { settingsService } from '../settings/public';
import { errorText } from '../strapi/log';
import { tellFinished } from './finished';
import { tellPaused } from './paused-line';
import { planRepeats, refreshRun } from './repeat';
import { takeSnapshot } from './snapshot';
import { campaignsIn } from './store';
import { campaignTable, OPEN_STATES, recipientTable } from './tables';
import { keepCounts } from './count-store';

const CAMPAIGNS = campaignTable.table;
const RECIPIENTS = recipientTable.table;
const CANCEL_PIECE = 1_000;

/**
 * Starts what is due: one conditional statement per step, so that of all processes exactly one wins, and never twice
 * (I13). Later than the late limit (a server that was down) asks a person instead of sending at an odd hour.
 */
const startDue = async (strapi: Core.Strapi): Promise<boolean> => {
  const { db } = contextOf(strapi);
  await db.knex.raw(
    `UPDATE ${CAMPAIGNS} SET state = 'overdue' WHERE state = 'scheduled' AND scheduled_at <= ${db.now} - late_limit_ms`
  );
  // Two that race may meet in a deadlock on MySQL: a transaction is tried again.
  const result: unknown = await db.tx((trx) =>
    trx.raw(
      `UPDATE ${CAMPAIGNS} SET state = 'preparing', run_no = run_no + 1, started_at = ${db.now}
     WHERE state = 'scheduled' AND scheduled_at <= ${db.now} AND scheduled_at > ${db.now} - late_limit_ms`
    )
  );
  return affectedRows(db.dialect, result) > 0;
};

const tellMoved = (strapi: Core.Strapi, id: number, fallOut: number): void =>
  tellPaused(strapi, id, { event: 'template-recategorised', detail: String(fallOut) });

/** Takes the snapshot of what is preparing, under the campaign's lease; goes on where a crash left it. */
const prepare = async (strapi: Core.Strapi, changed: (ids: number[]) => void): Promise<boolean> => {
  const { db, clock, log } = contextOf(strapi);
  const { leases, config } = runtimeService(strapi);
  const { rules } = gateRules(await settingsService(strapi).get());
  const { resolve } = audienceService(strapi);
  const { linked } = recordsService(strapi);
  const portfolio = async (accountId: number) =>
    limitsService(strapi).portfolio(await accountsService(strapi).get(accountId));
  let started = false;
  for (const campaign of await campaignsIn(db.knex, ['preparing'])) {
    const lease = await leases.take(`campaign:${campaign.id}`);
    if (!lease) continue;
    try {
      if (!(await refreshRun(strapi, campaign))) continue;
      const progress = () => changed([campaign.id]);
      const recategorised = (fallOut: number) => tellMoved(strapi, campaign.id, fallOut);
      const end = await takeSnapshot(
        {
          db,
          clock,
          pieceSize: config.snapshotPiece,
          rules,
          linked,
          progress,
          recategorised,
          resolve,
          portfolio,
        },
        campaign.id,
        lease
      );
      started ||= end === 'running';
    } catch (error) {
      // A query that failed is never an empty audience: the campaign says so and sends nothing.
      log('campaigns').error('snapshot failed', { campaign: campaign.id, error: errorText(error) });
      await db
        .knex(CAMPAIGNS)
        .where({ id: campaign.id, state: 'preparing' })
        .update({ state: 'failed', fail_reason: 'error', finished_at: clock.now() });
    } finally {
      await leases.give(`campaign:${campaign.id}`);
      changed([campaign.id]);
    }
  }
  return started;
};

/** Cancels by pieces what has no permit; permits that are out end as facts. */
const cancel = async (strapi: Core.Strapi, changed: (ids: number[]) => void): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  for (const campaign of await campaignsIn(db.knex, ['cancelling'])) {
    for (;;) {
      const rows = await db
        .knex(RECIPIENTS)
        .where({ campaign_id: campaign.id })
        .whereIn('state', OPEN_STATES)
        .orderBy('id')
        .limit(CANCEL_PIECE)
        .select<{ id: unknown }[]>('id');
      if (rows.length === 0) break;
      const ids = rows.map((row) => Number(row.id));
      await db.tx((trx) =>
        keepCounts(trx, ids, async () => {
          await trx(RECIPIENTS)
            .whereIn('id', ids)
            .whereIn('state', OPEN_STATES)
            .update({ state: 'cancelled', claim: null });
        })
      );
      changed([campaign.id]);
      await turnOfTheLoop();
    }
    // Permits that are out may come back as a certain no and be queued again: until they have ended it is not over.
    await db.tx(async (trx) => {
      const over = await trx(CAMPAIGNS)
        .where({ id: campaign.id, state: 'cancelling' })
        .whereNotExists(
          trx(RECIPIENTS)
            .where({ campaign_id: campaign.id })
            .whereIn('state', [...OPEN_STATES, 'sending'])
            .select(trx.raw('1'))
        )
        .update({ state: 'cancelled', finished_at: clock.now() });
      if (over > 0) await tellFinished(strapi, trx, { ...campaign, state: 'cancelled' });
    });
    changed([campaign.id]);
  }
};

/** One tick of the campaigns. Answers true when a number may have new work. */
export const tickCampaigns = async (
  strapi: Core.Strapi,
  changed: (ids: number[]) => void
): Promise<boolean> => {
  await startDue(strapi);
  await planRepeats(strapi);
  const started = await prepare(strapi, changed);
  await cancel(strapi, changed);
  return started;
};
