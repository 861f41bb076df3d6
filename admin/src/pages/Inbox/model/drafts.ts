export interface Draft {
  readonly text: string;
  /** When writing began (epoch ms): colleagues' answers after it are asked about. */
  readonly since: number;
}
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Whose text it is and what for; several people may share a browser. */
export interface DraftKey {
  /** Id of the admin user; null = not known. */
  readonly person: number | null;
  /** The answer of a conversation by its id, or something else of it by a name. */
  readonly of: number | string;
}

const nameOf = ({ person, of }: DraftKey) => `whatsapp.draft.${person ?? 'me'}.${of}`;

/** The kept text; a broken entry counts as none. */
export const readDraft = (store: Store, key: DraftKey): Draft | null => {
  try {
    const raw: unknown = JSON.parse(store.getItem(nameOf(key)) ?? 'null');
    if (typeof raw !== 'object' || raw === null || !('text' in raw) || !('since' in raw))
      return null;
    const { text, since } = raw;
    return typeof text === 'string' && typeof since === 'number' ? { text, since } : null;
  } catch {
    return null;
  }
};

/** Keeps or, when empty, removes the text. A full or forbidden store loses only the reload. */
export const writeDraft = (store: Store, key: DraftKey, draft: Draft | null): void => {
  try {
    if (draft === null || draft.text === '') store.removeItem(nameOf(key));
    else store.setItem(nameOf(key), JSON.stringify(draft));
  } catch {
    // The text is still on screen.
  }
};
