import type { UpdateConversationBody } from '../../../../../server/src/contracts/conversations';
import { CloseDialog } from './CloseDialog';
import { SnoozeDialog } from './SnoozeDialog';

/** Which question is open; null = none. */
export type StandingQuestion = 'snooze' | 'close' | null;

interface Props {
  readonly question: StandingQuestion;
  readonly count: number;
  readonly onAnswer: (change: UpdateConversationBody) => void;
  readonly onClose: () => void;
}

/** Until when, or why: asked for one conversation or for many. */
export const StandingDialogs = ({ question, count, onAnswer, onClose }: Props) => {
  if (question === 'snooze')
    return (
      <SnoozeDialog
        count={count}
        onSnooze={(snoozedUntil) => onAnswer({ status: 'snoozed', snoozedUntil })}
        onClose={onClose}
      />
    );
  if (question === 'close')
    return (
      <CloseDialog
        count={count}
        onReason={(closeReason) => onAnswer({ status: 'closed', closeReason })}
        onClose={onClose}
      />
    );
  return null;
};
