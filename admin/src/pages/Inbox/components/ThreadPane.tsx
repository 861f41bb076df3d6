import { forwardRef, useImperativeHandle, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import type {
  MessageView,
  SendMessageBody,
} from '../../../../../server/src/contracts/conversations';
import { usePersonName } from '../../../shared/people/usePersonName';
import { useT } from '../../../shared/useT';
import { useWindowOpen } from '../../../shared/useWindowOpen';
import { useAttachments } from '../hooks/useAttachments';
import { useBegun } from '../hooks/useBegun';
import { useResolve } from '../hooks/useConversationActions';
import { newClientId, useOutbox } from '../hooks/useOutbox';
import type { Target } from '../hooks/useTarget';
import { useThread } from '../hooks/useThread';
import { Pane, PaneHead } from '../layout';
import { KEYS_HELP } from '../model/letter-keys';
import { outgoing, type Outgoing } from '../model/outgoing';
import { lastOfCustomer } from '../model/quote';
import { PlannedList } from '../later/PlannedList';
import { usePlan } from '../later/usePlan';
import { textPreview } from '../model/preview';
import { CollisionAlert } from '../team/CollisionAlert';
import { PresenceLine } from '../team/PresenceLine';
import { ReplyOrNote } from '../team/ReplyOrNote';
import { useTeamWork } from '../team/useTeamWork';
import { ThreadGallery } from '../thread/ThreadGallery';
import type { BubbleDeeds } from './BubbleActions';
import { Composer, type ComposerHandle } from './Composer';
import { DropZone } from './DropZone';
import { TemplatePicker } from './TemplatePicker';
import { Thread } from './Thread';
import { ThreadHeader, type HeadProps } from './ThreadHeader';

export interface ThreadPaneHandle {
  readonly reply: () => void;
  /** To the field that is shown, of the two. */
  readonly write: () => void;
  /** To the field of a note for the team. */
  readonly note: () => void;
}
interface Props extends HeadProps {
  readonly accountStatus: string | null;
  readonly notice: ReactNode;
  /** A message to go to. */
  readonly target?: Target | null;
  /** This message of it, and so all before it, was in sight. */
  readonly onSeen?: ((messageId: number) => void) | undefined;
  readonly onLeave: () => void;
  /** Somebody begins with it: presses something among the messages or below, or moves the focus to the field. */
  readonly onChosen?: (() => void) | undefined;
  /** Something of the person was changed from within the thread. */
  readonly onChanged?: (() => void) | undefined;
}

/** The middle pane. Mount it with `key={conversation.id}`: each conversation has its own thread, draft and divider. */
export const ThreadPane = forwardRef<ThreadPaneHandle, Props>((props, ref) => {
  const { conversation, canReply, me } = props;
  const t = useT();
  const personName = usePersonName();
  const composer = useRef<ComposerHandle>(null);
  const [picking, setPicking] = useState(false);
  const [unreadAtOpening] = useState(conversation.unread);
  const thread = useThread(conversation.id);
  const outbox = useOutbox(conversation.id, thread.take);
  const { decide, busyId } = useResolve(thread.take);
  const attachments = useAttachments(conversation);
  const team = useTeamWork({ conversation, thread, me, composer });
  const [quoted, setQuoted] = useBegun<MessageView | null>(`quote.${conversation.id}`, null);
  const windowOpen = useWindowOpen(conversation.window);
  const { send } = outbox;
  const plan = usePlan(conversation.id);
  const sendAll = (text: string) => {
    if (!team.collision.mayGo(text)) return false;
    team.presence.typed();
    const replyTo = quoted?.id;
    for (const one of outgoing(text, attachments.list, replyTo))
      void send({ ...one.body, clientId: newClientId() }, one.preview);
    attachments.handOver();
    setQuoted(null);
    return true;
  };
  const planAll = async (text: string, at: number) => {
    const messages = outgoing(text, attachments.list, quoted?.id);
    await plan(
      messages.map(({ body }) => body),
      at
    );
    attachments.clear();
    setQuoted(null);
  };
  const quote = quoted ? { replyTo: quoted.id } : {};
  const sendExtra = ({ body, preview }: Outgoing) => {
    void send({ ...body, ...quote, clientId: newClientId() } as SendMessageBody, preview);
    setQuoted(null);
  };
  const planExtra = async ({ body }: Outgoing, at: number) => {
    await plan([{ ...body, ...quote } as Outgoing['body']], at);
    setQuoted(null);
  };
  const { reply } = team;
  // The same as long as it does the same: each bubble holds it, and is drawn again with another one.
  const answer = useMemo(
    (): BubbleDeeds | null =>
      canReply && windowOpen
        ? {
            onReply: (message) => {
              setQuoted(message);
              reply();
            },
            onReact: (message, emoji) =>
              void send(
                { type: 'reaction', clientId: newClientId(), to: message.id, emoji },
                textPreview(emoji)
              ),
          }
        : null,
    [canReply, reply, send, setQuoted, windowOpen]
  );
  useImperativeHandle(ref, () => ({
    reply,
    note: () => team.write('note'),
    write: () => team.write(team.mode),
  }));

  return (
    <Pane
      tag="section"
      direction="column"
      alignItems="stretch"
      aria-label={t('inbox.thread.with', { name: personName(conversation.contact) })}
    >
      <ThreadHeader {...props} />
      {props.notice}
      <DropZone onFiles={canReply && windowOpen ? attachments.add : null} onPress={props.onChosen}>
        <ThreadGallery contact={conversation.contact} messages={thread.shown.messages}>
          <Thread
            answer={answer}
            conversationId={conversation.id}
            contact={conversation.contact}
            onDecided={props.onChanged}
            target={props.target ?? null}
            thread={thread}
            notes={team.notes}
            noted={team.noted}
            me={me}
            pending={outbox.pending}
            unreadAtOpening={unreadAtOpening}
            onSeen={props.onSeen}
            canReply={canReply}
            busyId={busyId}
            onResolve={decide}
            onRetry={(clientId) => void outbox.retry(clientId)}
            onEdit={(item) => {
              if (item.body.type !== 'text') return;
              outbox.drop(item.clientId);
              reply();
              composer.current?.restore(item.body.text);
            }}
            onDrop={outbox.drop}
            after={<PlannedList conversation={conversation} canReply={canReply} />}
          />
        </ThreadGallery>
      </DropZone>
      <PaneHead padding={2} onPointerDown={props.onChosen} onFocus={props.onChosen}>
        <PresenceLine people={team.presence.people} />
        {team.collision.names ? (
          <CollisionAlert names={team.collision.names} onClose={team.collision.release} />
        ) : null}
        <ReplyOrNote
          conversation={conversation}
          canNote={canReply}
          mode={team.mode}
          onMode={team.write}
          noteField={team.noteField}
          onNoted={team.onNoted}
          onLeave={props.onLeave}
          onTyping={team.presence.typing}
        >
          {(modes) => (
            <Composer
              ref={composer}
              modes={modes}
              conversation={conversation}
              messages={thread.newest.messages}
              canReply={canReply}
              accountStatus={props.accountStatus}
              me={me}
              attachments={attachments}
              quoted={quoted}
              onUnquote={() => setQuoted(null)}
              onQuoteLast={() => setQuoted(lastOfCustomer(thread.newest.messages))}
              onSend={sendAll}
              onSendExtra={sendExtra}
              onPlan={planAll}
              onPlanExtra={planExtra}
              onTemplate={() => setPicking(true)}
              onLeave={props.onLeave}
            />
          )}
        </ReplyOrNote>
      </PaneHead>
      <TemplatePicker
        open={picking}
        onClose={() => setPicking(false)}
        conversation={conversation}
        onPlan={({ templateId, values }, at) =>
          plan([{ type: 'template', templateId, values }], at)
        }
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

const HINTS = { j: 'j', k: 'k', Enter: 'Enter', '/': 'slash', x: 'x' } as const;

/** No conversation chosen. */
export const NoneChosen = ({ keysOn, onKeys }: { keysOn: boolean; onKeys: () => void }) => {
  const t = useT();
  return (
    <Pane direction="column" justifyContent="center" gap={2} padding={6} background="neutral100">
      <Typography variant="delta" textColor="neutral600" textAlign="center">
        {t('inbox.thread.choose')}
      </Typography>
      {keysOn ? (
        <Flex gap={4} wrap="wrap" justifyContent="center">
          {Object.entries(HINTS).map(([key, word]) => (
            <Typography key={key} variant="pi" textColor="neutral600">
              <kbd>{key}</kbd> {t(`inbox.keys.${word}`)}
            </Typography>
          ))}
        </Flex>
      ) : null}
      <Button size="S" variant="ghost" aria-keyshortcuts={KEYS_HELP} onClick={onKeys}>
        {t('inbox.keys.title')}
      </Button>
    </Pane>
  );
};
