import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useConversationActions } from './useConversationActions';
import type { InboxUrl } from './useInboxUrl';

interface Place {
  readonly url: InboxUrl;
  readonly change: (part: Partial<InboxUrl>) => void;
}

/** What may be done, and the way back: in its thread, or, where closing it led away from there, beside the list. */
export const useInboxActions = (
  onChanged: (conversation: ConversationView) => void,
  onClosing: (conversation: ConversationView) => () => void,
  { url, change }: Place
) => {
  const { undo, change: update, hand } = useConversationActions(onChanged, onClosing);
  const of = undo?.of;
  const isHere = of === url.conversationId;
  const back = () => {
    undo?.back();
    if (of !== undefined) change({ conversationId: of });
  };
  return {
    update,
    hand,
    undoHere: isHere ? undo : null,
    undoThere: undo?.word === 'closed' && !isHere ? { ...undo, back } : null,
  };
};
