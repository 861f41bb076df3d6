import { useCallback, useState, type RefObject } from 'react';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import type { ComposerHandle } from '../components/Composer';
import type { Thread } from '../hooks/useThread';
import type { WritingMode } from './ReplyOrNote';
import { useCollision } from './useCollision';
import { usePresence } from './usePresence';
import { useNotes, useSeenMentions } from './useNotes';

interface Options {
  readonly conversation: ConversationView;
  readonly thread: Thread;
  readonly me: number | null;
  readonly composer: RefObject<ComposerHandle>;
}

/** What the team does in an open thread beside answering. */
export const useTeamWork = ({ conversation, thread, me, composer }: Options) => {
  const [mode, setMode] = useState<WritingMode>('reply');
  const notes = useNotes(conversation.id, thread);
  useSeenMentions(conversation.id, notes, me);
  /** To the field of the answer, which is hidden while a note is written. */
  const reply = useCallback(() => {
    setMode('reply');
    requestAnimationFrame(() => composer.current?.focus());
  }, [composer]);
  const presence = usePresence(conversation.id);
  const collision = useCollision(presence, composer);
  return { notes, mode, setMode, reply, presence, collision };
};
