import { useCallback, useState, type RefObject } from 'react';
import type { ComposerHandle } from '../components/Composer';
import type { PresentPerson } from './presence-model';

/** Somebody else writes at this moment: the text waits in the field until one says that it is meant to go. */
export const useCollision = (
  people: readonly PresentPerson[],
  composer: RefObject<ComposerHandle>
) => {
  const [held, setHeld] = useState<{ text: string; names: string[] } | null>(null);
  const typing = people.filter(({ isTyping }) => isTyping);
  /** True when it may go now; the second try of the same text does. */
  const mayGo = useCallback(
    (text: string): boolean => {
      if (typing.length === 0 || held?.text === text) {
        setHeld(null);
        return true;
      }
      setHeld({ text, names: typing.map(({ name }) => name) });
      // The composer empties its field once it has handed the text over: back it goes.
      setTimeout(() => composer.current?.restore(text), 0);
      return false;
    },
    [composer, held, typing]
  );
  return { held, mayGo, release: () => setHeld(null) };
};
