import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type {
  ConversationView,
  ListConversationsQuery,
} from '../../../../../server/src/contracts/conversations';
import { useLazyWhatsappConversationPageQuery } from '../../../api/conversations';
import { useLiveSignals } from '../../../shared/live/live-store';
import { mergeConversations } from '../model/list';
import { createRefresher } from './refresher';

const PAGE = 30;
const MOST_PER_REQUEST = 100;
/** List refreshes by hints start at most this often (ms). */
const GAP = 700;

interface Loaded {
  readonly rows: ConversationView[];
  readonly nextCursor: string | null;
}
export interface ConversationList extends Loaded {
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly loadingMore: boolean;
}

const empty: ConversationList = {
  status: 'loading',
  rows: [],
  nextCursor: null,
  error: null,
  loadingMore: false,
};

export type ListFilters = Omit<ListConversationsQuery, 'cursor' | 'limit'>;

/** The list for these filters, keyset page by page; hints refresh everything that is loaded. */
export const useConversationList = (filters: ListFilters) => {
  const key = JSON.stringify(filters);
  const [state, setState] = useState<ConversationList>(empty);
  const [fetchPage] = useLazyWhatsappConversationPageQuery();
  /** Answers for other filters than the present ones are dropped. */
  const present = useRef(key);
  const rows = useRef<ConversationView[]>([]);
  rows.current = state.rows;

  const load = useCallback(
    async (wanted: number): Promise<Loaded> => {
      const query = JSON.parse(key) as ListFilters;
      const pages: ConversationView[][] = [];
      let cursor: string | null = null;
      let left = wanted;
      do {
        const limit = Math.min(MOST_PER_REQUEST, left);
        const page = await fetchPage({ ...query, limit, ...(cursor ? { cursor } : {}) }).unwrap();
        pages.push(page.conversations);
        cursor = page.nextCursor;
        left -= limit;
      } while (left > 0 && cursor !== null);
      return { rows: mergeConversations(pages), nextCursor: cursor };
    },
    [fetchPage, key]
  );

  const reload = useCallback(async () => {
    try {
      const loaded = await load(Math.max(PAGE, rows.current.length));
      if (present.current !== key) return;
      setState((old) => ({ ...old, ...loaded, status: 'ready', error: null }));
    } catch (error) {
      if (present.current !== key) return;
      // A list on screen stays there; only a first load shows the error in its place.
      setState((old) => (old.status === 'ready' ? old : { ...old, status: 'error', error }));
    }
  }, [key, load]);

  const refresher = useMemo(() => createRefresher(reload, GAP), [reload]);
  useEffect(() => {
    present.current = key;
    rows.current = [];
    setState(empty);
    refresher.ask();
    return () => refresher.stop();
  }, [key, refresher]);

  useLiveSignals((signal) => {
    const concerns =
      signal.kind !== 'hints' ||
      signal.hints.some(
        ({ type }) => type === 'conversation' || type === 'message' || type === 'contact'
      );
    if (concerns) refresher.ask();
  });

  const { nextCursor, loadingMore } = state;
  const more = useCallback(async () => {
    if (nextCursor === null || loadingMore) return;
    setState((old) => ({ ...old, loadingMore: true }));
    try {
      const query = JSON.parse(key) as ListFilters;
      const page = await fetchPage({ ...query, limit: PAGE, cursor: nextCursor }).unwrap();
      if (present.current !== key) return;
      setState((old) => ({
        ...old,
        rows: mergeConversations([old.rows, page.conversations]),
        nextCursor: page.nextCursor,
        loadingMore: false,
      }));
    } catch {
      // Scrolling on, or the next hint, asks again.
      setState((old) => ({ ...old, loadingMore: false }));
    }
  }, [fetchPage, key, loadingMore, nextCursor]);

  return { ...state, more, refresh: refresher.ask };
};
