import { useEffect, useMemo, useRef, useState } from 'react';
import type { NoteView } from '../../../../../server/src/contracts/team-notes';
import { useWhatsappNotesQuery, useWhatsappSeenMentionsMutation } from '../../../api/team-notes';
import type { Thread } from '../hooks/useThread';
import { spanOf, within } from './thread-notes';

const NONE: readonly NoteView[] = [];

/** Notes of the span of time that the thread shows; those before and after it come with the messages there. */
export const useNotes = (
  conversationId: number,
  { status, shown }: Pick<Thread, 'status' | 'shown'>
): readonly NoteView[] => {
  const { from, until } = spanOf(shown);
  const skip = status !== 'ready';
  const { data } = useWhatsappNotesQuery({ id: conversationId, from }, { skip });
  // While an older span is being read, the notes on screen stay.
  const last = useRef<readonly NoteView[]>(NONE);
  if (data) last.current = data.notes;
  const notes = data?.notes ?? last.current;
  return useMemo(() => within(notes, { from, until }), [from, notes, until]);
};

const useIsVisible = (): boolean => {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const listen = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', listen);
    return () => document.removeEventListener('visibilitychange', listen);
  }, []);
  return visible;
};

/** Anyone who has the thread before their eyes has seen where they are named. */
export const useSeenMentions = (
  conversationId: number,
  notes: readonly NoteView[],
  me: number | null
): void => {
  const [tell] = useWhatsappSeenMentionsMutation();
  const visible = useIsVisible();
  const mine = useMemo(
    () =>
      notes
        .filter(({ mentions }) => mentions.some(({ id }) => id === me))
        .map(({ id, changedAt }) => `${id}.${changedAt ?? 0}`)
        .join(),
    [me, notes]
  );
  useEffect(() => {
    if (visible && mine !== '') void tell(conversationId);
  }, [conversationId, mine, tell, visible]);
};
