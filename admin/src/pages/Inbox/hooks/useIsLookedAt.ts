import { useSyncExternalStore } from 'react';
import { useHidden } from '../../../shared/useHidden';

/** Popovers and menus float, and cover nothing. */
const isFloating = (element: Element): boolean =>
  element.closest('[data-radix-popper-content-wrapper]') !== null;

const isCovered = (): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].some(
    (dialog) => !isFloating(dialog)
  );

/** A dialog is put at the end of the page. */
const subscribe = (listener: () => void) => {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { childList: true });
  return () => observer.disconnect();
};

/** Is the page before somebody's eyes: in a visible tab, and below no dialog? */
export const useIsLookedAt = (): boolean => {
  const covered = useSyncExternalStore(subscribe, isCovered);
  return !useHidden() && !covered;
};
