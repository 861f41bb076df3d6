import type { Core } from '@strapi/strapi';
import type { ResolveRecipientsBody } from '../contracts/campaigns';
import { canRetry, FILE_REFUSED, RANK } from '../conversations/public';
import { handoverService } from '../handover/public';
import { mediaService } from '../media/public';
import { contextOf } from '../strapi/context';
import { boundFiles } from '../templates/public';
import { newAttempts, refuseOver } from './attempts';
import { readFrozen } from './frozen';
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

/** Transactions of one press; anyone who has more presses again. */
const MOST_PIECES = 20;

/** Where Meta refused the files of the message, they are uploaded again. */
const freshFiles = async (strapi: Core.Strapi, campaign: CampaignRow): Promise<void> => {
  const refused = await contextOf(strapi)
    .db.knex(recipientTable.table)
    .where({ campaign_id: campaign.id })
    .whereIn('error_code', FILE_REFUSED)
    .first<unknown>('id');
  if (!refused) return;
  const frozen = readFrozen(campaign);
  const own = frozen.kind === 'text' && frozen.file ? [frozen.file.id] : [];
  // Of all messages of a test, and all languages: which of them was refused makes no difference to the others.
  const variants = (campaign.frozenVariants ?? []).map(({ bindings }) => bindings);
  const languages = (campaign.frozenLanguages?.messages ?? []).map(({ bindings }) => bindings);
  const bound = [campaign.bindings, ...variants, ...languages].flatMap(boundFiles);
  for (const fileId of new Set([...own, ...bound.map((one) => one.fileId)]))
    await mediaService(strapi).forgetFile(fileId);
};

/** Tries again anyone who failed by something that a new attempt may cure, however many others failed before them. */
const retry = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { recipientIds, errorCode, userId }: ResolveRecipientsBody & { userId: number }
): Promise<number> => {
  await freshFiles(strapi, campaign);
  let changed = 0;
  let after = 0;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    const ids = await rowsFor(strapi, {
      campaignId: campaign.id,
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
  campaign: CampaignRow,
  body: ResolveRecipientsBody & { userId: number }
): Promise<number> => {
  const { id, state } = campaign;
  const { action, recipientIds, userId } = body;
  if (action === 'leave') return leave(strapi, id, recipientIds);
  if (action === 'hand-over-again')
    return handoverService(strapi).again({ kind: 'r', campaignId: id, recipientIds }, userId);
  refuseOver(state);
  if (action === 'retry') return retry(strapi, campaign, body);
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
