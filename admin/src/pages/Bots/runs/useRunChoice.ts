import { useState } from 'react';
import type { RunLine } from '../../../../../server/src/contracts/run-list';
import type { Selection } from '../../../shared/ResponsiveTable';
import { useT } from '../../../shared/useT';
import { isChoosable } from './model';
import { useRunName } from './RunTable';

/** Which of the runs of this page are chosen. One that is no longer listed is no longer chosen. */
export const useRunChoice = (runs: readonly RunLine[]) => {
  const t = useT();
  const nameOf = useRunName();
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const choosable = runs.filter(isChoosable);
  const chosen = choosable.filter(({ id }) => ids.has(id));
  const isAll = chosen.length > 0 && chosen.length === choosable.length;
  const selection: Selection<RunLine> = {
    isSelected: ({ id }) => ids.has(id),
    canSelect: isChoosable,
    toggle: ({ id }) =>
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    all: isAll || (chosen.length > 0 && 'indeterminate'),
    toggleAll: () => setIds(new Set(isAll ? [] : choosable.map(({ id }) => id))),
    labelOf: (run) => t('bots.all.choose', { name: nameOf(run), bot: run.botName }),
    allLabel: t('bots.all.choose-all'),
  };
  return { chosen, selection, clear: () => setIds(new Set()) };
};
export type RunChoice = ReturnType<typeof useRunChoice>;
