import { useMemo } from 'react';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { Thread } from '../hooks/useThread';
import { mergeEvents, undecidedLine } from '../model/thread';
import type { AskedLine } from './ThreadRows';

interface Props {
  readonly conversationId: number;
  readonly contact: ContactView;
  readonly thread: Thread;
  readonly canReply: boolean;
  readonly onDecided?: (() => void) | undefined;
}

/** Where the team decides whether the person wants no more messages; null where there is nothing to decide. */
export const useAskedLine = (props: Props): AskedLine | null => {
  const { conversationId, contact, thread, canReply, onDecided } = props;
  const { newest, shown, retry } = thread;
  const { askedStopAt: askedAt } = contact;
  return useMemo(() => {
    if (askedAt === null) return null;
    const eventId = undecidedLine(mergeEvents(shown.events, newest.events), askedAt);
    if (eventId === null) return null;
    const decided = () => {
      retry();
      onDecided?.();
    };
    return {
      eventId,
      asked: { contact, conversationId, askedAt, mayDecide: canReply, onDecided: decided },
    };
  }, [askedAt, canReply, contact, conversationId, newest.events, onDecided, retry, shown.events]);
};
