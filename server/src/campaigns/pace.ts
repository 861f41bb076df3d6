import type { Pace } from '../contracts/campaign-time';
import { HOUR_MS, MINUTE_MS } from '../kernel/time';
import type { Db } from '../strapi/db';
import { dbNow } from '../strapi/db';
import { campaignTable, type CampaignRow } from './tables';

/** What was not used in the last second may be made up for; nothing older, so that a wait never ends in a burst. */
const BURST_MS = 1_000;

/** Milliseconds of the pace that one message takes. */
export const paceStep = ({ count, per }: Pace): number =>
  (per === 'minute' ? MINUTE_MS : HOUR_MS) / count;

/** Messages a second, as the bill reckons. */
export const pacePerSecond = (pace: Pace | null): number =>
  pace === null ? Number.POSITIVE_INFINITY : 1_000 / paceStep(pace);

/**
 * How many may go now. `paceAt` is up to when the pace is used up: each message moves it on by its step.
 * @returns 0 while the pace is used up.
 */
export const paceRoom = (
  { pace, paceAt }: Pick<CampaignRow, 'pace' | 'paceAt'>,
  now: number,
  most: number
): number => {
  if (pace === null) return most;
  const from = Math.max(paceAt, now - BURST_MS);
  if (from > now) return 0;
  return Math.min(most, Math.floor((now - from) / paceStep(pace)) + 1);
};

/**
 * The pace of campaigns, kept in their rows: a restart goes on where the last process was, and never sends faster than
 * stated. What was taken and did not go out is given back.
 */
export const createPace = (db: Db) => {
  const move = async ({ id, pace }: CampaignRow, people: number): Promise<void> => {
    if (pace === null || people === 0) return;
    const by = Math.round(people * paceStep(pace));
    const from =
      people > 0
        ? `(CASE WHEN pace_at > ${db.now} - ${BURST_MS} THEN pace_at ELSE ${db.now} - ${BURST_MS} END)`
        : 'pace_at';
    await db
      .knex(campaignTable.table)
      .where({ id })
      .update({ pace_at: db.knex.raw(`${from} + ?`, [by]) });
  };
  return {
    room: async (campaign: CampaignRow, most: number): Promise<number> =>
      campaign.pace === null ? most : paceRoom(campaign, await dbNow(db), most),
    take: (campaign: CampaignRow, people: number) => move(campaign, people),
    giveBack: (campaign: CampaignRow, people: number) => move(campaign, -people),
  };
};
