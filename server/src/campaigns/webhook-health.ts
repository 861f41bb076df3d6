import type { Core } from '@strapi/strapi';
import { accountsService, type AccountRow } from '../accounts/public';
import { messageTable, RANK } from '../conversations/public';
import { logsService } from '../logs/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { dbNow, type Db } from '../strapi/db';
import { SILENT_LEAST, webhooksMissing } from './domain/verdict';
import { recipientTable } from './tables';

/** Older sends say nothing about the webhooks of now. */
const WINDOW_MS = 30 * 60_000;

/** Ranks of the newest accepted sends of a number whose statuses should be here. Uses the index on (state, permit time). */
const newestRanks = async (
  db: Db,
  accountId: number,
  { from, to }: { from: number; to: number }
): Promise<number[]> => {
  const found: { at: number; rank: number }[] = [];
  for (const [table, more] of [
    [recipientTable.table, { held: false }],
    [messageTable.table, { direction: 'out' }],
  ] as const) {
    const rows = await db
      .knex(table)
      .where({ state: 'accepted', account_id: accountId, ...more })
      .whereBetween('permit_at', [from, to])
      .orderBy('permit_at', 'desc')
      .limit(SILENT_LEAST)
      .select<{ permit_at: unknown; rank: unknown }[]>('permit_at', 'rank');
    found.push(...rows.map((row) => ({ at: Number(row.permit_at), rank: Number(row.rank) })));
  }
  return found
    .sort((a, b) => b.at - a.at)
    .slice(0, SILENT_LEAST)
    .map(({ rank }) => rank);
};

const tell = (strapi: Core.Strapi, account: AccountRow, missing: boolean) =>
  logsService(strapi).write({
    area: 'webhook',
    level: missing ? 'error' : 'info',
    event: missing ? 'webhooks-missing' : 'webhooks-back',
    text: missing
      ? `${account.name}: WhatsApp accepts messages but does not report their status. Check the callback URL and webhook subscription at Meta. Messages are not retried until webhooks arrive again`
      : `${account.name}: webhooks tell about messages again`,
    accountId: account.id,
    details: { number: account.name },
  });

/**
 * Finds numbers whose messages are taken while no status comes (engine 11): shown with the number, and silence is no
 * evidence for sending again. While a number sends nothing there is nothing to judge by, and what was known stays.
 */
export const checkWebhookHealth = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const { silentAfterMs } = runtimeService(strapi).config;
  const now = await dbNow(db);
  const span = { from: now - WINDOW_MS - silentAfterMs, to: now - silentAfterMs };
  for (const account of await accountsService(strapi).list()) {
    const ranks = await newestRanks(db, account.id, span);
    const missing = webhooksMissing(ranks, RANK.accepted);
    const heard = ranks.some((rank) => rank > RANK.accepted);
    if (missing === (account.silentSince !== null) || (!missing && !heard)) continue;
    await accountsService(strapi).setSilent(account.id, missing ? now : null);
    tell(strapi, account, missing);
  }
};
