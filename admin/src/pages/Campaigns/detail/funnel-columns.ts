import type { CampaignCounts } from '../../../../../server/src/contracts/campaigns';
import type { FunnelColumn } from '../../../shared/Funnel';
import type { Translate } from '../../../shared/useT';
import { funnelShare, funnelSteps, type AfterIt } from '../model';

/** The steps of a campaign in words, for the page and for its report. */
export const funnelColumns = (
  counts: CampaignCounts,
  { unnamed = 0, ...after }: AfterIt & { unnamed?: number },
  t: Translate
): FunnelColumn[] =>
  funnelSteps(counts, after).map((step) => {
    const share = funnelShare(step, counts);
    const said =
      share === null ? [] : [t(`campaigns.funnel.of.${step.key}`, { share: share / 100 })];
    // Openings of people who may not be followed: without them twelve clicks would look like none.
    if (step.key === 'clicked' && unnamed > 0)
      said.push(t('campaigns.funnel.unnamed', { count: unnamed }));
    return {
      key: step.key,
      count: step.count,
      label: t(`campaigns.count.${step.key}`),
      share: said.length === 0 ? null : said.join(' · '),
      isLoss: step.key === 'failed',
    };
  });
