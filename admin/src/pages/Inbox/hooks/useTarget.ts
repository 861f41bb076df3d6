import { useEffect, useRef, type RefObject } from 'react';
import type { Thread } from './useThread';

/** How long the message stays marked (ms). */
const MARKED_FOR = 4_000;
/** Pages that are fetched back to it, at most: 50 messages each. */
const MOST_PAGES = 200;

/** The message that a link or a search hit names. */
export interface Target {
  readonly messageId: number;
  /** It is shown, or not to be found: the thread is free again. */
  readonly onReached: (found: boolean) => void;
}

/**
 * Brings a message into view: fetches the thread back to it, page by page without gap, scrolls there, marks it for a while
 * and puts the focus on it, so that it is read out too.
 */
export const useTarget = (
  box: RefObject<HTMLElement>,
  target: Target | null,
  thread: Pick<
    Thread,
    'status' | 'messages' | 'olderCursor' | 'loadingOlder' | 'olderFailed' | 'older'
  >
) => {
  const done = useRef<number | null>(null);
  const pages = useRef(0);
  const id = target?.messageId ?? null;
  const { status, messages, olderCursor, loadingOlder, olderFailed, older } = thread;
  useEffect(() => {
    if (id === null) {
      done.current = null;
      pages.current = 0;
      return;
    }
    if (!target || done.current === id || status !== 'ready' || loadingOlder) return;
    const isHere = messages.some((message) => message.id === id);
    if (!isHere && olderCursor !== null && !olderFailed && pages.current < MOST_PAGES) {
      pages.current += 1;
      void older();
      return;
    }
    done.current = id;
    const bubble = isHere
      ? box.current?.querySelector<HTMLElement>(`[data-message-id="${id}"]`)
      : null;
    if (bubble) {
      bubble.scrollIntoView({ block: 'center' });
      bubble.tabIndex = -1;
      bubble.focus({ preventScroll: true });
      bubble.dataset.target = 'true';
      setTimeout(() => delete bubble.dataset.target, MARKED_FOR);
    }
    target.onReached(Boolean(bubble));
  }, [box, id, loadingOlder, messages, older, olderCursor, olderFailed, status, target]);
};
