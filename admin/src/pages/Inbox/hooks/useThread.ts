import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import type { Hint } from '../../../../../server/src/contracts/realtime';
import { useLazyWhatsappMessagePageQuery } from '../../../api/conversations';
import { useLiveSignals } from '../../../shared/live/live-store';
import { refreshed, shownOf, withRows } from '../model/segment';
import { createRefresher } from './refresher';
import { createThreadSource, keyOf, type ThreadSource } from './thread-source';
import { edgeOf, START, type ThreadState, type ThreadStore } from './thread-state';
import { useThreadLeaps } from './useThreadLeaps';
import { useThreadPages } from './useThreadPages';

const PAGE = 50;
const GAP = 150;

const concerns =
  (conversationId: number) =>
  (hint: Hint): boolean =>
    (hint.type === 'message' && (hint.parent === conversationId || hint.parent === null)) ||
    (hint.type === 'conversation' && hint.id === conversationId);

/** Reads the newest messages when asked and merges them into the state. */
const useRefresher = (source: ThreadSource, { latest, set }: ThreadStore) =>
  useMemo(() => {
    const refresh = async () => {
      try {
        const fresh = await source.refresh(latest.current.place);
        set((old) => ({
          ...old,
          status: 'ready',
          error: null,
          place: refreshed(old.place, fresh),
        }));
      } catch (error) {
        // Messages on screen stay; only a first load shows the error in their place.
        set((old) => (old.status === 'ready' ? old : { ...old, status: 'error', error }));
      }
    };
    return createRefresher(refresh, GAP);
  }, [latest, set, source]);

const useSource = (conversationId: number): ThreadSource => {
  const [fetchPage] = useLazyWhatsappMessagePageQuery();
  return useMemo(
    () =>
      createThreadSource((ask) => fetchPage({ id: conversationId, limit: PAGE, ...ask }).unwrap()),
    [conversationId, fetchPage]
  );
};

const useStore = (): [ThreadState, ThreadStore] => {
  const [state, set] = useState<ThreadState>(START);
  const latest = useRef(state);
  latest.current = state;
  return [state, useMemo(() => ({ latest, set }), [])];
};

/**
 * A conversation's messages: the newest, kept fresh by hints, and, after going to an old one, those around it in their
 * place until both meet; further pages at either end on demand, without gap or double.
 * Use it under a `key` of the conversation: one instance serves one conversation.
 */
export const useThread = (conversationId: number) => {
  const [state, store] = useStore();
  const source = useSource(conversationId);
  const refresher = useRefresher(source, store);
  useEffect(() => {
    refresher.ask();
    return () => refresher.stop();
  }, [refresher]);

  useLiveSignals((signal) => {
    const ours = signal.kind === 'hints' ? signal.hints.filter(concerns(conversationId)) : [];
    if (signal.kind !== 'hints') source.touchAll();
    else if (ours.length === 0) return;
    ours.filter((hint) => hint.type === 'message').forEach((hint) => source.touch(hint.id));
    refresher.ask();
  });

  const { newest, old, leap } = state.place;
  const shown = shownOf(state.place);
  // It is at the end of the thread and does not meet what is held for the newest: that is out of date.
  const isAhead = old !== null && old.newerCursor === null;
  useEffect(() => {
    if (isAhead) refresher.ask();
  }, [isAhead, refresher]);

  const pages = useThreadPages(source, store);
  const leaps = useThreadLeaps(source, store);
  const take = useTake(conversationId, store, refresher.ask);
  const { olderCursor, newerCursor } = shown;
  return {
    status: state.status,
    error: state.error,
    /** The newest messages that are known, whatever is shown: what answers, counts and announcements go by. */
    newest,
    /** What is drawn: the newest, or those around an old message. */
    shown,
    isNewest: old === null,
    /** Changes where something else is shown, and not the same with something added. */
    leap,
    top: edgeOf(state, olderCursor === null ? null : keyOf({ cursor: olderCursor })),
    bottom: edgeOf(state, newerCursor === null ? null : keyOf({ after: newerCursor })),
    ...pages,
    ...leaps,
    take,
    retry: refresher.ask,
  };
};

/** Rows the server just answered with. */
const useTake = (conversationId: number, { set }: ThreadStore, refresh: () => void) =>
  useCallback(
    (messages: readonly MessageView[]) => {
      // Reactions are drawn on the message they belong to, which the refresh brings.
      const mine = messages.filter(
        ({ conversationId: of, body }) => of === conversationId && body.type !== 'reaction'
      );
      // Before the first page the rows would pass for the whole thread; the page brings them anyway.
      set((old) => (old.status === 'ready' ? { ...old, place: withRows(old.place, mine) } : old));
      refresh();
    },
    [conversationId, refresh, set]
  );

export type Thread = ReturnType<typeof useThread>;
