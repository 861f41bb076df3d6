import { useWhatsappScheduledQuery } from '../../../api/composer';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { PlannedBubble } from './PlannedBubble';

interface Props {
  readonly conversation: ConversationView;
  readonly canReply: boolean;
}

/** What goes later, below the newest message. */
export const PlannedList = ({ conversation, canReply }: Props) => {
  const { data } = useWhatsappScheduledQuery(conversation.id);
  return (
    <>
      {(data?.scheduled ?? []).map((planned) => (
        <PlannedBubble
          key={planned.id}
          planned={planned}
          canReply={canReply}
          windowEnd={planned.body.type === 'template' ? null : conversation.window.expiresAt}
        />
      ))}
    </>
  );
};
