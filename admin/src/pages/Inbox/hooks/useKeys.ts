import { useEffect, useRef } from 'react';
import { isCommand, keepsKeys, watchTyping, writes } from './typing';

/** By key; "g c" is `g` and then `c`. */
export type KeyActions = Readonly<Record<string, (() => void) | undefined>>;

/** The second key of a pair comes within this time. */
const PAIR_MS = 1_500;

/** The list of conversations and its rows: where letters are commands, for who switched them on. */
export const KEYS_HERE = { 'data-keys': 'here' } as const;

const isOnList = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.dataset.keys === KEYS_HERE['data-keys'];

/** Dialogs and menus have their own keys. */
const behindDialog = () =>
  document.querySelector(
    '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'
  ) !== null;

/** Ctrl or ⌘ with the key that writes "/": on many keyboards that takes Shift too. */
const asksForHelp = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && event.key === '/';

interface Deeds {
  /** Single keys in the list; Escape is one everywhere. */
  readonly actions: KeyActions;
  /** The focus to the field of the composer that is shown, where there is one. */
  readonly write: () => void;
  /** Shows all keys. */
  readonly help: () => void;
}

/**
 * What is typed while no field has the focus is typed into the composer: the focus goes there, and the browser writes the
 * key itself, once and at the caret, with accents and input methods. Letters are commands only with the focus in the list
 * of conversations, and only where the person switched them on (`enabled`).
 */
export const useKeys = (deeds: Deeds, enabled: boolean) => {
  const latest = useRef(deeds);
  latest.current = deeds;
  const first = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    const typing = watchTyping();
    const command = (event: KeyboardEvent) => {
      const { actions } = latest.current;
      const before = first.current;
      first.current = null;
      const isSecond = before !== null && event.timeStamp - before.at < PAIR_MS;
      const action = actions[isSecond ? `${before.key} ${event.key}` : event.key];
      const begins = Object.entries(actions).some(
        ([keys, deed]) => deed && keys.startsWith(`${event.key} `)
      );
      if (!action && !begins) return;
      event.preventDefault();
      if (action) action();
      else first.current = { key: event.key, at: event.timeStamp };
    };
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || behindDialog()) return;
      if (asksForHelp(event)) {
        event.preventDefault();
        return latest.current.help();
      }
      if (isCommand(event) || typing.goesOn(event)) return;
      if (event.key === 'Escape' || (enabled && isOnList(event.target))) return command(event);
      if (writes(event) && !keepsKeys(event.target)) latest.current.write();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
      typing.stop();
    };
  }, [enabled]);
};
