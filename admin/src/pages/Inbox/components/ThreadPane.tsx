import { forwardRef, useImperativeHandle, useRef, useState, type ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import type {
  AgentView,
  ConversationView,
} from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import { useResolve } from '../hooks/useConversationActions';
import { newClientId, useOutbox } from '../hooks/useOutbox';
import { useThread } from '../hooks/useThread';
import { Pane, PaneHead } from '../layout';
import { textPreview } from '../model/preview';
import { Composer, type ComposerHandle } from './Composer';
import { TemplatePicker } from './TemplatePicker';
import { Thread } from './Thread';
import { ThreadHeader } from './ThreadHeader';

export interface ThreadPaneHandle {
  readonly reply: () => void;
}
interface Props {
  readonly conversation: ConversationView;
  readonly agents: readonly AgentView[];
  readonly me: number | null;
  readonly canReply: boolean;
  readonly accountStatus: string | null;
  readonly panelOpen: boolean;
  readonly notice: ReactNode;
  readonly onBack: (() => void) | null;
  readonly onAssign: (assigneeId: number | null) => void;
  readonly onStatus: (status: 'open' | 'closed') => void;
  readonly onPanel: () => void;
  readonly onLeave: () => void;
}

/** The middle pane. Mount it with `key={conversation.id}`: each conversation has its own thread, draft and divider. */
export const ThreadPane = forwardRef<ThreadPaneHandle, Props>((props, ref) => {
  const { conversation, canReply, me } = props;
  const t = useT();
  const composer = useRef<ComposerHandle>(null);
  const [picking, setPicking] = useState(false);
  const [unreadAtOpening] = useState(conversation.unread);
  const thread = useThread(conversation.id);
  const outbox = useOutbox(conversation.id, thread.take);
  const { decide, busyId } = useResolve(thread.take);
  useImperativeHandle(ref, () => ({ reply: () => composer.current?.focus() }));

  return (
    <Pane
      tag="section"
      direction="column"
      alignItems="stretch"
      aria-label={t('inbox.thread.label')}
    >
      <ThreadHeader {...props} />
      {props.notice}
      <Thread
        conversationId={conversation.id}
        thread={thread}
        pending={outbox.pending}
        unreadAtOpening={unreadAtOpening}
        canReply={canReply}
        busyId={busyId}
        onResolve={decide}
        onRetry={(clientId) => void outbox.retry(clientId)}
        onEdit={(item) => {
          if (item.body.type !== 'text') return;
          outbox.drop(item.clientId);
          composer.current?.restore(item.body.text);
        }}
        onDrop={outbox.drop}
      />
      <PaneHead padding={3}>
        <Composer
          ref={composer}
          conversation={conversation}
          messages={thread.messages}
          canReply={canReply}
          accountStatus={props.accountStatus}
          me={me}
          onSend={(text) =>
            void outbox.send({ type: 'text', clientId: newClientId(), text }, textPreview(text))
          }
          onTemplate={() => setPicking(true)}
          onLeave={props.onLeave}
        />
      </PaneHead>
      <TemplatePicker
        open={picking}
        onClose={() => setPicking(false)}
        conversation={conversation}
        onSend={({ templateId, values, preview }) =>
          void outbox.send(
            { type: 'template', clientId: newClientId(), templateId, values },
            preview
          )
        }
      />
    </Pane>
  );
});
ThreadPane.displayName = 'ThreadPane';

/** No conversation chosen. */
export const NoneChosen = () => {
  const t = useT();
  return (
    <Pane direction="column" justifyContent="center" padding={6} background="neutral100">
      <Typography variant="delta" textColor="neutral600" textAlign="center">
        {t('inbox.thread.choose')}
      </Typography>
      <Box paddingTop={2}>
        <Flex gap={4} wrap="wrap" justifyContent="center">
          {(['j', 'k', 'Enter', 'help'] as const).map((key) => (
            <Typography key={key} variant="pi" textColor="neutral600">
              <kbd>{key === 'help' ? '?' : key}</kbd> {t(`inbox.keys.${key}`)}
            </Typography>
          ))}
        </Flex>
      </Box>
    </Pane>
  );
};
