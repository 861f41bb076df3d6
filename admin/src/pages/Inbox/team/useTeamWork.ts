import { useCallback, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
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
  const [noted, setNoted] = useState(0);
  const notes = useNotes(conversation.id, thread);
  useSeenMentions(conversation.id, notes, me);
  const noteField = useRef<HTMLTextAreaElement>(null);
  /** To one of the two fields, drawn at once: the next letter is typed into it, not on the button that led there. */
  const write = useCallback(
    (next: WritingMode) => {
      flushSync(() => setMode(next));
      if (next === 'note') noteField.current?.focus();
      else composer.current?.focus();
    },
    [composer]
  );
  const reply = useCallback(() => write('reply'), [write]);
  const presence = usePresence(conversation.id);
  const collision = useCollision(presence, composer);
  const onNoted = useCallback(() => setNoted((times) => times + 1), []);
  return { notes, noted, onNoted, mode, write, reply, noteField, presence, collision };
};
