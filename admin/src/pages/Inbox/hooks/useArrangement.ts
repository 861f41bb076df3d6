import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { arrange, type Arrangement } from '../model/list';
import type { useConversationList } from './useConversationList';

type List = ReturnType<typeof useConversationList>;

/** The order on screen: kept while held, sorted again when let go, on press of the pill, or for other filters. */
export const useArrangement = (list: List, filterKey: string) => {
  const { rows, nextCursor, order, status } = list;
  const [hold, setHold] = useState(false);
  const [sorted, setSorted] = useState(0);
  const shown = useRef<{ rows: readonly ConversationView[]; of: string }>({ rows: [], of: '' });
  const of = `${filterKey} ${sorted}`;
  const arrangement: Arrangement = useMemo(() => {
    const held = hold && status === 'ready' && shown.current.of === of;
    return arrange(shown.current.rows, { rows, order, hasMore: nextCursor !== null }, held);
  }, [hold, nextCursor, of, order, rows, status]);
  useLayoutEffect(() => {
    shown.current = { rows: arrangement.rows, of };
  }, [arrangement, of]);
  const resort = useCallback(() => setSorted((times) => times + 1), []);
  return { ...arrangement, setHold, resort };
};
