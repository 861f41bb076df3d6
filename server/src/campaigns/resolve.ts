import type { Core } from '@strapi/strapi';
import type { ResolveRecipientsBody } from '../contracts/campaigns';
import { canRetry } from '../conversations/public';
import { handoverService } from '../handover/public';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { newAttempts } from './attempts';
import { rowsFor } from './recipients';
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

/** What a person decides about uncertain or failed recipients. Answers how many rows changed. */
export const resolveRows = async (
  strapi: Core.Strapi,
  { id, state }: Pick<CampaignRow, 'id' | 'state'>,
  { action, recipientIds, userId }: ResolveRecipientsBody & { userId: number }
): Promise<number> => {
  if (action === 'leave') return leave(strapi, id, recipientIds);
  if (action === 'hand-over-again')
    return handoverService(strapi).again({ kind: 'r', campaignId: id, recipientIds }, userId);
  if (!['running', 'paused', 'completed'].includes(state)) {
    throw new DomainError(
      'not-possible-now',
      `nothing can be sent again while the campaign is ${state}`,
      { status: 409, remedy: 'start a new campaign for these people' }
    );
  }
  const again = action === 'send-again';
  const ids = await rowsFor(strapi, {
    campaignId: id,
    shown: again ? ['uncertain', 'left'] : ['failed'],
    ids: recipientIds,
  });
  return newAttempts(strapi, {
    ids,
    decidedBy: `user:${userId}`,
    may: (row) =>
      again
        ? row.state === 'uncertain' || row.state === 'left'
        : canRetry(row) && (row.state === 'failed' || row.rank === 30),
  });
};
