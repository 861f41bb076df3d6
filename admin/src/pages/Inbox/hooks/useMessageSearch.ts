import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  MessageHit,
  MessageSearchQuery,
} from '../../../../../server/src/contracts/message-search';
import { useLazyWhatsappMessageSearchQuery } from '../../../api/inbox-list';

type Filters = Omit<MessageSearchQuery, 'cursor' | 'limit'>;

interface State {
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly hits: readonly MessageHit[];
  readonly nextCursor: string | null;
  readonly incomplete: boolean;
}
const empty: State = {
  status: 'loading',
  error: null,
  hits: [],
  nextCursor: null,
  incomplete: false,
};

/**
 * Messages that hold the words, page by page; answers to an older question are dropped. `takenId`: a conversation that
 * may not be seen any more: what was found is dropped, and asked for again.
 */
export const useMessageSearch = (filters: Filters, takenId: number | null) => {
  const key = JSON.stringify(filters);
  const [state, setState] = useState<State>(empty);
  const [ask] = useLazyWhatsappMessageSearchQuery();
  const latest = useRef(key);
  const load = useCallback(
    async (cursor: string | null) => {
      setState((old) => ({ ...(cursor === null ? empty : old), status: 'loading' }));
      const query = { ...(JSON.parse(key) as Filters), ...(cursor ? { cursor } : {}) };
      const answer = await ask(query);
      if (latest.current !== key) return;
      const { data } = answer;
      if (!data) return setState((old) => ({ ...old, status: 'error', error: answer.error }));
      setState((old) => {
        const known = cursor === null ? [] : old.hits;
        const ids = new Set(known.map(({ messageId }) => messageId));
        return {
          status: 'ready',
          error: null,
          hits: [...known, ...data.hits.filter(({ messageId }) => !ids.has(messageId))],
          nextCursor: data.nextCursor,
          incomplete: data.incomplete,
        };
      });
    },
    [ask, key]
  );
  useEffect(() => {
    latest.current = key;
    void load(null);
  }, [key, load, takenId]);
  return {
    ...state,
    more: () => void load(state.nextCursor),
    retry: () => void load(null),
  };
};
