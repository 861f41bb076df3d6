import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { around, moved, newest, shownRows, trimBelow, WHOLE, type RowWindow } from './row-window';

/** From here on more is drawn. */
const NEAR = 600;

interface Anchor {
  readonly id: string;
  readonly top: number;
}

const bubbles = (box: HTMLElement) =>
  [...box.querySelectorAll<HTMLElement>('[data-message-id]')] as const;

/** The first message that is in sight. */
const anchorOf = (box: HTMLElement): Anchor | null => {
  const edge = box.getBoundingClientRect().top;
  const found = bubbles(box).find((one) => one.getBoundingClientRect().bottom > edge);
  const id = found?.dataset.messageId;
  return found && id ? { id, top: found.getBoundingClientRect().top } : null;
};

/** Keeps the number of drawn rows bounded however long the thread is, without moving what is read. */
export const useRowWindow = <Row extends { readonly key: string }>(
  rows: readonly Row[],
  box: RefObject<HTMLElement>
) => {
  const [window, setWindow] = useState<RowWindow>(WHOLE);
  const anchor = useRef<Anchor | null>(null);
  const latest = useRef(rows);
  latest.current = rows;

  // Older messages came in above: what is far below is not drawn any more.
  useEffect(() => {
    setWindow((now) => (now.from === null ? trimmed(rows, now, box) : now));
  }, [box, rows]);

  useLayoutEffect(() => {
    const element = box.current;
    const kept = anchor.current;
    anchor.current = null;
    if (!element || !kept) return;
    const now = bubbles(element).find((one) => one.dataset.messageId === kept.id);
    if (now) element.scrollTop += now.getBoundingClientRect().top - kept.top;
  }, [box, window]);

  const step = useCallback(
    (way: 'up' | 'down') => {
      const next = moved(latest.current, window, way);
      if (!next) return false;
      if (box.current) anchor.current = anchorOf(box.current);
      setWindow(next);
      return true;
    },
    [box, window]
  );
  /** True while rows that are known, but not drawn, come next in this direction. */
  const onScroll = useCallback((): boolean => {
    const element = box.current;
    if (!element) return false;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (element.scrollTop < NEAR && window.from !== null) return step('up');
    return below < NEAR && window.to !== null ? step('down') : false;
  }, [box, step, window]);

  const showNewest = useCallback(() => setWindow(newest(latest.current)), []);
  const showAround = useCallback((key: string) => setWindow(around(latest.current, key)), []);

  return {
    shown: shownRows(rows, window),
    /** False while newer messages than those drawn are known. */
    atNewest: window.to === null,
    /** False while older ones than those drawn are known. */
    atOldest: window.from === null,
    onScroll,
    older: () => step('up'),
    showNewest,
    showAround,
  };
};

/** Only where the reader is far from the end: at the end it is the older rows that go. */
const trimmed = (
  rows: readonly { readonly key: string }[],
  now: RowWindow,
  box: RefObject<HTMLElement>
): RowWindow => {
  const element = box.current;
  if (!element) return now;
  const below = element.scrollHeight - element.scrollTop - element.clientHeight;
  return below > NEAR ? trimBelow(rows, now) : now;
};
