import { useLayoutEffect, type RefObject } from 'react';

/** Anyone who comes to a draft writes on below it: a field that nobody was in yet has its caret before the words. */
export const useCaretAtEnd = (field: RefObject<HTMLTextAreaElement>): void =>
  useLayoutEffect(() => {
    const { current: element } = field;
    element?.setSelectionRange(element.value.length, element.value.length);
  }, [field]);
