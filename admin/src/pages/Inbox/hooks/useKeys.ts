import { useEffect, useRef } from 'react';
import { watchTyping } from './typing';

/** By key; "g c" is `g` and then `c`. */
export type KeyActions = Readonly<Record<string, (() => void) | undefined>>;

/** The second key of a pair comes within this time. */
const PAIR_MS = 1_500;

/** What the focus may rest on for letters to be commands: the list, one of its rows, the thread, one of its messages. */
export const KEYS_HERE = { 'data-keys': 'here' } as const;
/** Where only signs are commands, because they change nothing: a pane beside the two. */
export const SIGNS_HERE = { 'data-keys': 'signs' } as const;

/**
 * May this key be a command where the focus is? Letters only in the list and the thread themselves: whoever types into
 * something that does not listen (a button, a field that has just gone) must not close, send or assign with it. A sign
 * leads somewhere else and changes nothing, so it works from the bare page too.
 */
const mayCommand = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.dataset.keys === KEYS_HERE['data-keys']) return true;
  const isBare = target === document.body || target.dataset.keys === SIGNS_HERE['data-keys'];
  return isBare && !/^[\p{L}\p{N}]$/u.test(key);
};

/** Dialogs and menus have their own keys. */
const behindDialog = () =>
  document.querySelector(
    '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'
  ) !== null;

/** Keys that have a command already. AltGr writes signs such as [ and ] on many keyboards. */
const hasCommand = (event: KeyboardEvent): boolean =>
  !event.getModifierState('AltGraph') && (event.ctrlKey || event.metaKey || event.altKey);

/** Single keys in the list and the thread; off when the person switched them off (Esc always works). */
export const useKeys = (actions: KeyActions, enabled: boolean) => {
  const latest = useRef(actions);
  latest.current = actions;
  const first = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    const typing = watchTyping();
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || hasCommand(event) || typing.goesOn(event)) return;
      if (event.isComposing || behindDialog()) return;
      const before = first.current;
      first.current = null;
      if (event.key !== 'Escape' && !(enabled && mayCommand(event.target, event.key))) return;
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
    return () => {
      document.removeEventListener('keydown', listen);
      typing.stop();
    };
  }, [enabled]);
};

const SWITCH = 'whatsapp.inbox.keys';
/** The person's choice in the `?` sheet (WCAG 2.1.4). */
export const readKeysSwitch = (): boolean => localStorage.getItem(SWITCH) !== 'off';
export const writeKeysSwitch = (on: boolean): void =>
  localStorage.setItem(SWITCH, on ? 'on' : 'off');
