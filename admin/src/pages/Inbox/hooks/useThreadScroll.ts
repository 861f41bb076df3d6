import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { leftBelow } from '../thread/left-below';

const NEAR = 80;

interface Marks {
  /** Changes where something else is shown, and not the same with something added. */
  readonly leap: number;
  /** False while old messages are shown: then what is new is not drawn below them. */
  readonly isNewest: boolean;
  /** Key of the oldest message (not of its day line): changes when older ones come in above. */
  readonly first: string | null;
  /** Key of the newest row, drawn or not: changes when something new comes. */
  readonly last: string | null;
  /** The message that came in last: it may stand above the last row, which is on its way yet or could not be sent. */
  readonly came: number | null;
}

type Change = 'opened' | 'elsewhere' | 'above' | 'below' | 'none';
const changeOf = (old: Marks | null, now: Marks): Change => {
  if (!old || old.last === null) return 'opened';
  if (old.leap !== now.leap || old.isNewest !== now.isNewest) return 'elsewhere';
  if (old.last !== now.last || old.came !== now.came) return 'below';
  return old.first === now.first ? 'none' : 'above';
};

/**
 * Keeps the thread where the reader is: at the newest when they were there, else unmoved while older messages
 * come in above. `onEnd`: the newest is seen. Where something else is shown, what shows it scrolls to it.
 */
export const useThreadScroll = (
  box: RefObject<HTMLElement>,
  marks: Marks,
  { conversationId, isReady, onEnd }: Facts
) => {
  const before = useRef<Place | null>(null);
  const atEnd = useRef(true);
  /** How far down the box was scrolled last. */
  const reached = useRef(0);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    reached.current = element.scrollTop;
    atEnd.current = true;
    onEnd();
  }, [box, onEnd]);

  /** Where the reader is now; `isDrawn`: the newest message is among what is drawn. */
  const onScroll = useCallback(
    (isDrawn: boolean) => {
      const element = box.current;
      if (!element) return;
      const isUp = element.scrollTop < reached.current;
      reached.current = element.scrollTop;
      // A picture that loaded between a scroll to the end and its event has moved nobody away from the end.
      const stays = atEnd.current && !isUp;
      atEnd.current = isDrawn && (stays || leftBelow(element) < NEAR);
      if (atEnd.current) onEnd();
    },
    [box, onEnd]
  );

  const { leap, isNewest, first, last, came } = marks;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const now: Marks = { leap, isNewest, first, last, came };
    const old = before.current?.id === conversationId ? before.current : null;
    const change = changeOf(old?.marks ?? null, now);
    if (!isNewest) atEnd.current = false;
    const stays = (change === 'below' || change === 'elsewhere') && atEnd.current;
    if (change === 'opened' || stays) toEnd();
    else if (change === 'above') {
      const grown = element.scrollHeight - (old?.height ?? 0);
      element.scrollTop += grown;
      reached.current += grown;
    }
    before.current = { marks: now, height: element.scrollHeight, id: conversationId };
  }, [box, came, conversationId, first, isNewest, last, leap, toEnd]);

  useStayAtEnd(box, before, { atEnd, reached, isReady, conversationId });

  const isAtEnd = useCallback(() => atEnd.current, []);
  return { toEnd, onScroll, isAtEnd };
};

interface Place {
  readonly marks: Marks;
  height: number;
  readonly id: number;
}
interface Facts {
  readonly conversationId: number;
  /** The box is there. */
  readonly isReady: boolean;
  readonly onEnd: () => void;
}
interface End extends Omit<Facts, 'onEnd'> {
  readonly atEnd: { readonly current: boolean };
  readonly reached: { current: number };
}

/** Pictures and the composer change heights: anyone who was at the end stays there. */
const useStayAtEnd = (
  box: RefObject<HTMLElement>,
  before: { readonly current: Place | null },
  end: End
) => {
  const { atEnd, reached, isReady, conversationId } = end;
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) {
        element.scrollTop = element.scrollHeight;
        reached.current = element.scrollTop;
      }
      if (before.current) before.current.height = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [atEnd, before, box, conversationId, isReady, reached]);
};
