import { useCallback } from 'react';
import type { SegmentView } from '../../../../server/src/contracts/segments';
import { useT } from '../../shared/useT';

/** `words(use)`: "Bot Parcel", and whether only people in an earlier version of it still ask. */
export const useUseWords = () => {
  const t = useT();
  return useCallback(
    ({ kind, name, earlier }: SegmentView['uses'][number]): string => {
      const use = t(`segments.use.${kind}`, { name });
      return earlier ? t('segments.use.earlier', { use }) : use;
    },
    [t]
  );
};
