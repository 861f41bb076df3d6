import { useEffect, useMemo, useRef } from 'react';
import { useWhatsappInboxViewsQuery } from '../../../api/inbox-list';
import { useLiveSignals } from '../../../shared/live/live-store';
import { createRefresher } from '../hooks/refresher';

/** Counts are read again at most this often (ms), however much happens. */
const GAP = 5_000;

/**
 * Keeps the counts of tabs and views fresh: a hint about conversations asks for them, at once the first time, then at
 * most every five seconds; a tab that nobody looks at asks when it is looked at again.
 */
export const useLiveCounts = () => {
  const { refetch } = useWhatsappInboxViewsQuery();
  const latest = useRef(refetch);
  latest.current = refetch;
  const stale = useRef(false);
  const refresher = useMemo(
    () => createRefresher(() => latest.current().then(() => undefined), GAP),
    []
  );
  const ask = () => {
    stale.current = document.hidden;
    if (!document.hidden) refresher.ask();
  };
  useLiveSignals((signal) => {
    const concerns =
      signal.kind !== 'hints' || signal.hints.some(({ type }) => type === 'conversation');
    if (concerns) ask();
  });
  useEffect(() => {
    const listen = () => {
      if (document.hidden || !stale.current) return;
      stale.current = false;
      refresher.ask();
    };
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      refresher.stop();
    };
  }, [refresher]);
};
