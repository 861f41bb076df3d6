import { useCallback, useEffect, useState } from 'react';
import type {
  ConversationEventView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import { useLazyWhatsappMessagePageQuery } from '../../../api/conversations';
import { useLiveSignals } from '../../../shared/live/live-store';
import { isOutOfReach } from '../hooks/useChosen';
import type { ListFilters } from '../hooks/useConversationList';
import { departureOf, type Departure } from '../model/departure';

export interface Asker {
  readonly filters: ListFilters;
  readonly me: number | null;
}

/** Why a row that is still drawn has left the list: null while that is asked, `hidden` where one may not see it any more. */
export const useDeparture = (
  row: ConversationView,
  { filters, me }: Asker
): Departure | 'hidden' | null => {
  const { id } = row;
  const [ask] = useLazyWhatsappMessagePageQuery();
  const [heard, setHeard] = useState<readonly ConversationEventView[] | 'hidden' | null>(null);
  const look = useCallback(async () => {
    // What happened since the newest message comes with it.
    const { data, error } = await ask({ id, limit: 1 });
    setHeard(isOutOfReach(error) ? 'hidden' : (data?.events ?? []));
  }, [ask, id]);
  useEffect(() => void look(), [look]);
  useLiveSignals((signal) => {
    const concerns =
      signal.kind !== 'hints' ||
      signal.hints.some((hint) => hint.type === 'conversation' && hint.id === id);
    if (concerns) void look();
  });
  if (heard === null || heard === 'hidden') return heard;
  return departureOf({ row, events: heard, filters, me });
};
