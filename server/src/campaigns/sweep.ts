import type { Core } from '@strapi/strapi';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { newAttempts } from './attempts';
import { keepCounts } from './count-store';
import { dropStale } from './stale';
import { verdictOf } from './verdict';
import { campaignTable, recipientTable } from './tables';

const RECIPIENTS = recipientTable.table;
const PIECE = 500;

/** `sending` for longer than a call can take, no matter which process held it: nobody knows, a fact or a person decides (engine 11). */
const toUncertain = async (strapi: Core.Strapi): Promise<number[]> => {
  const { db } = contextOf(strapi);
  const { config } = runtimeService(strapi);
  const rows = await db
    .knex(RECIPIENTS)
    .where({ state: 'sending' })
    .whereRaw(`permit_at < ${db.now} - ?`, [config.uncertainAfterMs])
    .limit(PIECE)
    .select<{ id: unknown; campaign_id: unknown }[]>('id', 'campaign_id');
  if (rows.length === 0) return [];
  const ids = rows.map((row) => Number(row.id)).sort((a, b) => a - b);
  await db.tx((trx) =>
    keepCounts(trx, ids, async () => {
      await trx(RECIPIENTS)
        .whereIn('id', ids)
        .andWhere({ state: 'sending' })
        .whereRaw(`permit_at < ${db.now} - ?`, [config.uncertainAfterMs])
        .update({
          state: 'uncertain',
          error_class: 'uncertain',
          error_text: 'no answer was recorded',
        });
    })
  );
  return rows.map((row) => Number(row.campaign_id));
};

/** People who had to rest for a day go back into the queue. */
const thaw = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const rows = await db
    .knex(RECIPIENTS)
    .where({ state: 'cooling' })
    .whereRaw(`due_at <= ${db.now}`)
    .limit(PIECE)
    .select<{ id: unknown }[]>('id');
  const ids = rows.map((row) => Number(row.id));
  if (ids.length > 0)
    await db
      .knex(RECIPIENTS)
      .whereIn('id', ids)
      .andWhere({ state: 'cooling' })
      .update({ state: 'queued' });
};

/** Policy `resend-if-silent`: only with the verdict, once per recipient, after its time (engine 11). */
const resendSilent = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const { config } = runtimeService(strapi);
  const rows = await db
    .knex(`${RECIPIENTS} as r`)
    .join(`${campaignTable.table} as k`, 'k.id', 'r.campaign_id')
    .where({ 'r.state': 'uncertain', 'k.uncertain_policy': 'resend-if-silent', 'r.attempt': 1 })
    .whereIn('k.state', ['running', 'completed'])
    .whereRaw(`r.permit_at < ${db.now} - ?`, [config.resendAfterMs])
    .limit(50)
    .select<{ id: unknown }[]>('r.id as id');
  for (const { id } of rows) {
    const verdict = await verdictOf(strapi, Number(id));
    if (verdict !== 'very-likely-not-accepted') continue;
    await newAttempts(strapi, {
      ids: [Number(id)],
      may: (row) => row.state === 'uncertain',
      decidedBy: 'policy',
    });
  }
};

/** All that must happen to rows without anybody asking. Answers the campaigns that changed. */
export const sweepRecipients = async (strapi: Core.Strapi): Promise<number[]> => {
  const changed = await toUncertain(strapi);
  const late = await dropStale(strapi);
  await thaw(strapi);
  await resendSilent(strapi);
  return [...new Set([...changed, ...late])];
};
