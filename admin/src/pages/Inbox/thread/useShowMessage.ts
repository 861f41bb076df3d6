import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { isField } from '../hooks/typing';
import type { Thread } from '../hooks/useThread';
import type { Arrival } from '../hooks/useThreadLeaps';
import { rowKey } from '../model/thread';

export interface Places {
  readonly box: RefObject<HTMLElement>;
  readonly thread: Thread;
  /** Draws the rows around this one. */
  readonly showAround: (key: string) => void;
  /** The reader is somewhere else now. */
  readonly onMoved: () => void;
}
interface Wanted {
  readonly id: number;
  readonly isDrawn: boolean;
  readonly arrive: (bubble: HTMLElement | null) => void;
}

/** How long the message stays marked (ms). */
const MARKED_FOR = 4_000;

const lookAt = (bubble: HTMLElement) => {
  bubble.scrollIntoView({ block: 'center' });
  bubble.tabIndex = -1;
  // Anyone who began to write before it was there goes on writing.
  if (!isField(document.activeElement)) bubble.focus({ preventScroll: true });
  // A focus that a mouse led to is not drawn.
  bubble.dataset.target = 'true';
  setTimeout(() => delete bubble.dataset.target, MARKED_FOR);
};

/**
 * Brings a message into view, however far back it is: its part of the thread is shown, the message scrolled to, marked for a
 * while and given the focus, so that it is read out too, unless somebody is typing. Who wants another one meanwhile, or the newest, gets that.
 */
export const useShowMessage = ({ box, thread, showAround, onMoved }: Places) => {
  const [state, setState] = useState<'idle' | 'looking' | 'missing' | 'failed'>('idle');
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const waiting = useRef<Wanted | null>(null);
  const want = useCallback((next: Wanted | null) => {
    if (next === null || next.id !== waiting.current?.id) waiting.current?.arrive(null);
    waiting.current = next;
    setWanted(next);
  }, []);
  const { goTo, shown } = thread;

  /** Comes to the message; `bubble` is its element where it is shown. */
  const show = useCallback(
    async (id: number): Promise<{ arrival: Arrival; bubble: HTMLElement | null }> => {
      want(null);
      setState('looking');
      const arrival = await goTo(id);
      if (arrival === 'overtaken') return { arrival, bubble: null };
      setState(arrival === 'here' ? 'idle' : arrival);
      if (arrival !== 'here') return { arrival, bubble: null };
      const bubble = await new Promise<HTMLElement | null>((arrive) =>
        want({ id, isDrawn: false, arrive })
      );
      return { arrival: bubble ? arrival : 'overtaken', bubble };
    },
    [goTo, want]
  );
  /** Stays where one is: what was wanted is not any more. */
  const forget = useCallback(() => {
    want(null);
    setState('idle');
  }, [want]);

  // Before the browser tells of a scroll that the new rows make: it would be taken for the reader's.
  useLayoutEffect(() => {
    if (!wanted) return;
    const bubble = box.current?.querySelector<HTMLElement>(`[data-message-id="${wanted.id}"]`);
    const message = shown.messages.find(({ id }) => id === wanted.id);
    if (!message) return;
    if (!bubble && !wanted.isDrawn) {
      showAround(rowKey(message));
      want({ ...wanted, isDrawn: true });
      return;
    }
    // Drawn around and still without an element: there is nothing to wait for.
    if (bubble) lookAt(bubble);
    onMoved();
    waiting.current = null;
    setWanted(null);
    wanted.arrive(bubble ?? null);
  }, [box, onMoved, showAround, shown.messages, want, wanted]);

  /** The reader goes on: that something was not found has been read. */
  const onScroll = useCallback(() => setState((now) => (now === 'looking' ? now : 'idle')), []);

  return { state, show, forget, onScroll };
};
