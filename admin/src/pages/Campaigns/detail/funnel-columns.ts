import type { CampaignFigures } from '../../../../../server/src/contracts/campaign-insights';
import type { CampaignCounts } from '../../../../../server/src/contracts/campaigns';
import type { FunnelColumn } from '../../../shared/Funnel';
import type { Translate } from '../../../shared/useT';
import { funnelShare, funnelSteps } from '../model';

/** What people did after they got it; nothing where they could not. */
const afterIt = ({ hasLinks, clicked, buttons, pressed, replied }: CampaignFigures) => ({
  clicked: hasLinks ? clicked : null,
  pressed: buttons.length > 0 ? pressed : null,
  replied,
});

/** The steps of a campaign in words, for the page and for its report. */
export const funnelColumns = (
  counts: CampaignCounts,
  figures: CampaignFigures | null,
  t: Translate
): FunnelColumn[] => {
  const { unnamedClicks = 0, unsubscribed = 0 } = figures ?? {};
  return funnelSteps(counts, figures ? afterIt(figures) : undefined).map((step) => {
    const share = funnelShare(step, counts);
    const said =
      share === null ? [] : [t(`campaigns.funnel.of.${step.key}`, { share: share / 100 })];
    // Openings of people who may not be followed: without them twelve clicks would look like none.
    if (step.key === 'clicked' && unnamedClicks > 0)
      said.push(t('campaigns.funnel.unnamed', { count: unnamedClicks }));
    if (step.key === 'pressed' && unsubscribed > 0)
      said.push(t('campaigns.funnel.unsubscribed', { count: unsubscribed }));
    return {
      key: step.key,
      count: step.count,
      label: t(`campaigns.count.${step.key}`),
      share: said.length === 0 ? null : said.join(' · '),
      isLoss: step.key === 'failed',
    };
  });
};
