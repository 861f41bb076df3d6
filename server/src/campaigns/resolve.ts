import type { Core } from '@strapi/strapi';
import type { ResolveRecipientsBody } from '../contracts/campaigns';
import { canRetry, RANK } from '../conversations/public';
import { handoverService } from '../handover/public';
import { contextOf } from '../strapi/context';
import { newAttempts, refuseOver } from './attempts';
import { ROWS_AT_ONCE, rowsFor } from './recipients';
import { recipientTable, type CampaignRow } from './tables';

const leave = async (
  strapi: Core.Strapi,
  campaignId: number,
  recipientIds: number[] | undefined
): Promise<number> => {
  const ids = await rowsFor(strapi, { campaignId, shown: ['uncertain'], ids: recipientIds });
  return contextOf(strapi)
    .db.knex(recipientTable.table)
    .whereIn('id', ids)
    .andWhere({ state: 'uncertain' })
    .update({ state: 'left' });
};

/** Transactions of one press; whoever has more presses again. */
const MOST_PIECES = 20;

/** Tries again whoever failed by something that a new attempt may cure, however many others failed before them. */
const retry = async (
  strapi: Core.Strapi,
  campaignId: number,
  { recipientIds, errorCode, userId }: ResolveRecipientsBody & { userId: number }
): Promise<number> => {
  let changed = 0;
  let after = 0;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    const ids = await rowsFor(strapi, {
      campaignId,
      shown: ['failed'],
      ids: recipientIds,
      after,
      retryable: { errorCode },
    });
    changed += await newAttempts(strapi, {
      ids,
      decidedBy: `user:${userId}`,
      may: (row) => canRetry(row) && (row.state === 'failed' || row.rank === RANK.failed),
    });
    after = ids.at(-1) ?? after;
    if (ids.length < ROWS_AT_ONCE) break;
  }
  return changed;
};

/** What a person decides about uncertain or failed recipients. Answers how many rows changed. */
export const resolveRows = async (
  strapi: Core.Strapi,
  { id, state }: Pick<CampaignRow, 'id' | 'state'>,
  body: ResolveRecipientsBody & { userId: number }
): Promise<number> => {
  const { action, recipientIds, userId } = body;
  if (action === 'leave') return leave(strapi, id, recipientIds);
  if (action === 'hand-over-again')
    return handoverService(strapi).again({ kind: 'r', campaignId: id, recipientIds }, userId);
  refuseOver(state);
  if (action === 'retry') return retry(strapi, id, body);
  const ids = await rowsFor(strapi, {
    campaignId: id,
    shown: ['uncertain', 'left'],
    ids: recipientIds,
  });
  return newAttempts(strapi, {
    ids,
    decidedBy: `user:${userId}`,
    may: (row) => row.state === 'uncertain' || row.state === 'left',
  });
};
