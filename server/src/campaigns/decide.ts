import type { Core } from '@strapi/strapi';
import type { TestDecision, TrialView, VariantLetter } from '../contracts/campaign-trial';
import { DomainError, refusedInWords } from '../kernel/errors';
import { both } from '../kernel/input-words';
import { MINUTE_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { dbNow, type Db } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { webhookService } from '../webhook/public';
import { armsOf } from './arms';
import { judgeTest } from './domain/significance';
import { holdRows, releaseRows, WAITS_FROM } from './holds';
import { campaignTable, recipientTable, type CampaignRow } from './tables';
import type { TrialHooks } from './trial-hooks';
import { lettersOf, planOf } from './variants';
import { variantTitles } from './variant-titles';

const RECIPIENTS = recipientTable.table;
/** Statuses older than this are waited for, since a decision on half of them would be chance (engine 5)… */
const BACKLOG_MS = 60_000;
/** …but not for ever: then a person is asked. */
const POSTPONED_MS = 30 * MINUTE_MS;

/** Who is in no arm waits for the winner. Written before the campaign runs; harmless to repeat. */
export const holdForWinner = async (db: Db, campaign: CampaignRow): Promise<void> => {
  if (!planOf(campaign).test) return;
  const pick = { sql: 'r.variant IS NULL', bindings: [] };
  await holdRows(db, campaign.id, { reason: 'winner', pick });
};

/** How far a test is; null without one or before the start. */
export const testStateOf = (campaign: CampaignRow): TrialView['test'] => {
  if (!planOf(campaign).test || campaign.startedAt === null) return null;
  if (campaign.winner !== null) return 'decided';
  if (campaign.decision !== null) return 'asked';
  return campaign.testEndedAt === null ? 'testing' : 'measuring';
};

/** When the answers are counted; null while the variants still go out. */
export const decidesAt = (campaign: CampaignRow): number | null => {
  const { test } = planOf(campaign);
  return test && campaign.testEndedAt !== null
    ? campaign.testEndedAt + test.waitMinutes * MINUTE_MS
    : null;
};

/** The last permit of the arms (now, if nobody of them could be reached), once none is on the way any more; null before. */
const lastPermit = async (db: Db, { id }: CampaignRow): Promise<number | null> => {
  const open = await db
    .knex(RECIPIENTS)
    .where({ campaign_id: id })
    .whereIn('state', ['queued', 'claimed', 'sending'])
    .andWhere('due_at', '<', WAITS_FROM)
    .whereNotNull('variant')
    .first<{ id: unknown } | undefined>('id');
  if (open) return null;
  const row = (await db
    .knex(RECIPIENTS)
    .where({ campaign_id: id })
    .whereNotNull('variant')
    .max({ at: 'permit_at' })
    .first()) as { at: unknown } | undefined;
  return row?.at == null ? dbNow(db) : Number(row.at);
};

/** One conditional statement: of all who decide at once exactly one does (I13). */
const writeDecision = async (
  db: Db,
  { id, decision }: { id: number; decision: TestDecision },
  from: 'undecided' | 'unasked'
): Promise<boolean> =>
  db.tx(async (trx) => {
    const query = trx(campaignTable.table)
      .where({ id })
      .whereIn('state', ['running', 'paused'])
      .whereNull('winner');
    if (from === 'unasked') void query.whereNull('decision');
    const { winner } = decision;
    return (await query.update(writeRow(campaignTable, { winner, decision }))) === 1;
  });

const decidedAlready = (): DomainError =>
  refusedInWords(
    'decided-already',
    both(
      ['The winner was already chosen, or the campaign has ended.', 'Reload the page.'],
      ['Kazanan zaten seçildi ya da kampanya bitti.', 'Sayfayı yenileyin.']
    ),
    { status: 409 }
  );

/** A person chooses who wins, at any time after the start. The others get that message. */
export const chooseWinner = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { winner, userId }: { winner: VariantLetter; userId: number }
): Promise<void> => {
  const { db } = contextOf(strapi);
  if (!lettersOf(campaign).includes(winner))
    throw new DomainError('no-such-variant', `this campaign has no variant ${winner}`, {
      status: 422,
      field: 'winner',
      remedy: 'Choose one of its variants.',
    });
  const at = await dbNow(db);
  const titles = await variantTitles(strapi, campaign);
  const arms = await armsOf(db, campaign, { until: at, titles });
  const decision: TestDecision = { by: 'person', userId, winner, why: null, at, arms };
  if (!(await writeDecision(db, { id: campaign.id, decision }, 'undecided')))
    throw decidedAlready();
};

/** What a tick does for the test of one campaign. */
export const createDecisions = (strapi: Core.Strapi, hooks: TrialHooks) => {
  const { db } = contextOf(strapi);

  const end = async (campaign: CampaignRow): Promise<void> => {
    const at = await lastPermit(db, campaign);
    if (at === null) return;
    await db
      .knex(campaignTable.table)
      .where({ id: campaign.id })
      .whereNull('test_ended_at')
      .update({ test_ended_at: at });
    hooks.changed([campaign.id]);
  };

  const judged = async (campaign: CampaignRow, due: number): Promise<TestDecision | null> => {
    const at = await dbNow(db);
    if (at < due) return null;
    const isBehind = await webhookService(strapi).statusesWaiting(BACKLOG_MS);
    if (isBehind && at < due + POSTPONED_MS) return null;
    const titles = await variantTitles(strapi, campaign);
    const arms = await armsOf(db, campaign, { until: due, titles });
    const asked = { by: null, userId: null, winner: null, at, arms };
    if (isBehind) return { ...asked, why: 'backlog' };
    if (planOf(campaign).test?.decide === 'hand') return { ...asked, why: 'by-hand' };
    const verdict = judgeTest(arms);
    return 'winner' in verdict
      ? { ...asked, by: 'rule', winner: verdict.winner, why: null }
      : { ...asked, why: verdict.why };
  };

  const decide = async (campaign: CampaignRow, due: number): Promise<void> => {
    const decision = await judged(campaign, due);
    if (!decision || !(await writeDecision(db, { id: campaign.id, decision }, 'unasked'))) return;
    const { winner, why } = decision;
    const event = winner === null ? 'winner-asked' : 'winner-chosen';
    const text = winner ?? why ?? '';
    const details = winner === null ? { why } : { winner };
    hooks.tell(winner === null ? 'warn' : 'info', event, {
      campaignId: campaign.id,
      text,
      details,
    });
    hooks.changed([campaign.id]);
  };

  return async (campaign: CampaignRow): Promise<void> => {
    if (!planOf(campaign).test) return;
    if (campaign.winner !== null) {
      if (await releaseRows(db, campaign.id, 'winner')) hooks.released();
      return;
    }
    if (campaign.decision !== null) return;
    const due = decidesAt(campaign);
    if (due === null) await end(campaign);
    else await decide(campaign, due);
  };
};
