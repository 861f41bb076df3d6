import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { ComposerHandle } from '../components/Composer';
import type { Presence } from './usePresence';

/**
 * Somebody else writes at this moment: the text waits in the field until one says that it is meant to go. What the page
 * knows may be seconds old: the server is asked first, and where nobody writes any more the text goes by that same press.
 */
export const useCollision = ({ people, check }: Presence, composer: RefObject<ComposerHandle>) => {
  const [held, setHeld] = useState<{ text: string; isAsked: boolean } | null>(null);
  const names = people.filter(({ isTyping }) => isTyping).map(({ name }) => name);
  const isAlone = names.length === 0;
  const cleared = useRef<string | null>(null);

  useEffect(() => {
    // What the alert says is over: so is the alert.
    if (held?.isAsked && isAlone) setHeld(null);
  }, [held, isAlone]);

  const recheck = useCallback(
    async (text: string) => {
      const isFree = await check();
      setHeld(isFree ? null : { text, isAsked: true });
      if (!isFree) return;
      cleared.current = text;
      composer.current?.sendIfStill(text);
      cleared.current = null;
    },
    [check, composer]
  );
  /** True when it may go now; the second try of the same text does. */
  const mayGo = (text: string): boolean => {
    if (cleared.current === text) return true;
    const isSame = held?.text === text;
    if (isAlone || (isSame && held.isAsked)) {
      setHeld(null);
      return true;
    }
    if (!isSame) {
      setHeld({ text, isAsked: false });
      void recheck(text);
    }
    return false;
  };
  return {
    names: held?.isAsked && !isAlone ? names : null,
    mayGo,
    release: () => setHeld(null),
  };
};
