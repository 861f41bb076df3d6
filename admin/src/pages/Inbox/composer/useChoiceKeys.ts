import { useState, type KeyboardEvent } from 'react';
import { isComposed } from '../model/send-key';

interface Options<One> {
  readonly isOpen: boolean;
  readonly shown: readonly One[];
  readonly onChoose: (one: One) => void;
  readonly onClose: () => void;
}

/** The keys of a list above a field that keeps the focus: arrows walk it round, Enter and Tab choose, Esc closes. */
export const useChoiceKeys = <One>({ isOpen, shown, onChoose, onClose }: Options<One>) => {
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, shown.length - 1));
  /** True when the key was ours. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || isComposed(event.nativeEvent)) return false;
    const chosen = shown[at];
    const chooses = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey;
    if (event.key === 'Escape') onClose();
    else if (!chosen) return false;
    else if (event.key === 'ArrowDown') setActive((at + 1) % shown.length);
    else if (event.key === 'ArrowUp') setActive((at + shown.length - 1) % shown.length);
    else if (chooses) onChoose(chosen);
    else return false;
    event.preventDefault();
    return true;
  };
  return { active: at, first: () => setActive(0), onKeyDown };
};
