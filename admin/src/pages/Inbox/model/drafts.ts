export interface Draft {
  readonly text: string;
  /** When writing began (epoch ms): colleagues' answers after it are asked about. */
  readonly since: number;
}
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What a text is kept for: the answer of a conversation by its id, or something else of it by a name. */
export type DraftKey = number | string;

const keyOf = (conversationId: DraftKey) => `whatsapp.draft.${conversationId}`;

/** The kept text of a conversation; a broken entry counts as none. */
export const readDraft = (store: Store, conversationId: DraftKey): Draft | null => {
  try {
    const raw: unknown = JSON.parse(store.getItem(keyOf(conversationId)) ?? 'null');
    if (typeof raw !== 'object' || raw === null || !('text' in raw) || !('since' in raw))
      return null;
    const { text, since } = raw;
    return typeof text === 'string' && typeof since === 'number' ? { text, since } : null;
  } catch {
    return null;
  }
};

/** Keeps or, when empty, removes the text. A full or forbidden store loses only the reload. */
export const writeDraft = (store: Store, conversationId: DraftKey, draft: Draft | null): void => {
  try {
    if (draft === null || draft.text === '') store.removeItem(keyOf(conversationId));
    else store.setItem(keyOf(conversationId), JSON.stringify(draft));
  } catch {
    // The text is still on screen.
  }
};
