import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import type { useMoments } from '../../shared/useMoments';
import { isOwnTime } from './time-model';

/** The planned time in words: by everybody's own clock, or by the viewer's. */
export const plannedWords = (
  campaign: Pick<CampaignView, 'when' | 'localAt' | 'scheduledAt'>,
  moments: Pick<ReturnType<typeof useMoments>, 'day'>
): string => {
  if (isOwnTime(campaign))
    return campaign.localAt === null
      ? ''
      : moments.day(Date.parse(`${campaign.localAt}:00Z`), 'UTC');
  return campaign.scheduledAt === null ? '' : moments.day(campaign.scheduledAt);
};
