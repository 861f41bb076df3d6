import type { Core } from '@strapi/strapi';
import type { CampaignDraftBody } from '../contracts/campaigns';
import { DomainError } from '../kernel/errors';
import { adminsByIds } from '../strapi/admin-users';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { changesMessage } from './domain/message';
import { campaignById, moveCampaign } from './store';
import type { CampaignRow } from './tables';

/** What is written of a draft; absent fields stay. */
export const changeOf = (
  draft: CampaignDraftBody,
  { now, by }: { now: number; by: number }
): Partial<CampaignRow> => {
  const { when, basedOn: _basedOn, ...rest } = draft;
  const change: Record<string, unknown> = { ...rest, ...(when ? { whenKind: when } : {}) };
  for (const key of Object.keys(change)) if (change[key] === undefined) delete change[key];
  return { ...(change as Partial<CampaignRow>), changedAt: now, changedBy: by };
};

/** Names who saved the draft since, and when: two tabs on one draft must not undo each other unseen. */
export const refuseBehind = async (
  strapi: Core.Strapi,
  { changedBy, changedAt }: Pick<CampaignRow, 'changedBy' | 'changedAt'>
): Promise<never> => {
  const people = await adminsByIds(strapi, changedBy === null ? [] : [changedBy]);
  const who = people.get(changedBy ?? 0)?.name ?? 'someone';
  throw new DomainError(
    'campaign-changed',
    `${who} changed this draft at ${new Date(changedAt).toISOString()}`,
    {
      status: 409,
      field: 'basedOn',
      remedy: 'Read the draft again, and send the `changedAt` of the version that you change.',
    }
  );
};

/** Saves a change of this version of a draft; with each save the version is another one. */
export const saveDraft = async (
  strapi: Core.Strapi,
  row: CampaignRow,
  { draft, by }: { draft: CampaignDraftBody; by: number }
): Promise<void> => {
  const { db, clock } = contextOf(strapi);
  const change = changeOf(draft, { now: Math.max(clock.now(), row.changedAt + 1), by });
  const moved = await moveCampaign(db.knex, row.id, {
    from: ['draft'],
    ...(draft.basedOn === undefined ? {} : { asOf: draft.basedOn }),
    change: changesMessage(row, change) ? { ...change, testedAt: null } : change,
  });
  if (moved > 0) return;
  const found = await campaignById(db.knex, row.id);
  if (found?.state === 'draft') return refuseBehind(strapi, found);
  throw new DomainError('not-a-draft', 'only a draft can be changed', {
    status: 409,
    remedy: 'Copy the campaign.',
  });
};

/** Keeps when this version of a draft was tried; of one that was changed meanwhile another message was. */
export const noteTested = async (
  sql: Sql,
  { id, changedAt }: Pick<CampaignRow, 'id' | 'changedAt'>,
  at: number
): Promise<void> => {
  await moveCampaign(sql, id, { from: ['draft'], asOf: changedAt, change: { testedAt: at } });
};
