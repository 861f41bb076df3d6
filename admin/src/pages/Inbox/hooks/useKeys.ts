import { useEffect, useRef } from 'react';

/** By key; "g c" is `g` and then `c`. */
export type KeyActions = Readonly<Record<string, (() => void) | undefined>>;

/** The second key of a pair comes within this time. */
const PAIR_MS = 1_500;

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Dialogs and menus have their own keys. */
const behindDialog = () =>
  document.querySelector(
    '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'
  ) !== null;

/** Keys that have a command already. AltGr writes signs such as [ and ] on many keyboards. */
const hasCommand = (event: KeyboardEvent): boolean =>
  !event.getModifierState('AltGraph') && (event.ctrlKey || event.metaKey || event.altKey);

/** Single-letter keys outside fields; off when the person switched them off (Esc always works). */
export const useKeys = (actions: KeyActions, enabled: boolean) => {
  const latest = useRef(actions);
  latest.current = actions;
  const first = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || hasCommand(event)) return;
      if (event.isComposing || behindDialog()) return;
      if (event.key !== 'Escape' && (!enabled || inField(event.target))) return;
      const before = first.current;
      first.current = null;
      const isSecond = before !== null && event.timeStamp - before.at < PAIR_MS;
      const action = latest.current[isSecond ? `${before.key} ${event.key}` : event.key];
      const begins = Object.entries(latest.current).some(
        ([keys, deed]) => deed && keys.startsWith(`${event.key} `)
      );
      if (!action && !begins) return;
      event.preventDefault();
      if (action) action();
      else first.current = { key: event.key, at: event.timeStamp };
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
