import type { EntryKey } from './record-people';
import type { SlotBindings } from './templates';

export interface AboutAsk {
  /** From where the message takes its values. */
  bindings: SlotBindings | null;
  /** Values that were given in place of bound ones, by slot. */
  typed: Readonly<Record<string, string>>;
  /** Entries that the sender means, by type: their values come as typed ones. */
  entries: Readonly<Record<string, string>>;
  /** The entry that set the message off; null: none did. */
  cause: EntryKey | null;
}

/**
 * Which entry a template is about: the one whose values it names, else the one that set it off. `documentId` null: the
 * person's newest of that type. Null: none, or nobody can tell. Of a message that names two types, or a value that somebody
 * typed, it cannot be said that either entry speaks for it.
 */
export const aboutOf = ({
  bindings,
  typed,
  entries,
  cause,
}: AboutAsk): EntryKey | { uid: string; documentId: null } | null => {
  const named = Object.entries(bindings ?? {}).flatMap(([slot, { source }]) =>
    source.kind === 'record' ? [{ uid: source.type, isTyped: Boolean(typed[slot]) }] : []
  );
  if (named.length === 0) return cause;
  const [uid, ...others] = new Set(named.map((one) => one.uid));
  if (uid === undefined || others.length > 0) return null;
  const documentId = (Object.hasOwn(entries, uid) ? entries[uid] : null) ?? null;
  if (documentId !== null) return { uid, documentId };
  return named.some(({ isTyped }) => isTyped) ? null : { uid, documentId };
};
