import type { CampaignLimit } from '../../../../server/src/contracts/campaign-insights';
import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import { secondsLeft } from './model';

/** A place in the messaging limit is taken for a day, told by whole minutes. */
const PLACE_MS = 1_441 * 60_000;

export type Pace =
  | { kind: 'done-in'; seconds: number }
  /** The messaging limit is full before all have got it; `goesOnAt`: when the first place becomes free, null = by then. */
  | { kind: 'limit-in'; seconds: number; goesOnAt: number | null };

/** How it goes on at the speed of now; null when nothing moves. Only messages that take a new place fill the limit. */
export const paceOf = (
  campaign: Pick<CampaignView, 'counts' | 'speed' | 'allowedMps'>,
  limit: CampaignLimit | null,
  now: number
): Pace | null => {
  const seconds = secondsLeft(campaign);
  if (seconds === null) return null;
  const rest = campaign.counts.queued + campaign.counts.sending;
  const free = limit?.needed ? limit.free : null;
  const places = Math.min(rest, limit?.places ?? rest);
  if (free === null || free >= places) return { kind: 'done-in', seconds };
  const untilFull = (free * (rest / places)) / campaign.speed;
  const firstFree = limit?.nextFreeAt ?? now + PLACE_MS;
  const isFreeByThen = firstFree <= now + untilFull * 1_000;
  return { kind: 'limit-in', seconds: untilFull, goesOnAt: isFreeByThen ? null : firstFree };
};
