import { useEffect, useRef } from 'react';

/**
 * A row that was decided about goes, or its button does, and the focus with it: the focus comes back to the panel. `keys` says
 * what the panel lists.
 */
export const useKeptFocus = (keys: string) => {
  const panel = useRef<HTMLDivElement>(null);
  const decided = useRef(false);
  useEffect(() => {
    if (!decided.current || document.activeElement !== document.body) return;
    decided.current = false;
    panel.current?.focus();
  }, [keys]);
  return { panel, onDecided: () => void (decided.current = true) };
};
