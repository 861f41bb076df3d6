import type { TextEdit } from '../model/marks';

/**
 * Writes an edit into the field as if it were typed, so that the browser's undo takes it back; where it cannot, by
 * `onText`.
 */
export const applyEdit = (
  field: HTMLTextAreaElement,
  edit: TextEdit,
  onText: (text: string) => void
): void => {
  const { value } = field;
  field.focus();
  field.setSelectionRange(edit.from, edit.to);
  // Deprecated without a successor: nothing else keeps the undo history of a text field.
  const command = edit.insert === '' ? 'delete' : 'insertText';
  const typed =
    typeof document.execCommand === 'function' && document.execCommand(command, false, edit.insert);
  if (!typed) onText(`${value.slice(0, edit.from)}${edit.insert}${value.slice(edit.to)}`);
  // After the new text is drawn.
  requestAnimationFrame(() => field.setSelectionRange(...edit.select));
};
