import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import { leftBelow } from './left-below';
import {
  around,
  isTooMuch,
  moved,
  newest,
  shownRows,
  trimmed,
  WHOLE,
  type RowWindow,
} from './row-window';

/** From here on more is drawn. */
const NEAR = 600;

interface Row {
  readonly key: string;
  readonly message?: { readonly id: number };
}
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

/** The place of the row that is read. */
const readAt = (rows: readonly Row[], box: HTMLElement): number => {
  const anchor = anchorOf(box);
  const at = rows.findIndex(({ message }) => String(message?.id) === anchor?.id);
  if (at >= 0) return at;
  return box.scrollTop < leftBelow(box) ? 0 : rows.length - 1;
};

/**
 * Keeps the number of drawn rows bounded however long the thread is, without moving what is read. Where `leap` changes,
 * the rows are other ones, and are drawn from their end.
 */
export const useRowWindow = <One extends Row>(
  rows: readonly One[],
  leap: number,
  box: RefObject<HTMLElement>
) => {
  const [held, setHeld] = useState<{ leap: number; window: RowWindow }>({ leap, window: WHOLE });
  const window = held.leap === leap ? held.window : newest(rows);
  if (held.leap !== leap) setHeld({ leap, window });
  const anchor = useRef<Anchor | null>(null);
  const latest = useRef({ rows, leap });
  latest.current = { rows, leap };

  const setWindow = useCallback(
    (next: RowWindow) => setHeld({ leap: latest.current.leap, window: next }),
    []
  );
  const move = useCallback(
    (next: RowWindow) => {
      if (box.current) anchor.current = anchorOf(box.current);
      setWindow(next);
    },
    [box, setWindow]
  );

  // More came in: what is far from what is read is not drawn any more.
  useEffect(() => {
    if (box.current && isTooMuch(rows, window))
      move(trimmed(rows, window, readAt(rows, box.current)));
  }, [box, move, rows, window]);

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
      const next = moved(latest.current.rows, window, way);
      if (next) move(next);
      return next !== null;
    },
    [move, window]
  );
  /** True while rows that are known, but not drawn, come next in this direction. */
  const onScroll = useCallback((): boolean => {
    const element = box.current;
    if (!element) return false;
    if (element.scrollTop < NEAR && window.from !== null) return step('up');
    return leftBelow(element) < NEAR && window.to !== null ? step('down') : false;
  }, [box, step, window]);

  const showLast = useCallback(() => setWindow(newest(latest.current.rows)), [setWindow]);
  const showAround = useCallback(
    (key: string) => setWindow(around(latest.current.rows, key)),
    [setWindow]
  );

  const shown = useMemo(() => shownRows(rows, window), [rows, window]);
  return {
    shown,
    /** Drawn up to the last of the rows. */
    atLast: window.to === null,
    /** Drawn from the first of the rows on. */
    atFirst: window.from === null,
    onScroll,
    older: () => step('up'),
    newer: () => step('down'),
    showLast,
    showAround,
  };
};
