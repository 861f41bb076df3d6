import type { KeyboardEvent } from 'react';

const FIELDS =
  'input:not([type="hidden"]):not([type="file"]):not([tabindex="-1"]), textarea, [role="combobox"]';

/** What only helps to fill in the field after it is no field that one came for: `data-beside-field` around it says so. */
const BESIDE = ':disabled, [data-disabled], [data-beside-field] *';

/** The first thing in it that something can be typed into or chosen in. */
export const firstField = (place: HTMLElement): HTMLElement | null =>
  [...place.querySelectorAll<HTMLElement>(FIELDS)].find((field) => !field.matches(BESIDE)) ?? null;

/** For `onOpenAutoFocus`: the window itself, not the cross in it, which the first space would press. */
export const focusWindow = (event: Event): void => {
  event.preventDefault();
  (event.currentTarget as HTMLElement).focus();
};

/** For `onOpenAutoFocus`: one came to type, so the first field has the focus; without any, the window itself. */
export const focusField = (event: Event): void => {
  const field = firstField(event.currentTarget as HTMLElement);
  if (!field) return focusWindow(event);
  event.preventDefault();
  field.focus();
};

/** A closed list and a search without words have nothing of their own to leave, and keep Esc to themselves all the same. */
const keepsEscape = (field: HTMLInputElement): boolean =>
  field.matches('[role="combobox"]:not([aria-expanded="true"])') ||
  (field.type === 'search' && field.value === '');

/**
 * For `onKeyDownCapture`: a field with a list keeps every Esc to itself, also once its list is closed, and nobody would get out
 * of the window by it. With `words` typed in it, Esc takes these away first where the field does that.
 */
export const leaveByEscape =
  (leave: () => void, { words }: { readonly words: 'go-first' | 'stay' }) =>
  (event: KeyboardEvent): void => {
    const { key, target } = event;
    if (key !== 'Escape' || !(target instanceof HTMLInputElement)) return;
    if (!keepsEscape(target)) return;
    if (words === 'go-first' && target.value !== '') return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };

/** For a part that came after its window had opened: its first field takes the focus, unless one went elsewhere meanwhile. */
export const focusLate = (place: HTMLElement): void => {
  const active = document.activeElement;
  const waits =
    active === null ||
    active === document.body ||
    active === place.closest('[role="dialog"]') ||
    // Whom one writes to was just chosen in it; what comes next is below.
    active.matches('input[role="combobox"]');
  if (waits) firstField(place)?.focus();
};
