import { isMac } from '../../../shared/modifier-key';

/** Anyone who typed into a field goes on for so long when the focus is taken from it (ms). */
const GOES_ON_MS = 1_000;

/** Does somebody who is here type into something? */
export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'));

/** What answers to keys by itself, and the list of conversations, where a letter is a command or nothing. */
const KEEPING = [
  'input, textarea, select, button, summary, a[href], audio, video, [data-keys]',
  ...[
    'button checkbox combobox link listbox menu menubar option radio searchbox slider spinbutton',
    'switch tab textbox tree',
  ].flatMap((roles) => roles.split(' ').map((role) => `[role="${role}"]`)),
].join(', ');

/** Does what is typed here stay here? */
export const keepsKeys = (target: EventTarget | null): boolean =>
  !(target instanceof HTMLElement) || target.isContentEditable || target.closest(KEEPING) !== null;

/** Ctrl, ⌘ and Alt make a command of a key. AltGr writes a sign ("@" with Q), and so does Option on a Mac. */
export const isCommand = (event: KeyboardEvent): boolean => {
  if (event.getModifierState('AltGraph')) return false;
  return event.ctrlKey || event.metaKey || (event.altKey && !isMac());
};

/** An accent that waits for its letter; a key that an input method takes. */
const BEGINNINGS: ReadonlySet<string> = new Set(['Dead', 'Process']);
const isSign = (key: string): boolean => [...key].length === 1 || BEGINNINGS.has(key);

/** Does this key write something? A space that begins nothing scrolls. */
export const writes = ({ key }: KeyboardEvent): boolean => key !== ' ' && isSign(key);

/** Keys that leave a field on purpose; so does a press. */
const LEAVING: ReadonlySet<string> = new Set(['Escape', 'Tab']);

interface Typing {
  /** Is this letter the rest of what was being typed in a field that is gone, saved, refused or taken away? */
  readonly goesOn: (event: KeyboardEvent) => boolean;
  readonly stop: () => void;
}

/** Watches what is typed into fields, from now on. */
export const watchTyping = (): Typing => {
  let typedAt: number | null = null;
  const rest = new WeakSet<Event>();
  // On the way down, because fields keep keys to themselves.
  const look = (event: KeyboardEvent) => {
    const { key, target, timeStamp } = event;
    const isSoon = typedAt !== null && timeStamp - typedAt < GOES_ON_MS;
    const goesOn = isSoon && isSign(key) && !isField(target);
    if (goesOn) rest.add(event);
    if (LEAVING.has(key)) typedAt = null;
    else if (isField(target) || goesOn) typedAt = timeStamp;
  };
  const forget = () => {
    typedAt = null;
  };
  document.addEventListener('keydown', look, true);
  document.addEventListener('pointerdown', forget, true);
  return {
    goesOn: (event) => rest.has(event),
    stop: () => {
      document.removeEventListener('keydown', look, true);
      document.removeEventListener('pointerdown', forget, true);
    },
  };
};
