import type { CampaignFigures } from '../../contracts/campaign-insights';
import type { CampaignCounts } from '../../contracts/campaigns';

const share = (part: number, whole: number): number | null =>
  whole <= 0 ? null : Math.min(1, part / whole);

type Beside = Pick<
  CampaignFigures,
  'clicked' | 'hasLinks' | 'pressed' | 'buttons' | 'replied' | 'optedOut'
>;

/**
 * Rates of a campaign. Read, clicked, pressed, replied and opted out are shares of those who got it: many never
 * show that they read, so read cannot be the whole of what comes after it.
 */
export const ratesOf = (
  counts: Pick<CampaignCounts, 'sent' | 'delivered' | 'read' | 'failed'>,
  { clicked, hasLinks, pressed, buttons, replied, optedOut }: Beside
): CampaignFigures['rates'] => ({
  delivered: share(counts.delivered, counts.sent),
  read: share(counts.read, counts.delivered),
  clicked: hasLinks ? share(clicked, counts.delivered) : null,
  pressed: buttons.length > 0 ? share(pressed, counts.delivered) : null,
  replied: share(replied, counts.delivered),
  failed: share(counts.failed, counts.sent + counts.failed),
  optedOut: share(optedOut, counts.delivered),
});
