import { useEffect, useRef, useState } from 'react';
import type { ListLogsResult } from '../../../../server/src/contracts/logs';
import { newerThan, type LogLine } from './model';

type Page = ListLogsResult;

/**
 * The list follows by itself while its top is on screen and nobody switched that off; otherwise what is shown stays and the
 * new lines are counted. `top` goes to an element above the list.
 */
export const useTail = (live: Page | undefined, isFirstPage: boolean, resetKey: string) => {
  const [isOn, setOn] = useState(true);
  const [isAtTop, setAtTop] = useState(true);
  const [held, setHeld] = useState<{ key: string; page: Page } | null>(null);
  const top = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = top.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver((entries) =>
      setAtTop(entries.some((entry) => entry.isIntersecting))
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const follows = (isOn && isAtTop) || !isFirstPage;
  useEffect(() => {
    if (follows) setHeld(null);
    else
      setHeld((before) =>
        before?.key === resetKey ? before : live ? { key: resetKey, page: live } : null
      );
  }, [follows, live, resetKey]);

  const page = held?.key === resetKey && !follows ? held.page : live;
  const lines: readonly LogLine[] = page?.logs ?? [];
  const showNew = () => {
    setHeld(null);
    top.current?.scrollIntoView({ block: 'center' });
    if (live) setHeld(follows ? null : { key: resetKey, page: live });
  };
  return {
    isOn,
    setOn,
    top,
    page,
    lines,
    waiting: follows || !live ? 0 : newerThan(live.logs, lines),
    showNew,
  };
};
