import { useEffect, useMemo, useRef } from 'react';
import type { NoteView } from '../../../../../server/src/contracts/team-notes';
import { useWhatsappNotesQuery, useWhatsappSeenMentionsMutation } from '../../../api/team-notes';
import { useIsLookedAt } from '../hooks/useIsLookedAt';
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

/** Anyone who has the thread before their eyes has seen where they are named. */
export const useSeenMentions = (
  conversationId: number,
  notes: readonly NoteView[],
  me: number | null
): void => {
  const [tell] = useWhatsappSeenMentionsMutation();
  const isLookedAt = useIsLookedAt();
  const mine = useMemo(
    () =>
      notes
        .filter(({ mentions }) => mentions.some(({ id }) => id === me))
        .map(({ id, changedAt }) => `${id}.${changedAt ?? 0}`)
        .join(),
    [me, notes]
  );
  useEffect(() => {
    if (isLookedAt && mine !== '') void tell(conversationId);
  }, [conversationId, isLookedAt, mine, tell]);
};
