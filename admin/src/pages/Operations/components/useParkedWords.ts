import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import type { Parked, Reason } from '../parked-model';

/** What failed, why and when, in words. */
export const useParkedWords = () => {
  const t = useT();
  const known = useKnownWord();
  const moments = useMoments();
  const now = useNow();
  return {
    kind: ({ kind }: Parked): string => known('parked.kind', kind) ?? kind,
    reason: (reason: Reason): string => t(`parked.reason.${reason}`),
    hint: (reason: Reason): string => t(`parked.hint.${reason}`),
    at: ({ receivedAt }: Parked): string => moments.short(receivedAt, now),
    count: (n: number, more: boolean): string =>
      t('parked.count', { n, more: more ? 'yes' : 'no' }),
  };
};
