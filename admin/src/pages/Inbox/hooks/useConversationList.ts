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
}

const empty: ConversationList = {
  status: 'loading',
  rows: [],
  nextCursor: null,
  error: null,
  loadingMore: false,
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
          set((old) => ({ ...old, ...loaded, status: 'ready', error: null }));
        }
      } catch (error) {
        if (latest.current.key !== key) return;
        // A list on screen stays there; only a first load shows the error in its place.
        set((old) => (old.status === 'ready' ? old : { ...old, status: 'error', error }));
      }
    };
    return createRefresher(reload, GAP);
  }, [fetchPage, key, latest, set]);

const useMore = ({ key, fetchPage, latest, set }: Source) =>
  useCallback(async () => {
    const { nextCursor, loadingMore } = latest.current.state;
    if (nextCursor === null || loadingMore) return;
    set((old) => ({ ...old, loadingMore: true }));
    try {
      const filters = JSON.parse(key) as ListFilters;
      const page = await fetchPage({ ...filters, limit: PAGE, cursor: nextCursor });
      if (latest.current.key !== key) return;
      set((old) => ({
        ...old,
        rows: mergeConversations([old.rows, page.conversations], orderOf(filters)),
        nextCursor: page.nextCursor,
        loadingMore: false,
      }));
    } catch {
      // Scrolling on, or the next hint, asks again.
      set((old) => ({ ...old, loadingMore: false }));
    }
  }, [fetchPage, key, latest, set]);

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
