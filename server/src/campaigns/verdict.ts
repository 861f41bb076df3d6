import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { RANK } from '../conversations/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { dbNow } from '../strapi/db';
import { readRow } from '../strapi/table';
import { webhookService } from '../webhook/public';
import { judgeSilence } from './domain/verdict';
import { recipientTable } from './tables';

const NEAR_MS = 10_000;
const STATUS_AGE_MS = 5_000;

/** How likely it is that an uncertain message was not accepted. */
export const verdictOf = async (
  strapi: Core.Strapi,
  recipientId: number
): Promise<'very-likely-not-accepted' | 'unknown'> => {
  const { db } = contextOf(strapi);
  const { config } = runtimeService(strapi);
  const raw = await db
    .knex(recipientTable.table)
    .where({ id: recipientId })
    .first<Record<string, unknown> | undefined>();
  const row = raw ? readRow(recipientTable, raw) : null;
  if (row?.state !== 'uncertain' || row.permitAt === null) return 'unknown';
  const near = await db
    .knex(recipientTable.table)
    .where({ campaign_id: row.campaignId, account_id: row.accountId })
    .whereBetween('permit_at', [row.permitAt - NEAR_MS, row.permitAt + NEAR_MS])
    .whereNotNull('wamid')
    .limit(200)
    .select<{ rank: unknown; held: unknown }[]>('rank', 'held');
  const account = (await accountsService(strapi).list()).find(({ id }) => id === row.accountId);
  const heard = near.filter((witness) => Number(witness.rank) >= RANK.sent).length;
  return judgeSilence(
    {
      total: near.length,
      heard,
      ageMs: (await dbNow(db)) - row.permitAt,
      statusesWaiting: await webhookService(strapi).statusesWaiting(STATUS_AGE_MS),
      held: near.some((witness) => witness.held === true || witness.held === 1),
      webhooksMissing: account?.silentSince != null,
    },
    config.verdictAfterMs
  );
};
