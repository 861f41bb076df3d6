import { useEffect, useRef, type RefObject } from 'react';
import { rowKey } from '../model/thread';
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

interface Wanted {
  readonly target: Target | null;
  readonly showAround: (key: string) => void;
}

/**
 * Brings a message into view: fetches the thread back to it, page by page without gap, scrolls there, marks it for a while
 * and puts the focus on it, so that it is read out too.
 */
export const useTarget = (
  box: RefObject<HTMLElement>,
  { target, showAround }: Wanted,
  thread: Pick<
    Thread,
    'status' | 'messages' | 'olderCursor' | 'loadingOlder' | 'olderFailed' | 'older'
  >
) => {
  const drawn = useRef<number | null>(null);
  const done = useRef<number | null>(null);
  const pages = useRef(0);
  const id = target?.messageId ?? null;
  const { status, messages, olderCursor, loadingOlder, olderFailed, older } = thread;
  useEffect(() => {
    if (id === null) {
      done.current = null;
      drawn.current = null;
      pages.current = 0;
      return;
    }
    if (!target || done.current === id || status !== 'ready' || loadingOlder) return;
    const here = messages.find((message) => message.id === id);
    if (!here && olderCursor !== null && !olderFailed && pages.current < MOST_PAGES) {
      pages.current += 1;
      void older();
      return;
    }
    const bubble = box.current?.querySelector<HTMLElement>(`[data-message-id="${id}"]`) ?? null;
    // Known, but far from what is drawn: it is drawn first, and found in the render after that.
    if (here && !bubble && drawn.current !== id) {
      drawn.current = id;
      return showAround(rowKey(here));
    }
    done.current = id;
    if (bubble) {
      bubble.scrollIntoView({ block: 'center' });
      bubble.tabIndex = -1;
      bubble.focus({ preventScroll: true });
      bubble.dataset.target = 'true';
      setTimeout(() => delete bubble.dataset.target, MARKED_FOR);
    }
    target.onReached(Boolean(bubble));
    // Without a list: what is drawn changes between renders, and without a target nothing is done.
  });
};
