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
  const [question, setQuestion] = useState<StandingQuestion>(null);
  if (!conversation || !canReply) return { buttons: null, dialogs: null, snooze: undefined };
  const toggleStatus = () =>
    update(conversation, { status: conversation.status === 'closed' ? 'open' : 'closed' });
  return {
    buttons: (
      <StandingButtons
        conversation={conversation}
        onStatus={(status) => update(conversation, { status })}
        onAsk={setQuestion}
      />
    ),
    dialogs: (
      <StandingDialogs
        question={question}
        count={1}
        onAnswer={(change) => update(conversation, change)}
        onClose={() => setQuestion(null)}
      />
    ),
    toggleStatus,
    snooze: conversation.status === 'closed' ? undefined : () => setQuestion('snooze'),
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
