import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const NEAR = 80;

interface Marks {
  /** Key of the oldest message (not of its day line): changes when older ones come in above. */
  readonly first: string | null;
  /** Key of the last row: changes when something new comes below. */
  readonly last: string | null;
  readonly lastIsOurs: boolean;
}

/**
 * Keeps the thread where the reader is: at the newest when they were there, else unmoved while older messages
 * come in above; counts what came below meanwhile.
 */
export const useThreadScroll = (
  box: RefObject<HTMLElement>,
  marks: Marks,
  conversationId: number
) => {
  const before = useRef<Place | null>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(0);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setBelow(0);
  }, [box]);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (atEnd.current) setBelow(0);
  }, [box]);

  const { first, last, lastIsOurs } = marks;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const old = before.current;
    const opened = !old || old.id !== conversationId || old.marks.last === null;
    const grewAbove =
      old !== null && !opened && old.marks.first !== first && old.marks.last === last;
    const grewBelow = old !== null && !opened && old.marks.last !== last;
    if (opened) toEnd();
    else if (grewAbove) element.scrollTop += element.scrollHeight - old.height;
    else if (grewBelow && (atEnd.current || lastIsOurs)) toEnd();
    else if (grewBelow) setBelow((count) => count + 1);
    before.current = {
      marks: { first, last, lastIsOurs },
      height: element.scrollHeight,
      id: conversationId,
    };
  }, [box, conversationId, first, last, lastIsOurs, toEnd]);

  useStayAtEnd(box, before, { atEnd, drawn: last !== null, conversationId });

  return { below, toEnd, onScroll };
};

interface Place {
  readonly marks: Marks;
  height: number;
  readonly id: number;
}
interface End {
  readonly atEnd: { readonly current: boolean };
  /** The box exists from the first row on. */
  readonly drawn: boolean;
  readonly conversationId: number;
}

/** Pictures and the composer change heights: whoever was at the end stays there. */
const useStayAtEnd = (
  box: RefObject<HTMLElement>,
  before: { readonly current: Place | null },
  end: End
) => {
  const { atEnd, drawn, conversationId } = end;
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
      if (before.current) before.current.height = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [atEnd, before, box, conversationId, drawn]);
};
