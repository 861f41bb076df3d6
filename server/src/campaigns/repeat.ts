import type { Core } from '@strapi/strapi';
import { DomainError } from '../kernel/errors';
import { contextOf } from '../strapi/context';
import { dbNow, isUniqueViolation } from '../strapi/db';
import { readRow } from '../strapi/table';
import { dayOf, wallText } from '../kernel/wall';
import { nextTime, plannedWall, timeOn } from './domain/repeat';
import { copyOf } from './drafts';
import { withOpeningNow } from './flow';
import { isOwnTime } from './local-time';
import { insertCampaign, moveCampaign } from './store';
import { campaignTable, type CampaignRow } from './tables';
import { startOf } from './time-check';
import { checkCampaign, freezeMessages } from './variant-check';

const CAMPAIGNS = campaignTable.table;
/** Fields that were right when the series began, and of which the passing of time makes nothing wrong. */
const TIME = new Set(['scheduledAt', 'localAt', 'timezone', 'staleAt', 'repeatRule']);

/** What a start adds to a campaign that repeats: its series, and which day of it this is. */
export const seriesOf = (campaign: CampaignRow): Partial<CampaignRow> => {
  const wall = plannedWall(campaign);
  if (!campaign.repeatRule || wall === null) return {};
  return {
    seriesId: campaign.seriesId ?? campaign.id,
    seriesFrom: wallText(wall),
    occurrence: dayOf(wall),
    nextMade: false,
  };
};

/** Refused where another run of the series has this day. */
export const oncePerDay = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new DomainError('repeat-day-taken', 'this campaign already repeats on this day', {
      status: 409,
      field: 'scheduledAt',
      remedy: 'Choose another day, or turn off the repeat.',
    });
  }
};

/** The run after this one, ready to start at its time; null when the repeat is over. */
const successor = (
  row: CampaignRow,
  { now, random }: { now: number; random: () => number }
): Partial<CampaignRow> | null => {
  const next = nextTime(row, now);
  if (!next || row.occurrence === null) return null;
  const later = next.at - timeOn(row, row.occurrence).at;
  const time = {
    whenKind: row.whenKind,
    timezone: row.timezone,
    localAt: isOwnTime(row) ? wallText(next.wall) : null,
    scheduledAt: next.at,
    staleAt: row.staleAt === null ? null : row.staleAt + later,
  };
  return {
    ...copyOf(row, { name: row.name, now, random }),
    ...time,
    ...startOf({ ...row, ...time }, { now, first: null }),
    state: 'scheduled',
    frozen: row.frozen,
    frozenVariants: row.frozenVariants,
    frozenLanguages: row.frozenLanguages,
    category: row.category,
    capAt: row.capAt,
    launchedBy: row.launchedBy,
    reasons: [],
    repeatRule: row.repeatRule,
    seriesId: row.seriesId,
    seriesFrom: row.seriesFrom,
    occurrence: next.day,
  };
};

/** Says that its successor was made, and makes it, in one transaction: of all ticks one wins (I13). */
const follow = async (strapi: Core.Strapi, row: CampaignRow): Promise<void> => {
  const { db, random } = contextOf(strapi);
  const mark = { next_made: true };
  try {
    await db.tx(async (trx) => {
      const won = await trx(CAMPAIGNS).where({ id: row.id, next_made: false }).update(mark);
      const next = won === 1 ? successor(row, { now: await dbNow(db, trx), random }) : null;
      if (next) await insertCampaign(trx, next);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Somebody planned that day by hand.
    await db.knex(CAMPAIGNS).where({ id: row.id }).update(mark);
  }
};

/** Plans the next time of each repeat that has started. One that is called off before its start ends the repeat. */
export const planRepeats = async (strapi: Core.Strapi): Promise<void> => {
  const { db } = contextOf(strapi);
  const started = await db
    .knex(CAMPAIGNS)
    .whereNotNull('series_id')
    .whereNotNull('started_at')
    .where({ next_made: false })
    .select<Record<string, unknown>[]>();
  for (const raw of started) await follow(strapi, readRow(campaignTable, raw));
};

/**
 * A later run of a series goes out as things are now: its templates may have been edited or paused since, and a bot begin
 * with another one. Answers false when it cannot go out; the campaign then says why and the repeat goes on.
 */
export const refreshRun = async (strapi: Core.Strapi, campaign: CampaignRow): Promise<boolean> => {
  const isLater =
    campaign.occurrence !== null && campaign.occurrence !== campaign.seriesFrom?.slice(0, 10);
  if (!isLater || campaign.hiMax > 0) return true;
  const { db } = contextOf(strapi);
  const now = await dbNow(db);
  const today = await withOpeningNow(strapi, campaign);
  const checked = await checkCampaign(strapi, today, now);
  const wrong = checked.problems.find(({ blocking, field }) => blocking && !TIME.has(field ?? ''));
  const { templateId, bindings, byLanguage } = today;
  const messages = { ...freezeMessages(today, checked), templateId, bindings, byLanguage };
  const isReady = !wrong && messages.frozen !== null;
  await moveCampaign(db.knex, campaign.id, {
    from: ['preparing'],
    change: isReady
      ? messages
      : {
          state: 'failed',
          failReason: wrong?.kind ?? 'error',
          reasons: wrong ? [{ reason: wrong.kind, detail: wrong.detail, at: now }] : [],
          finishedAt: now,
        },
  });
  return isReady;
};
