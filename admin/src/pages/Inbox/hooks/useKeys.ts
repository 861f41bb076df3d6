import { useEffect, useRef } from 'react';

export type KeyActions = Readonly<Record<string, (() => void) | undefined>>;

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Dialogs and menus have their own keys. */
const behindDialog = () =>
  document.querySelector(
    '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'
  ) !== null;

/** Single-letter keys outside fields; off when the person switched them off (Esc always works). */
export const useKeys = (actions: KeyActions, enabled: boolean) => {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.isComposing || behindDialog()) return;
      if (event.key !== 'Escape' && (!enabled || inField(event.target))) return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
};

const SWITCH = 'whatsapp.inbox.keys';
/** The person's choice in the `?` sheet (WCAG 2.1.4). */
export const readKeysSwitch = (): boolean => localStorage.getItem(SWITCH) !== 'off';
export const writeKeysSwitch = (on: boolean): void =>
  localStorage.setItem(SWITCH, on ? 'on' : 'off');
