import { VisuallyHidden } from '@strapi/design-system';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useT } from '../../../shared/useT';
import { milestone } from '../model';

/** The page's one polite region: speaks at the start, at each quarter and at the end, not at each tick. */
export const Announcer = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const reached = milestone(campaign.state, campaign.counts);
  const words =
    reached === null
      ? ''
      : typeof reached === 'number'
        ? t('campaigns.announce.quarter', { percent: reached / 100 })
        : t(`campaigns.announce.${reached}`, { name: campaign.name });
  return (
    <VisuallyHidden aria-live="polite" data-testid="campaign-announcer">
      {words}
    </VisuallyHidden>
  );
};
