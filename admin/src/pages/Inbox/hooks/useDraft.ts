import { useCallback, useRef, useState } from 'react';
import { useMe } from '../../../shared/useMe';
import { readDraft, writeDraft, type Draft, type DraftKey } from '../model/drafts';

/**
 * The text in the composer, kept per person and conversation (also over a reload). Use the hook under a `key` of the
 * conversation: it reads the kept text once.
 */
export const useDraft = (of: DraftKey['of']) => {
  const person = useMe();
  const [draft, setDraft] = useState<Draft | null>(() => readDraft(localStorage, { person, of }));
  const latest = useRef(draft);
  const change = useCallback(
    (text: string) => {
      const since =
        latest.current && latest.current.text !== '' ? latest.current.since : Date.now();
      const next = text === '' ? null : { text, since };
      latest.current = next;
      writeDraft(localStorage, { person, of }, next);
      setDraft(next);
    },
    [of, person]
  );
  return { text: draft?.text ?? '', since: draft?.since ?? null, change };
};
