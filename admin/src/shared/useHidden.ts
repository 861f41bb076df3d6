import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
};

/** Is the tab out of sight? */
export const useHidden = (): boolean => useSyncExternalStore(subscribe, () => document.hidden);
