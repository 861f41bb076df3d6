import { useCallback, useEffect, useMemo, useRef } from 'react';

/**
 * A key sends only what somebody was busy with: the last key, press or word before it was in the composer, or in what it
 * opened. An Enter that was meant for something else, and came here because the focus was led here, sends nothing.
 */
export const useSendGuard = () => {
  const isHere = useRef(false);
  const wasHere = useRef(false);
  useEffect(() => {
    // Before the composer hears of the key.
    const listen = () => {
      wasHere.current = isHere.current;
      isHere.current = false;
    };
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, []);
  const here = useCallback(() => {
    isHere.current = true;
  }, []);
  return useMemo(
    () => ({
      /** For the element around all that belongs to it; what it opened elsewhere on the page counts too. */
      watch: { onKeyDownCapture: here, onPointerDownCapture: here, onInputCapture: here },
      /** While a key is handled: may it send? */
      mayGo: () => wasHere.current,
    }),
    [here]
  );
};
