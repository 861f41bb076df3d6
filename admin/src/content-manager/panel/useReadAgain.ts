import { useEffect, useRef } from 'react';

/** Reads again after each save of the entry; `savedAt` changes with it. The first read is the query's own. */
export const useReadAgain = (savedAt: string | null, refetch: () => unknown): void => {
  const seen = useRef(savedAt);
  useEffect(() => {
    if (seen.current === savedAt) return;
    seen.current = savedAt;
    void refetch();
  }, [refetch, savedAt]);
};
