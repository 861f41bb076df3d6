type Store = Pick<Storage, 'getItem' | 'setItem'>;
const nameOf = (person: number | null) => `whatsapp.inbox.letter-keys.${person ?? 'me'}`;

/** Are single letters commands (WCAG 2.1.4)? Off until the person switches them on, in this browser under who they are. */
export const readLetters = (store: Store, person: number | null): boolean =>
  store.getItem(nameOf(person)) === 'on';

export const keepLetters = (store: Store, person: number | null, on: boolean): void => {
  try {
    store.setItem(nameOf(person), on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing: they stay as they are.
  }
};

/** The keys that show all keys, for `aria-keyshortcuts`. */
export const KEYS_HELP = 'Control+/ Meta+/';
