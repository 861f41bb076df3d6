import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignCostQuery } from '../../../api/prices';
import { CostSummary } from '../../../shared/prices/CostSummary';
import { ErrorState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { isActive } from '../model';
import { Surface } from '../../../shared/Surface';

/** Statuses go on coming in: the sum is asked for again at this pace while it runs. */
const AGAIN_MS = 60_000;

/** What the delivered messages cost by the price table; nothing while none is delivered. */
export const CostCard = ({ campaign }: { readonly campaign: CampaignView }) => {
  const t = useT();
  const { id, state } = campaign;
  const query = useWhatsappCampaignCostQuery(
    { id, state },
    {
      refetchOnMountOrArgChange: true,
      pollingInterval: isActive(state) ? AGAIN_MS : 0,
    }
  );
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const cost = query.data?.cost ?? null;
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
