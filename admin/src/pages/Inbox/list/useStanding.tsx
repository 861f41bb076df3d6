import { useMemo, useState } from 'react';
import type {
  ConversationView,
  UpdateConversationBody,
} from '../../../../../server/src/contracts/conversations';
import type { InboxUrl } from '../hooks/useInboxUrl';
import type { Target } from '../hooks/useTarget';
import { StandingDialogs, type StandingQuestion } from './StandingDialogs';

interface Facts {
  readonly canReply: boolean;
  readonly update: (conversation: ConversationView, change: UpdateConversationBody) => void;
}

/** What moves a conversation from where it stands; undefined where it cannot. */
export interface Standing {
  readonly toggleStatus: () => void;
  readonly snooze: (() => void) | undefined;
  /** A snoozed one, before its time. */
  readonly reopen: (() => void) | undefined;
  readonly closeWhy: (() => void) | undefined;
}

/** Snooze, close and open again, of the open conversation, and the questions that some of it asks. Null: nothing may be done. */
export const useStanding = (conversation: ConversationView | null, { canReply, update }: Facts) => {
  const [asked, setAsked] = useState<{ of: number; question: StandingQuestion } | null>(null);
  if (!conversation || !canReply) return { standing: null, dialogs: null };
  const { id, status } = conversation;
  // One that was asked of a conversation is not answered for another.
  const question = asked?.of === id ? asked.question : null;
  const ask = (next: StandingQuestion) => setAsked({ of: id, question: next });
  const isClosed = status === 'closed';
  const standing: Standing = {
    toggleStatus: () => update(conversation, { status: isClosed ? 'open' : 'closed' }),
    snooze: isClosed ? undefined : () => ask('snooze'),
    reopen: status === 'snoozed' ? () => update(conversation, { status: 'open' }) : undefined,
    closeWhy: isClosed ? undefined : () => ask('close'),
  };
  return {
    standing,
    dialogs: (
      <StandingDialogs
        question={question}
        count={1}
        onAnswer={(change) => update(conversation, change)}
        onClose={() => setAsked(null)}
      />
    ),
  };
};

/** The message that the address names, until it was shown. */
export const useTargetOf = (
  { messageId }: InboxUrl,
  change: (part: Partial<InboxUrl>) => void
): Target | null =>
  useMemo(
    () => (messageId === null ? null : { messageId, onReached: () => change({ messageId: null }) }),
    [change, messageId]
  );
