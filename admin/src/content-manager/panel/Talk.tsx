import { useState } from 'react';
import { Box, Flex, Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import { TemplatePicker } from '../../pages/Inbox/components/TemplatePicker';
import { Thread } from '../../pages/Inbox/components/Thread';
import { useMarkRead, useResolve } from '../../pages/Inbox/hooks/useConversationActions';
import { newClientId, useOutbox } from '../../pages/Inbox/hooks/useOutbox';
import { useDraft } from '../../pages/Inbox/hooks/useDraft';
import { useThread } from '../../pages/Inbox/hooks/useThread';
import { textPreview } from '../../pages/Inbox/model/preview';
import { useNotes, useSeenMentions } from '../../pages/Inbox/team/useNotes';
import type { EntryKey } from '../../../../server/src/contracts/record-people';
import type { NoteView } from '../../../../server/src/contracts/team-notes';
import { PLUGIN_ID } from '../../pluginId';
import { FreeEntry } from '../../shared/FreeEntry';
import { LiveDot } from '../../shared/LiveDot';
import { useCan } from '../../shared/permissions';
import { usePersonName } from '../../shared/people/usePersonName';
import { SimulatorBadge } from '../../shared/SimulatorBadge';
import { useMe } from '../../shared/useMe';
import { useT } from '../../shared/useT';
import { WindowMeter } from '../../shared/WindowMeter';
import { SmallComposer } from './SmallComposer';
import { UnsavedEntry } from './UnsavedEntry';

/** Low while there is little to read, never higher than half of a small screen. */
const Frame = styled(Box)<{ $isEmpty: boolean }>`
  display: flex;
  flex-direction: column;
  block-size: ${({ $isEmpty }) => ($isEmpty ? 'auto' : 'min(26rem, 40dvh)')};
  overflow: hidden;
  border: ${({ theme }) => `1px solid ${theme.colors.neutral200}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  /* A narrow column: bubbles may take nearly all of it. */
  [data-testid='bubble'] {
    max-inline-size: 92%;
    padding-inline: ${({ theme }) => theme.spaces[2]};
  }
  [data-testid='thread'] > * > * {
    padding-inline: ${({ theme }) => theme.spaces[2]};
  }
`;

interface Props {
  readonly conversation: ConversationView;
  readonly accountStatus: string | null;
  /** The entry beside which one writes. */
  readonly entry: EntryKey;
}

const nothing = () => undefined;
const NO_NOTES: readonly NoteView[] = [];

/** A conversation in small: the inbox's own messages, live, and a field to answer. Mount it by the conversation's id. */
export const Talk = ({ conversation, accountStatus, entry }: Props) => {
  const t = useT();
  const { can } = useCan();
  const me = useMe();
  const [picking, setPicking] = useState(false);
  const [unreadAtOpening] = useState(conversation.unread);
  // Seen in passing is not read: the customer's ticks turn blue when somebody sets out to answer.
  const [isAnswering, setAnswering] = useState(false);
  const seen = useMarkRead(isAnswering && can.chatReply ? conversation : null, nothing);
  const thread = useThread(conversation.id);
  const outbox = useOutbox(conversation.id, thread.take);
  const { decide, busyId } = useResolve(thread.take);
  const draft = useDraft(conversation.id);
  const notes = useNotes(conversation.id, thread);
  useSeenMentions(conversation.id, isAnswering ? notes : NO_NOTES, me);
  const personName = usePersonName();
  const unsaved = <UnsavedEntry name={personName(conversation.contact)} />;
  const isEmpty =
    thread.status === 'ready' && thread.newest.messages.length === 0 && outbox.pending.length === 0;

  return (
    <Flex direction="column" alignItems="stretch" gap={3} data-testid="entry-talk">
      <Flex gap={2} wrap="wrap">
        <WindowMeter window={conversation.window} />
        <FreeEntry entry={conversation.freeEntry} />
      </Flex>
      <Frame $isEmpty={isEmpty}>
        <Thread
          answer={null}
          conversationId={conversation.id}
          contact={conversation.contact}
          thread={thread}
          notes={notes}
          me={me}
          pending={outbox.pending}
          unreadAtOpening={unreadAtOpening}
          canReply={can.chatReply}
          busyId={busyId}
          onResolve={decide}
          onRetry={(clientId) => void outbox.retry(clientId)}
          onEdit={({ clientId, body }) => {
            if (body.type !== 'text') return;
            outbox.drop(clientId);
            draft.change(draft.text === '' ? body.text : `${draft.text}\n${body.text}`);
          }}
          onDrop={outbox.drop}
          onSeen={(messageId) => seen(conversation.id, messageId)}
        />
      </Frame>
      {unsaved}
      <SmallComposer
        conversation={conversation}
        messages={thread.newest.messages}
        canReply={can.chatReply}
        accountStatus={accountStatus}
        me={me}
        draft={draft}
        onEngage={() => setAnswering(true)}
        onSend={(text) =>
          void outbox.send({ type: 'text', clientId: newClientId(), text }, textPreview(text))
        }
        onTemplate={() => {
          setAnswering(true);
          setPicking(true);
        }}
      />
      <Flex gap={2} wrap="wrap" justifyContent="space-between">
        <Flex gap={2} wrap="wrap">
          <LiveDot />
          {conversation.isSimulator ? <SimulatorBadge /> : null}
        </Flex>
        <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/inbox?c=${conversation.id}`}>
          {t('content-manager.panel.inbox')}
        </Link>
      </Flex>
      <TemplatePicker
        open={picking}
        onClose={() => setPicking(false)}
        conversation={conversation}
        entry={entry}
        note={unsaved}
        onSend={({ templateId, values, preview }) =>
          void outbox.send(
            { type: 'template', clientId: newClientId(), templateId, values, entry },
            preview
          )
        }
      />
    </Flex>
  );
};
