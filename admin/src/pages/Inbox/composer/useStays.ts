import { useEffect, useState, type RefObject } from 'react';
import { isWindowOver, type ComposerMode } from '../model/composer';

/**
 * Whether the field stays although nothing can be sent: the window closed while somebody wrote in it. What they type on would
 * otherwise be lost.
 */
export const useStays = (mode: ComposerMode, field: RefObject<HTMLTextAreaElement>) => {
  const [stays, setStays] = useState(false);
  useEffect(() => {
    if (mode === 'open') setStays(true);
    else {
      const { current: element } = field;
      setStays((before) => before && inUse(element));
    }
  }, [mode, field]);
  return {
    stays: isWindowOver(mode) && stays,
    leave: () => setStays(false),
    /** Nobody is in the field any more. */
    left: () => {
      if (mode !== 'open' && field.current?.value === '') setStays(false);
    },
  };
};

const inUse = (field: HTMLTextAreaElement | null): boolean =>
  field !== null && (field.value !== '' || document.activeElement === field);
