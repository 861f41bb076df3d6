import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { botsService, type FlowEnd } from '../bots/public';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { keepCounts } from './count-store';
import { recipientTable, type CampaignRow, type RecipientRow } from './tables';

const RECIPIENTS = recipientTable.table;
const KEY = /^campaign:(\d+):(\d+):(\d+)$/;

const keyOf = ({ campaignId, id, attempt }: RecipientRow): string =>
  `campaign:${campaignId}:${id}:${attempt}`;

/**
 * Starts the bot's chain for people who passed the gate, in the permit's transaction: the run and the row that says so
 * are one commit, and the key makes a repeat harmless. The chain's messages pass the door by themselves (M-11).
 */
export const startFlows = async (
  strapi: Core.Strapi,
  trx: Knex.Transaction,
  { campaign, rows }: { campaign: CampaignRow; rows: RecipientRow[] }
): Promise<void> => {
  const { botId, accountId } = campaign;
  if (botId === null || accountId === null || rows.length === 0) return;
  for (const row of rows)
    await botsService(strapi).startFlow(trx, {
      botId,
      accountId,
      contactId: row.contactId,
      key: keyOf(row),
    });
  const now = await dbNow(contextOf(strapi).db, trx);
  await trx(RECIPIENTS)
    .whereIn(
      'id',
      rows.map((row) => row.id)
    )
    .update({ state: 'accepted', accepted_at: now, permit: null, claim: null });
};

/** A chain that said nothing did not arrive: the row says why. Answers the campaign that changed, or null. */
export const flowEnded = async (
  trx: Knex.Transaction,
  { key, ok, reason }: FlowEnd,
  now: number
): Promise<number | null> => {
  const [, campaignId, id, attempt] = KEY.exec(key) ?? [];
  if (ok || campaignId === undefined || id === undefined) return null;
  const text = reason ?? 'stopped';
  await keepCounts(trx, [Number(id)], async () => {
    await trx(RECIPIENTS)
      .where({ id: Number(id), attempt: Number(attempt), state: 'accepted', rank: 0 })
      .update({
        state: 'failed',
        error_class: text.slice(0, 24),
        error_text: text,
        failed_at: now,
      });
  });
  return Number(campaignId);
};
