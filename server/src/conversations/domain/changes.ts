import type { MessageBody } from '../../contracts/conversations';

/** Rows that say something about another message; they have no place of their own beside it. */
export const ABOUT_ANOTHER = ['reaction', 'edit', 'revoke'] as const;
/** What a customer did to a message of their own. */
export const CHANGES = ['edit', 'revoke'] as const;

/** What is needed of a message, and of the rows about it. */
interface Said {
  id: number;
  conversationId: number;
  direction: 'in' | 'out';
  type: string;
  body: MessageBody | null;
  text: string | null;
  wamidKey: string | null;
  contextKey: string | null;
  at: number;
}

export interface ChangedMessage {
  /** The words as they are now. */
  text: string | null;
  /** The words as they were, oldest first; null: nobody changed them. */
  edited: { at: number; before: { text: string; at: number }[] } | null;
  /** When the customer took it back. */
  deletedAt: number | null;
}

const wordsOf = ({ body, text }: Pick<Said, 'body' | 'text'>): string | null => body?.text ?? text;

/** A file without words is one whose words were taken away; anything else without words says nothing about them. */
const takesWords = ({ body }: Said): boolean =>
  body !== null && ['image', 'video', 'document'].includes(body.type);

/**
 * A message as its sender left it. Edits and deletions are rows of their own, as they came; what they make of the message is
 * judged here at each reading. So none comes twice, too early or in the wrong order, and no word is lost.
 */
export const changedMessage = (row: Said, about: readonly Said[]): ChangedMessage => {
  const mine = about
    .filter(
      (one) =>
        row.wamidKey !== null &&
        one.contextKey === row.wamidKey &&
        one.conversationId === row.conversationId &&
        one.direction === row.direction
    )
    .sort((a, b) => a.at - b.at || a.id - b.id);
  const before: { text: string; at: number }[] = [];
  let now = { text: wordsOf(row), at: row.at };
  const edits = mine.filter(({ type }) => type === 'edit');
  for (const edit of edits) {
    const text = wordsOf(edit);
    if (text === null && !takesWords(edit)) continue;
    before.push({ text: now.text ?? '', at: now.at });
    now = { text, at: edit.at };
  }
  const last = edits.at(-1);
  return {
    text: now.text,
    edited: last ? { at: last.at, before } : null,
    deletedAt: mine.find(({ type }) => type === 'revoke')?.at ?? null,
  };
};
