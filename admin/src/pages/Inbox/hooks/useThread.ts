import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type {
  ConversationEventView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import type { Hint } from '../../../../../server/src/contracts/realtime';
import { useLazyWhatsappMessagePageQuery } from '../../../api/conversations';
import { useLiveSignals } from '../../../shared/live/live-store';
import { mergeEvents, mergeMessages } from '../model/thread';
import { createRefresher } from './refresher';
import { createThreadSource } from './thread-source';

const PAGE = 50;
const GAP = 150;

interface ThreadState {
  readonly status: 'loading' | 'ready' | 'error';
  readonly error: unknown;
  readonly messages: MessageView[];
  readonly events: ConversationEventView[];
  /** Goes back in time; null at the very beginning. */
  readonly olderCursor: string | null;
  readonly loadingOlder: boolean;
  readonly olderFailed: boolean;
}

const empty: ThreadState = {
  status: 'loading',
  error: null,
  messages: [],
  events: [],
  olderCursor: null,
  loadingOlder: false,
  olderFailed: false,
};

const concerns =
  (conversationId: number) =>
  (hint: Hint): boolean =>
    (hint.type === 'message' && (hint.parent === conversationId || hint.parent === null)) ||
    (hint.type === 'conversation' && hint.id === conversationId);

/** Reads the newest messages when asked and merges them into the state. */
const useRefresher = (
  source: ReturnType<typeof createThreadSource>,
  latest: { readonly current: ThreadState },
  set: (change: (old: ThreadState) => ThreadState) => void
) =>
  useMemo(() => {
    const refresh = async () => {
      try {
        const fresh = await source.refresh(latest.current.messages);
        set((old) => ({
          ...old,
          status: 'ready',
          error: null,
          messages: mergeMessages(old.messages, fresh.messages),
          events: mergeEvents(old.events, fresh.events),
          olderCursor: old.messages.length === 0 ? fresh.nextCursor : old.olderCursor,
        }));
      } catch (error) {
        // Messages on screen stay; only a first load shows the error in their place.
        set((old) => (old.status === 'ready' ? old : { ...old, status: 'error', error }));
      }
    };
    return createRefresher(refresh, GAP);
  }, [latest, set, source]);

/**
 * A conversation's messages: newest page first, older ones on demand, kept fresh by hints, without gap or double.
 * Use it under a `key` of the conversation: one instance serves one conversation.
 */
export const useThread = (conversationId: number) => {
  const [state, setState] = useState<ThreadState>(empty);
  const [fetchPage] = useLazyWhatsappMessagePageQuery();
  const latest = useRef(state);
  latest.current = state;
  const source = useMemo(
    () =>
      createThreadSource((cursor) =>
        fetchPage({ id: conversationId, limit: PAGE, ...(cursor ? { cursor } : {}) }).unwrap()
      ),
    [conversationId, fetchPage]
  );
  const refresher = useRefresher(source, latest, setState);
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

  const older = useOlder(source, latest, setState);

  /** Rows the server just answered with. They replace what was known: a person decided, so a state may go back. */
  const take = useCallback(
    (messages: readonly MessageView[]) => {
      // Reactions are drawn on the message they belong to, which the refresh brings.
      const mine = messages.filter(
        ({ conversationId: of, body }) => of === conversationId && body.type !== 'reaction'
      );
      const ids = new Set(mine.map((message) => message.id));
      const others = (old: ThreadState) => old.messages.filter((message) => !ids.has(message.id));
      // Before the first page the rows would pass for the whole thread; the page brings them anyway.
      setState((old) =>
        old.status === 'ready' ? { ...old, messages: mergeMessages(others(old), mine) } : old
      );
      refresher.ask();
    },
    [conversationId, refresher]
  );

  return { ...state, older, take, retry: refresher.ask };
};

/** One page back in time; a second ask while one is under way does nothing. */
const useOlder = (
  source: ReturnType<typeof createThreadSource>,
  latest: { readonly current: ThreadState },
  set: (change: (old: ThreadState) => ThreadState) => void
) => {
  const busy = useRef(false);
  return useCallback(async () => {
    const { olderCursor } = latest.current;
    if (olderCursor === null || busy.current) return;
    busy.current = true;
    set((old) => ({ ...old, loadingOlder: true, olderFailed: false }));
    try {
      const answer = await source.page(olderCursor);
      set((old) => ({
        ...old,
        messages: mergeMessages(old.messages, answer.messages),
        events: mergeEvents(old.events, answer.events),
        olderCursor: answer.nextCursor,
      }));
    } catch {
      set((old) => ({ ...old, olderFailed: true }));
    } finally {
      busy.current = false;
      set((old) => ({ ...old, loadingOlder: false }));
    }
  }, [latest, set, source]);
};

export type Thread = ReturnType<typeof useThread>;
