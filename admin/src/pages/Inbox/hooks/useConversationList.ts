import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import type {
  ListConversationsQuery,
  ListConversationsResult,
} from '../../../../../server/src/contracts/conversation-list';
import { useLazyWhatsappConversationPageQuery } from '../../../api/conversations';
import { useLiveSignals } from '../../../shared/live/live-store';
import { latestFirst, longestWaitFirst, mergeConversations } from '../model/list';
import { createRefresher } from './refresher';

const PAGE = 30;
const MOST_PER_REQUEST = 100;
/** List refreshes by hints start at most this often (ms). */
const GAP = 700;

export type ListFilters = Omit<ListConversationsQuery, 'cursor' | 'limit'>;
type PageQuery = ListFilters & { limit: number; cursor?: string };
type FetchPage = (query: PageQuery) => Promise<ListConversationsResult>;

interface Loaded {
  readonly rows: ConversationView[];
  readonly nextCursor: string | null;
}
export interface ConversationList extends Loaded {
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly loadingMore: boolean;
  /** The next page could not be read: asked for again only by a person. */
  readonly moreFailed: boolean;
}

const empty: ConversationList = {
  status: 'loading',
  rows: [],
  nextCursor: null,
  error: null,
  loadingMore: false,
  moreFailed: false,
};

const orderOf = ({ sort }: ListFilters) => (sort === 'waiting' ? longestWaitFirst : latestFirst);

/** At least `wanted` rows from the top, in as few requests as the server allows. */
const loadRows = async (
  fetchPage: FetchPage,
  filters: ListFilters,
  wanted: number
): Promise<Loaded> => {
  const pages: ConversationView[][] = [];
  let cursor: string | null = null;
  let left = wanted;
  do {
    const limit = Math.min(MOST_PER_REQUEST, left);
    const page: ListConversationsResult = await fetchPage({
      ...filters,
      limit,
      ...(cursor ? { cursor } : {}),
    });
    pages.push(page.conversations);
    cursor = page.nextCursor;
    left -= limit;
  } while (left > 0 && cursor !== null);
  return { rows: mergeConversations(pages, orderOf(filters)), nextCursor: cursor };
};

interface Source {
  /** Filters of the list on screen: answers for others are dropped. */
  readonly key: string;
  readonly fetchPage: FetchPage;
  readonly latest: { current: { key: string; state: ConversationList } };
  readonly set: (change: (old: ConversationList) => ConversationList) => void;
}

const useReload = ({ key, fetchPage, latest, set }: Source) =>
  useMemo(() => {
    const reload = async () => {
      try {
        const wanted = Math.max(PAGE, latest.current.state.rows.length);
        const loaded = await loadRows(fetchPage, JSON.parse(key) as ListFilters, wanted);
        if (latest.current.key === key) {
          set((old) => ({
            ...old,
            ...loaded,
            status: 'ready',
            error: null,
            moreFailed: old.moreFailed && loaded.nextCursor === old.nextCursor,
          }));
        }
      } catch (error) {
        if (latest.current.key !== key) return;
        // A list on screen stays there; only a first load shows the error in its place.
        set((old) => (old.status === 'ready' ? old : { ...old, status: 'error', error }));
      }
    };
    return createRefresher(reload, GAP);
  }, [fetchPage, key, latest, set]);

/** One page further. By itself (not `again`) a page that is under way, or could not be read, is not asked for another time. */
const useMore = ({ key, fetchPage, latest, set }: Source) => {
  const asked = useRef(new Map<string, 'loading' | 'failed'>());
  return useCallback(
    async (again = false) => {
      const { nextCursor } = latest.current.state;
      const page = `${key} ${nextCursor}`;
      const before = asked.current.get(page);
      if (nextCursor === null || before === 'loading') return;
      // Also where the list was another one meanwhile: the button asks.
      if (before === 'failed' && !again) return set((old) => ({ ...old, moreFailed: true }));
      asked.current.set(page, 'loading');
      set((old) => ({ ...old, loadingMore: true }));
      try {
        const filters = JSON.parse(key) as ListFilters;
        const { conversations, nextCursor: next } = await fetchPage({
          ...filters,
          limit: PAGE,
          cursor: nextCursor,
        });
        asked.current.delete(page);
        if (latest.current.key !== key) return;
        set((old) => ({
          ...old,
          rows: mergeConversations([old.rows, conversations], orderOf(filters)),
          nextCursor: next,
          loadingMore: false,
          moreFailed: false,
        }));
      } catch {
        asked.current.set(page, 'failed');
        // Not asked again by itself: the list is at its end still, and a server in trouble would get a storm of requests.
        if (latest.current.key === key)
          set((old) => ({ ...old, loadingMore: false, moreFailed: true }));
      }
    },
    [fetchPage, key, latest, set]
  );
};

/** The list for these filters, keyset page by page; hints refresh everything that is loaded. */
export const useConversationList = (filters: ListFilters) => {
  const key = JSON.stringify(filters);
  const [state, setState] = useState<ConversationList>(empty);
  const [ask] = useLazyWhatsappConversationPageQuery();
  const fetchPage = useCallback<FetchPage>((query) => ask(query).unwrap(), [ask]);
  const latest = useRef({ key, state });
  latest.current = { key, state };
  const source: Source = { key, fetchPage, latest, set: setState };
  const refresher = useReload(source);
  const more = useMore(source);

  useEffect(() => {
    latest.current = { key, state: empty };
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

  /** A row the server just answered with: shown at once; the refresh decides whether it still belongs here. */
  const patch = useCallback(
    (row: ConversationView) => {
      setState((old) => ({
        ...old,
        rows: old.rows.map((one) => (one.id === row.id ? row : one)),
      }));
      refresher.ask();
    },
    [refresher]
  );

  return { ...state, order: orderOf(filters), more, patch, refresh: refresher.ask };
};
