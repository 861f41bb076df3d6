import { useRef } from 'react';

/**
 * Where the focus was before a window opened, and back there: Strapi's modal gives it back only to a trigger of its own.
 * Nobody is interrupted who has it somewhere else meanwhile.
 */
export const useGiveBack = () => {
  const opener = useRef<Element | null>(null);
  return {
    /** For `onOpenAutoFocus`, before the focus goes into the window. */
    opened: () => {
      opener.current = document.activeElement;
    },
    /** For `onCloseAutoFocus`. */
    giveBack: (event: Event) => {
      const { current: before } = opener;
      if (!(before instanceof HTMLElement) || !before.isConnected) return;
      if (document.activeElement !== document.body) return;
      event.preventDefault();
      before.focus();
    },
  };
};
