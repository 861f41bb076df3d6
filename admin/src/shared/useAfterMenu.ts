import { useRef } from 'react';

/**
 * What an entry of a menu opens comes once the menu has let go of the focus: a dialog gives it back to the menu's button
 * then.
 */
export const useAfterMenu = () => {
  const trigger = useRef<HTMLButtonElement>(null);
  const chosen = useRef<(() => void) | null>(null);
  return {
    /** Of the menu's button. */
    trigger,
    /** For `onSelect`. */
    choose: (run: () => void) => {
      chosen.current = run;
    },
    onCloseAutoFocus: (event: Event) => {
      const run = chosen.current;
      if (!run) return;
      chosen.current = null;
      event.preventDefault();
      trigger.current?.focus();
      run();
    },
  };
};
