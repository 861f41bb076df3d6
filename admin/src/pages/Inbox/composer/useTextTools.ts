import { useState, type KeyboardEvent, type RefObject } from 'react';
import { insertEdit, markEdit, markOfKeys, type Mark, type TextEdit } from '../model/marks';
import { applyEdit } from './field-edit';
import { useSendKey } from './useSendKey';

const BAR = 'whatsapp.inbox.format-bar';

/** The row of marks stays as it was left. */
const useBar = () => {
  const [barOpen, setBarOpen] = useState(() => localStorage.getItem(BAR) === 'on');
  const toggleBar = () =>
    setBarOpen((open) => {
      localStorage.setItem(BAR, open ? 'off' : 'on');
      return !open;
    });
  return { barOpen, toggleBar };
};

/** What may be done with the text of the field beside typing, and which key sends it. */
export const useTextTools = (
  field: RefObject<HTMLTextAreaElement>,
  onText: (text: string) => void
) => {
  const edit = (make: (selection: { text: string; start: number; end: number }) => TextEdit) => {
    const element = field.current;
    if (!element) return;
    const { value: text, selectionStart: start, selectionEnd: end } = element;
    applyEdit(element, make({ text, start, end }), onText);
  };
  const mark = (kind: Mark) => edit((selection) => markEdit(kind, selection));
  return {
    ...useBar(),
    mark,
    focus: () => field.current?.focus(),
    insert: (words: string) => edit((selection) => insertEdit(selection, words)),
    ...useSendKey(),
    /** True when the keys were those of a mark. */
    onMarkKeys: (event: KeyboardEvent): boolean => {
      const asked = markOfKeys(event.nativeEvent);
      if (!asked) return false;
      event.preventDefault();
      mark(asked);
      return true;
    },
  };
};
export type TextTools = ReturnType<typeof useTextTools>;
