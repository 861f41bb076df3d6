import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import type { Hint } from '../../../../../server/src/contracts/realtime';
import { useLazyWhatsappMessagePageQuery } from '../../../api/conversations';
import { useLiveSignals } from '../../../shared/live/live-store';
import { mergeMessages, touches } from '../model/thread';
import { createRefresher } from './refresher';

const PAGE = 50;
const GAP = 150;
/** After a long sleep the gap to what is known is closed page by page, at most this many. */
const MOST_CATCH_UP = 40;

interface ThreadState {
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly messages: MessageView[];
  /** Goes back in time; null at the very beginning. */
  readonly olderCursor: string | null;
  readonly loadingOlder: boolean;
  readonly olderFailed: boolean;
}

const empty: ThreadState = {
  status: 'loading',
  error: null,
  messages: [],
  olderCursor: null,
  loadingOlder: false,
  olderFailed: false,
};

/** Which page (by the cursor that fetched it; null = newest) holds a message: to refetch old ones by hint. */
type PageOf = Map<number, string | null>;

/** A conversation's messages: newest page first, older ones on demand, kept fresh by hints, without gap or double. */
export const useThread = (conversationId: number) => {
  const [state, setState] = useState<ThreadState>(empty);
  const [fetchPage] = useLazyWhatsappMessagePageQuery();
  const pageOf = useRef<PageOf>(new Map());
  const stale = useRef(new Set<string>());
  const present = useRef(conversationId);
  const latest = useRef(state);
  latest.current = state;

  const page = useCallback(
    async (cursor: string | null) => {
      const query = { id: conversationId, limit: PAGE, ...(cursor ? { cursor } : {}) };
      const answer = await fetchPage(query).unwrap();
      answer.messages.forEach((message) => pageOf.current.set(message.id, cursor));
      return answer;
    },
    [conversationId, fetchPage]
  );

  const refresh = useCallback(async () => {
    const again = [...stale.current];
    stale.current.clear();
    try {
      const known = latest.current.messages;
      const newest = await page(null);
      const first = known.length === 0 && latest.current.status !== 'ready';
      let fetched = newest.messages;
      let cursor = newest.nextCursor;
      for (
        let n = 0;
        !first && cursor !== null && !touches(known, fetched) && n < MOST_CATCH_UP;
        n += 1
      ) {
        const older = await page(cursor);
        fetched = [...fetched, ...older.messages];
        cursor = older.nextCursor;
      }
      for (const old of again) fetched = [...fetched, ...(await page(old)).messages];
      if (present.current !== conversationId) return;
      setState((before) => ({
        ...before,
        status: 'ready',
        error: null,
        messages: mergeMessages(before.messages, fetched),
        olderCursor: first ? newest.nextCursor : before.olderCursor,
      }));
    } catch (error) {
      again.forEach((cursor) => stale.current.add(cursor));
      if (present.current !== conversationId) return;
      setState((old) => (old.status === 'ready' ? old : { ...old, status: 'error', error }));
    }
  }, [conversationId, page]);

  const refresher = useMemo(() => createRefresher(refresh, GAP), [refresh]);
  useEffect(() => {
    present.current = conversationId;
    pageOf.current = new Map();
    stale.current = new Set();
    latest.current = empty;
    setState(empty);
    refresher.ask();
    return () => refresher.stop();
  }, [conversationId, refresher]);

  useLiveSignals((signal) => {
    const markAll = () => pageOf.current.forEach((cursor) => cursor && stale.current.add(cursor));
    if (signal.kind !== 'hints') markAll();
    else if (!signal.hints.some(concerns(conversationId))) return;
    else {
      for (const hint of signal.hints.filter(concerns(conversationId))) {
        const cursor = pageOf.current.get(hint.id);
        if (hint.type === 'message' && cursor) stale.current.add(cursor);
      }
    }
    refresher.ask();
  });

  const older = useCallback(async () => {
    const { olderCursor, loadingOlder } = latest.current;
    if (olderCursor === null || loadingOlder) return;
    setState((old) => ({ ...old, loadingOlder: true, olderFailed: false }));
    try {
      const answer = await page(olderCursor);
      if (present.current !== conversationId) return;
      setState((old) => ({
        ...old,
        loadingOlder: false,
        messages: mergeMessages(old.messages, answer.messages),
        olderCursor: answer.nextCursor,
      }));
    } catch {
      if (present.current !== conversationId) return;
      setState((old) => ({ ...old, loadingOlder: false, olderFailed: true }));
    }
  }, [conversationId, page]);

  /** Rows the server just answered with. They replace what was known: a person decided, so a state may go back. */
  const take = useCallback(
    (messages: readonly MessageView[]) => {
      const ids = new Set(messages.map((message) => message.id));
      setState((old) => ({
        ...old,
        messages: mergeMessages(
          old.messages.filter((message) => !ids.has(message.id)),
          messages.filter((message) => message.conversationId === present.current)
        ),
      }));
      refresher.ask();
    },
    [refresher]
  );

  return { ...state, older, take, retry: refresher.ask };
};

const concerns =
  (conversationId: number) =>
  (hint: Hint): boolean =>
    (hint.type === 'message' && (hint.parent === conversationId || hint.parent === null)) ||
    (hint.type === 'conversation' && hint.id === conversationId);

export type Thread = ReturnType<typeof useThread>;
