import { useEffect, useState } from 'react';
import type { SegmentGroup } from '../../../../server/src/contracts/segments';
import { useWhatsappPreviewSegmentsQuery } from '../../api/segments';
import { useDebounced } from '../../shared/useDebounced';

const SETTLES = 400;
const LATE = 5_000;

/** True when `on` lasts longer than this many milliseconds. */
const useLasting = (on: boolean, ms: number): boolean => {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!on) return undefined;
    const timer = setTimeout(() => setLasts(true), ms);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [on, ms]);
  return on && lasts;
};

/** Size, sample and warnings of the tree as it stands on the page, asked when its maker pauses. */
export const useCount = (tree: SegmentGroup, id: number | null) => {
  const text = JSON.stringify(tree);
  const settled = useDebounced(text, SETTLES);
  const query = useWhatsappPreviewSegmentsQuery(
    { tree: JSON.parse(settled) as SegmentGroup, ...(id === null ? {} : { id }) },
    { refetchOnMountOrArgChange: true }
  );
  const isCounting = settled !== text || query.isFetching;
  return { query, isCounting, isLate: useLasting(isCounting, LATE) };
};
export type Count = ReturnType<typeof useCount>;
