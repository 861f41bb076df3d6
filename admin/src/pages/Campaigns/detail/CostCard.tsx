import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import type { CostResult } from '../../../../../server/src/contracts/prices';
import { CostSummary } from '../../../shared/prices/CostSummary';
import { useT } from '../../../shared/useT';
import { isActive } from '../model';
import { Surface } from '../../../shared/Surface';

interface Props {
  readonly state: CampaignView['state'];
  /** Null for a bot's chain, whose messages belong to the bot. */
  readonly cost: CostResult | null;
}

/** What the delivered messages cost by the price table; nothing while none is delivered. */
export const CostCard = ({ state, cost }: Props) => {
  const t = useT();
  if (cost === null || cost.lines.length === 0) return null;
  return (
    <Surface data-testid="campaign-cost">
      <CostSummary
        cost={cost}
        label={t(isActive(state) ? 'prices.cost.soFar' : 'prices.cost.of')}
      />
    </Surface>
  );
};
