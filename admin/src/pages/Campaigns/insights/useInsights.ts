import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignInsightsQuery } from '../../../api/campaign-insights';
import { viewerZone } from '../../../shared/useMoments';
import { isActive } from '../model';

/** Counting reads every recipient: a campaign on its way is asked twice a minute, one that ended when the page opens. */
const EVERY_MS = 30_000;

export const useInsights = ({ id, state }: Pick<CampaignView, 'id' | 'state'>) =>
  useWhatsappCampaignInsightsQuery(
    { id, zone: viewerZone() },
    { pollingInterval: isActive(state) ? EVERY_MS : 0, refetchOnMountOrArgChange: true }
  );
