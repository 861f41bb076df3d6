import { useMemo, useState } from 'react';
import type { PeopleChoice, PeopleFilter } from '../../../../server/src/contracts/audience';
import {
  choiceOf,
  filterParam,
  isPicked,
  nobody,
  pageState,
  pageToggled,
  pickedCount,
  toggled,
  type Picked,
} from './filter-model';

/**
 * People chosen over several pages: some by one, or all who match minus single ones (M-22…M-24). Another filter ends
 * "all who match", because these would be others.
 */
export const usePeopleSelection = (
  filter: PeopleFilter,
  { rows, total }: { rows: readonly { id: number }[]; total: number | undefined }
) => {
  const of = `${filter.q ?? ''} ${filterParam(filter) ?? ''}`;
  const [kept, setKept] = useState<{ of: string; picked: Picked }>({ of, picked: nobody });
  const picked = kept.picked.kind === 'all' && kept.of !== of ? nobody : kept.picked;
  return useMemo(() => {
    const set = (next: Picked) => setKept({ of, picked: next });
    const page = rows.map((row) => row.id);
    return {
      picked,
      count: pickedCount(picked, total),
      isAll: picked.kind === 'all',
      takenOut: picked.kind === 'all' ? picked.except.size : 0,
      page: pageState(picked, page),
      choice: (): PeopleChoice => choiceOf(picked, filter),
      isSelected: (row: { id: number }) => isPicked(picked, row.id),
      toggle: (row: { id: number }) => set(toggled(picked, row.id)),
      togglePage: () => set(pageToggled(picked, page)),
      selectAll: () => set({ kind: 'all', except: new Set() }),
      clear: () => set(nobody),
    };
  }, [filter, of, picked, rows, total]);
};
export type PeopleSelection = ReturnType<typeof usePeopleSelection>;
