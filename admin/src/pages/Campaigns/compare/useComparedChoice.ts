import { useState } from 'react';
import { MOST_COMPARED } from '../../../../../server/src/contracts/campaign-insights';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import type { Selection } from '../../../shared/ResponsiveTable';
import { useT } from '../../../shared/useT';
import { isComparable } from '../figures';

/** Campaigns chosen for a comparison, over all pages of the list; at most four. */
export const useComparedChoice = () => {
  const t = useT();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const isSelected = ({ id }: CampaignView) => chosen.includes(id);
  const canSelect = (row: CampaignView) =>
    isSelected(row) || (isComparable(row) && chosen.length < MOST_COMPARED);
  const toggle = (row: CampaignView) =>
    setChosen(isSelected(row) ? chosen.filter((id) => id !== row.id) : [...chosen, row.id]);

  const selectionOf = (rows: readonly CampaignView[]): Selection<CampaignView> => {
    const first = rows.filter(isComparable).slice(0, MOST_COMPARED);
    const all = first.length > 0 && first.every(isSelected);
    return {
      isSelected,
      canSelect,
      toggle,
      all: all ? true : chosen.length > 0 ? 'indeterminate' : false,
      toggleAll: () => setChosen(chosen.length > 0 ? [] : first.map(({ id }) => id)),
      labelOf: ({ name }) => t('insights.compare.choose', { name }),
      allLabel: t('insights.compare.chooseAll', { most: MOST_COMPARED }),
    };
  };
  return { chosen, clear: () => setChosen([]), selectionOf };
};
