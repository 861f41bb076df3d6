import { useCallback, useEffect, useRef } from 'react';

/** So long somebody looks at the end of a thread before its messages count as seen (ms); passing by is no reading. */
const LOOK_MS = 300;

interface Options {
  /** The newest message of the thread. */
  readonly newest: number | null;
  readonly isAtEnd: () => boolean;
  readonly onSeen: (messageId: number) => void;
}

/**
 * Tells once for each message that comes last that it was in sight: the reader was at the end, and stayed. Messages below what
 * somebody reads are not, nor are those of a thread that was only on the way to an older message.
 */
export const useInSight = (options: Options): (() => void) => {
  const latest = useRef(options);
  latest.current = options;
  const told = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  /** The reader came to the end. */
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { newest, isAtEnd, onSeen } = latest.current;
      if (newest === null || newest === told.current || !isAtEnd()) return;
      told.current = newest;
      onSeen(newest);
    }, LOOK_MS);
  }, []);
};
