import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

const isField = (element: Element) => element.matches('input, textarea, [role="combobox"]');

/**
 * The box takes the focus of what goes from it: the button that loads more at the last page, a bubble or a row that is not
 * drawn any more. Else the focus would fall on the page, where the arrow keys move nothing. Not that of a field, though:
 * somebody was typing there, and in the list letters may be commands.
 */
export const useKeptFocus = (box: RefObject<HTMLElement>) => {
  const held = useRef<Element | null>(null);
  // After each change: what goes tells nobody that it had the focus.
  useLayoutEffect(() => {
    const gone = held.current;
    if (gone === null || gone.isConnected) return;
    held.current = null;
    if (isField(gone)) return;
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  });
  return {
    onFocus: ({ target }: FocusEvent) => {
      // Of a menu, whose events come through here too, the focus goes back by itself.
      held.current = box.current?.contains(target) ? target : null;
    },
    onBlur: () => {
      held.current = null;
    },
  };
};
