import { useMemo, useState } from 'react';

/** People ticked over several pages: kept by id until cleared. */
export const useSelection = <Row extends { id: number }>(rows: readonly Row[]) => {
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  return useMemo(() => {
    const onPage = rows.filter((row) => picked.has(row.id)).length;
    const all: boolean | 'indeterminate' =
      onPage === 0 ? false : onPage === rows.length ? true : 'indeterminate';
    return {
      ids: [...picked],
      all,
      isSelected: (row: Row) => picked.has(row.id),
      toggle: (row: Row) => {
        const next = new Set(picked);
        if (!next.delete(row.id)) next.add(row.id);
        setPicked(next);
      },
      toggleAll: () => {
        const next = new Set(picked);
        for (const row of rows) {
          if (all === true) next.delete(row.id);
          else next.add(row.id);
        }
        setPicked(next);
      },
      clear: () => setPicked(new Set()),
    };
  }, [picked, rows]);
};
