import { useEffect } from 'react';

/** A reload or a closed window asks while `holds()`, before what was typed is lost. */
export const useCloseGuard = (holds: () => boolean): void => {
  useEffect(() => {
    const onClose = (event: BeforeUnloadEvent) => {
      if (holds()) event.preventDefault();
    };
    window.addEventListener('beforeunload', onClose);
    return () => window.removeEventListener('beforeunload', onClose);
  }, [holds]);
};
