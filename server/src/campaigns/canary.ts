import type { Core } from '@strapi/strapi';
import type { CanaryResult, CanaryView } from '../contracts/campaign-trial';
import { failPoint } from '../kernel/fail-point';
import { MINUTE_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { dbNow, type Db, type Sql } from '../strapi/db';
import type { SqlPart } from '../strapi/sql-part';
import { contactTable } from '../contacts/public';
import { noCounts, bucketOf, shownCounts } from './domain/shown';
import { sampleSql } from './domain/split';
import { countOptOuts } from './opt-out-count';
import { HELD_FROM, heldCount, holdRows, releaseRows } from './holds';
import { addPauseReason, dropPauseReason, moveCampaign } from './store';
import { campaignTable, recipientTable, type CampaignRow, type RecipientState } from './tables';
import type { TrialHooks } from './trial-hooks';
import { planOf, splitOf } from './variants';

const RECIPIENTS = recipientTable.table;
/** A result that is not good enough is looked at again only now and then: statuses still come. */
const LOOK_AGAIN_MS = 30_000;

/** Who is not among the first: rows that wait for another channel have no message of ours to try. */
const others = async (
  db: Db,
  campaign: CampaignRow
): Promise<{ pick: SqlPart; above: number } | null> => {
  const { canary } = planOf(campaign);
  if (!canary) return null;
  const { people } = canary;
  if (people.kind === 'people')
    return {
      pick: {
        sql: `NOT (r.contact_id IN (${people.contactIds.map(Number).join(',')}))`,
        bindings: [],
      },
      above: 0,
    };
  if (people.kind === 'share') {
    const sampled = sampleSql(splitOf(campaign), people.percent);
    const inSample = `EXISTS (SELECT 1 FROM ${contactTable.table} c WHERE c.id = r.contact_id AND ${sampled})`;
    return { pick: { sql: `NOT (${inSample})`, bindings: [] }, above: 0 };
  }
  const last = await db
    .knex(RECIPIENTS)
    .where({ campaign_id: campaign.id, state: 'queued' })
    .andWhere('due_at', '<', HELD_FROM)
    .whereRaw(`COALESCE(reason, '') <> 'channel'`)
    .orderBy('id')
    .offset(people.count - 1)
    .first<{ id: unknown } | undefined>('id');
  const everybody = { sql: '1 = 1', bindings: [] };
  return last ? { pick: everybody, above: Number(last.id) } : null;
};

/**
 * Before a campaign may send anything, everybody but the test batch is held: until somebody decides no permit can be given
 * to anybody else, whatever dies meanwhile (M-43). Harmless to repeat.
 */
export const holdForCanary = async (db: Db, campaign: CampaignRow): Promise<void> => {
  if (!planOf(campaign).canary) return;
  const rest = await others(db, campaign);
  if (rest) {
    await holdRows(db, campaign.id, { reason: 'canary', ...rest });
    failPoint('mid-hold');
    const elsewhere = { sql: `r.reason = 'channel'`, bindings: [] };
    await holdRows(db, campaign.id, { reason: 'canary', pick: elsewhere });
  }
  await db
    .knex(campaignTable.table)
    .where({ id: campaign.id, state: 'preparing' })
    .update({ canary_state: rest ? 'testing' : 'done' });
};

/** Nobody of the group is on the way any more. Who rests for a day or for an answer nobody knows holds nothing up. */
const isTried = async (sql: Sql, { id }: CampaignRow): Promise<boolean> => {
  const open = await sql(RECIPIENTS)
    .where({ campaign_id: id })
    .where((row) => {
      void row
        .whereIn('state', ['claimed', 'sending'])
        .orWhere(
          (queued) => void queued.where({ state: 'queued' }).andWhere('due_at', '<', HELD_FROM)
        );
    })
    .first<{ id: unknown } | undefined>('id');
  return open === undefined;
};

/** What became of the group: of everybody whose permit is not younger than the end of the try. */
const canaryResult = async (db: Db, campaign: CampaignRow): Promise<CanaryResult> => {
  const until = campaign.canaryTriedAt ?? Number.MAX_SAFE_INTEGER;
  const rows = await db
    .knex(RECIPIENTS)
    .where({ campaign_id: campaign.id })
    .andWhere('permit_at', '<=', until)
    .groupBy('state', 'rank')
    .select<{ state: RecipientState; rank: unknown; n: unknown }[]>(
      'state',
      'rank',
      db.knex.raw('COUNT(*) as n')
    );
  const counts = noCounts();
  for (const { state, rank, n } of rows)
    counts[bucketOf({ state, rank: Number(rank) })] += Number(n);
  const { total, sent, delivered, failed } = shownCounts(counts);
  const optedOut = await countOptOuts(db.knex, campaign, { from: 0, until });
  return { people: total, sent, delivered, failed, optedOut };
};

/** The others may go: one guarded move, so that it happens once; the rows follow in the tick. */
const releaseCanary = async (db: Db, { id }: Pick<CampaignRow, 'id'>): Promise<boolean> =>
  (await db
    .knex(campaignTable.table)
    .where({ id, canary_state: 'waiting' })
    .update({ canary_state: 'releasing' })) > 0;

const goesOnAt = (campaign: CampaignRow): number | null => {
  const goOn = planOf(campaign).canary?.goOn;
  return goOn && campaign.canaryTriedAt !== null
    ? campaign.canaryTriedAt + goOn.afterMinutes * MINUTE_MS
    : null;
};

/** Good enough: something arrived, and both rates are below what was said before the start. */
const isGood = (campaign: CampaignRow, result: CanaryResult): boolean => {
  const goOn = planOf(campaign).canary?.goOn;
  if (!goOn || result.delivered === 0) return false;
  const { sent, failed, delivered, optedOut } = result;
  return (
    failed * 100 < goOn.failedBelow * (sent + failed) &&
    optedOut * 100 < goOn.optOutBelow * delivered
  );
};

export const canaryView = async (db: Db, campaign: CampaignRow): Promise<CanaryView> => {
  const state = campaign.canaryState;
  if (state === null) return { state, result: null, waiting: 0, goesOnAt: null };
  return {
    state,
    result: await canaryResult(db, campaign),
    waiting: await heldCount(db, campaign.id, 'canary'),
    goesOnAt: state === 'waiting' ? goesOnAt(campaign) : null,
  };
};

/** What a tick does for the test batch of one campaign. */
export const createCanary = (strapi: Core.Strapi, hooks: TrialHooks) => {
  const { db } = contextOf(strapi);
  const lookedAt = new Map<number, number>();

  const tried = async (campaign: CampaignRow): Promise<void> => {
    if (!(await isTried(db.knex, campaign))) return;
    const at = await dbNow(db);
    if ((await heldCount(db, campaign.id, 'canary')) === 0) {
      await moveCampaign(db.knex, campaign.id, {
        from: ['running', 'paused'],
        change: { canaryState: 'done' },
      });
      return;
    }
    const reason = { reason: 'canary', detail: null, at };
    const paused = await addPauseReason(db, campaign.id, {
      ...reason,
      when: (row) => row.canaryState === 'testing',
      also: { canaryState: 'waiting', canaryTriedAt: at },
    });
    if (!paused) return;
    hooks.changed([campaign.id]);
    const { people } = await canaryResult(db, { ...campaign, canaryTriedAt: at });
    hooks.tell('info', 'canary-tried', {
      campaignId: campaign.id,
      text: `tried with ${people} people`,
      details: { people },
    });
  };

  const judge = async (campaign: CampaignRow): Promise<void> => {
    const due = goesOnAt(campaign);
    const now = await dbNow(db);
    if (due === null || due > now || now - (lookedAt.get(campaign.id) ?? 0) < LOOK_AGAIN_MS) return;
    lookedAt.set(campaign.id, now);
    if (!isGood(campaign, await canaryResult(db, campaign))) return;
    if (!(await releaseCanary(db, campaign))) return;
    lookedAt.delete(campaign.id);
    hooks.tell('info', 'canary-released', {
      campaignId: campaign.id,
      text: 'the campaign continues',
    });
  };

  /** Rows first: a campaign runs again when everybody may go; what dies in between is done again. */
  const release = async (campaign: CampaignRow): Promise<void> => {
    await releaseRows(db, campaign.id, 'canary');
    await db.tx(async (trx) => {
      const row = await trx(campaignTable.table)
        .where({ id: campaign.id, canary_state: 'releasing' })
        .forUpdate()
        .first<{ id: unknown } | undefined>('id');
      if (row)
        await dropPauseReason(trx, campaign.id, {
          reason: 'canary',
          also: { canaryState: 'done' },
        });
    });
    hooks.changed([campaign.id]);
    hooks.released();
  };

  return async (campaign: CampaignRow): Promise<void> => {
    if (campaign.canaryState === 'testing') await tried(campaign);
    if (campaign.canaryState === 'waiting') await judge(campaign);
    if (campaign.canaryState === 'releasing') await release(campaign);
  };
};
