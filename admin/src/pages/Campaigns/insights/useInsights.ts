import { useEffect } from 'react';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignInsightsQuery } from '../../../api/campaign-insights';
import { viewerZone } from '../../../shared/useMoments';
import { isActive } from '../model';

/** Openings of links and opt-outs elsewhere have no hint of a campaign. */
const EVERY_MS = 10_000;
/** Answers count for three days, and Meta tells for a week what became of a message. */
const FOLLOWED_MS = 7 * 86_400_000;

type Followed = Pick<CampaignView, 'id' | 'state' | 'finishedAt'>;

const isFollowed = ({ state, finishedAt }: Followed): boolean =>
  isActive(state) || (finishedAt !== null && finishedAt > Date.now() - FOLLOWED_MS);

/**
 * All figures of a campaign, of one moment. An answer that was counted for an earlier question is asked for again as soon
 * as there is a newer one, so that the last change shows too.
 */
export const useInsights = (campaign: Followed, { skip = false }: { skip?: boolean } = {}) => {
  const follows = isFollowed(campaign);
  const query = useWhatsappCampaignInsightsQuery(
    { id: campaign.id, zone: viewerZone(), follows },
    { skip, pollingInterval: follows ? EVERY_MS : 0, refetchOnMountOrArgChange: true }
  );
  const { data, fulfilledTimeStamp, refetch } = query;
  const againInMs = data?.againInMs ?? 0;
  useEffect(() => {
    if (againInMs === 0) return undefined;
    const timer = setTimeout(() => void refetch(), againInMs);
    return () => clearTimeout(timer);
  }, [againInMs, fulfilledTimeStamp, refetch]);
  return query;
};
