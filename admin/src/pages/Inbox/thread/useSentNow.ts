import { useEffect, useRef } from 'react';
import type { OutboxItem } from '../hooks/outbox-store';

/**
 * Calls back when something is sent, or a note was added (`noted` counts them); not for what waited already when the
 * thread was opened.
 */
export const useSentNow = (pending: readonly OutboxItem[], noted: number, onSent: () => void) => {
  const known = useRef<ReadonlySet<string> | null>(null);
  const latest = useRef(onSent);
  latest.current = onSent;
  const notedBefore = useRef(noted);
  // Without a list: which of them are pending is made out again in each render.
  useEffect(() => {
    const before = known.current;
    known.current = new Set(pending.map(({ clientId }) => clientId));
    const isNoted = noted !== notedBefore.current;
    notedBefore.current = noted;
    const isSent = before && pending.some(({ clientId }) => !before.has(clientId));
    if (isSent || isNoted) latest.current();
  });
};
