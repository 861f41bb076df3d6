/** Which key sends: Enter alone, or Ctrl/⌘ with Enter (then Enter breaks the line). */
export type SendKey = 'enter' | 'mod-enter';

type Store = Pick<Storage, 'getItem' | 'setItem'>;
const nameOf = (person: number | null) => `whatsapp.inbox.send-key.${person ?? 'me'}`;

/** The person's choice, kept in this browser under who they are: several may share it. */
export const readSendKey = (store: Store, person: number | null): SendKey =>
  store.getItem(nameOf(person)) === 'mod-enter' ? 'mod-enter' : 'enter';

export const keepSendKey = (store: Store, person: number | null, key: SendKey): void => {
  try {
    store.setItem(nameOf(person), key);
  } catch {
    // It holds until the page is left.
  }
};

interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** What the browser gives for a key that an input method takes; Safari has ended the composing by then. */
const TAKEN_BY_INPUT_METHOD = 229;
export const isComposed = ({ isComposing, keyCode }: Pick<Press, 'isComposing' | 'keyCode'>) =>
  isComposing || keyCode === TAKEN_BY_INPUT_METHOD;

/**
 * Does this key press send? Shift+Enter always breaks; nothing happens while an input method composes letters. Ctrl/⌘ with
 * Enter sends either way, and where there is no Enter alone to spare (`touch`) nothing else does.
 */
export const sends = (press: Press, way: SendKey, touch: boolean): boolean => {
  if (press.key !== 'Enter' || press.shiftKey || press.altKey || isComposed(press)) return false;
  return press.ctrlKey || press.metaKey || (way === 'enter' && !touch);
};
