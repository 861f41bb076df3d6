import { useCallback, useEffect, useRef, useState } from 'react';
import { useRetry } from './useRetry';

/** Reads while `wanted`, again whenever `tick` is another one, and by itself after a failure. Null until it was read. */
export const useFresh = <T>(load: () => Promise<T>, wanted: boolean, tick: unknown): T | null => {
  const [value, setValue] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  const turn = useRef(0);
  const read = useCallback((): void => {
    const mine = (turn.current += 1);
    load().then(
      (found) => {
        if (mine !== turn.current) return; // a later answer is already shown
        setValue(found);
        setFailed(false);
      },
      () => setFailed(true)
    );
  }, [load]);
  useEffect(() => {
    if (wanted) read();
  }, [read, wanted, tick]);
  useRetry(failed && wanted, read);
  return value;
};
