import { useMemo, useState } from 'react';
import type {
  ConversationView,
  UpdateConversationBody,
} from '../../../../../server/src/contracts/conversations';
import type { InboxUrl } from '../hooks/useInboxUrl';
import type { Target } from '../hooks/useTarget';
import { StandingButtons } from './StandingButtons';
import { StandingDialogs, type StandingQuestion } from './StandingDialogs';

interface Facts {
  readonly canReply: boolean;
  readonly update: (conversation: ConversationView, change: UpdateConversationBody) => void;
}

/** Snooze, close and open again, of the open conversation: the buttons, the questions, and the keys that ask them. */
export const useStanding = (conversation: ConversationView | null, { canReply, update }: Facts) => {
  const [asked, setAsked] = useState<{ of: number; question: StandingQuestion } | null>(null);
  if (!conversation || !canReply) return { buttons: null, dialogs: null, snooze: undefined };
  const { id } = conversation;
  // One that was asked of a conversation is not answered for another.
  const question = asked?.of === id ? asked.question : null;
  const ask = (next: StandingQuestion) => setAsked({ of: id, question: next });
  const toggleStatus = () =>
    update(conversation, { status: conversation.status === 'closed' ? 'open' : 'closed' });
  return {
    buttons: (
      <StandingButtons
        conversation={conversation}
        onStatus={(status) => update(conversation, { status })}
        onAsk={ask}
      />
    ),
    dialogs: (
      <StandingDialogs
        question={question}
        count={1}
        onAnswer={(change) => update(conversation, change)}
        onClose={() => setAsked(null)}
      />
    ),
    toggleStatus,
    snooze: conversation.status === 'closed' ? undefined : () => ask('snooze'),
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
