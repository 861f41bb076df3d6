import type { CampaignCounts } from '../../../../../server/src/contracts/campaigns';
import type { FunnelColumn } from '../../../shared/Funnel';
import type { Translate } from '../../../shared/useT';
import { funnelShare, funnelSteps, type AfterIt } from '../model';

/** The steps of a campaign in words, for the page and for its report. */
export const funnelColumns = (
  counts: CampaignCounts,
  after: AfterIt,
  t: Translate
): FunnelColumn[] =>
  funnelSteps(counts, after).map((step) => {
    const share = funnelShare(step, counts);
    return {
      key: step.key,
      count: step.count,
      label: t(`campaigns.count.${step.key}`),
      share: share === null ? null : t(`campaigns.funnel.of.${step.key}`, { share: share / 100 }),
      isLoss: step.key === 'failed',
    };
  });
