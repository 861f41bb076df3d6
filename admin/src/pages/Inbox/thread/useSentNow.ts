import { useEffect, useRef } from 'react';
import type { OutboxItem } from '../hooks/outbox-store';

/** Calls back when something is sent; not for what waited already when the thread was opened. */
export const useSentNow = (pending: readonly OutboxItem[], onSent: () => void) => {
  const known = useRef<ReadonlySet<string> | null>(null);
  const latest = useRef(onSent);
  latest.current = onSent;
  // Without a list: which of them are pending is made out again in each render.
  useEffect(() => {
    const before = known.current;
    known.current = new Set(pending.map(({ clientId }) => clientId));
    if (before && pending.some(({ clientId }) => !before.has(clientId))) latest.current();
  });
};
