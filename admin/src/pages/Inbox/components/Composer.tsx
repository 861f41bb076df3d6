import { useRef, useState, forwardRef, type KeyboardEvent } from 'react';
import { Flex } from '@strapi/design-system';
import { useIsMobile, useMediaQuery } from '@strapi/strapi/admin';
import type {
  ConversationView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { useDraft } from '../hooks/useDraft';
import { useOnline } from '../hooks/useOnline';
import { composerMode, readText } from '../model/composer';
import { holdUp } from '../model/attachment';
import type { Outgoing } from '../model/outgoing';
import { personName } from '../../../shared/people/person-name';
import { answeredMeanwhile } from '../model/thread';
import type { Attachments } from '../hooks/useAttachments';
import { AttachmentChips } from './AttachmentChips';
import { Closed } from '../composer/Closed';
import { ComposerDialogs, type ComposerDialog } from '../composer/ComposerDialogs';
import { Answered, ComposerHints, OptedOut } from '../composer/ComposerHints';
import { FormatBar } from '../composer/FormatBar';
import { MessageField } from '../composer/MessageField';
import { SendButton } from '../composer/SendButton';
import { TextPreview } from '../composer/TextPreview';
import { ToolRow } from '../composer/ToolRow';
import { Tools } from '../composer/tool-word';
import { useTypingMark } from '../composer/useTypingMark';
import { useComposerHandle } from '../composer/useComposerHandle';
import { useSendGuard } from '../composer/useSendGuard';
import { useStays } from '../composer/useStays';
import { useTextTools } from '../composer/useTextTools';
import { OpenVariables } from '../quick-replies/OpenVariables';
import { useQuickReplies } from '../quick-replies/useQuickReplies';
import { QuoteBar } from './QuoteBar';

export interface ComposerHandle {
  readonly focus: () => void;
  /** Puts a refused text back for editing; what stands in the field stays above it. */
  readonly restore: (text: string) => void;
  /** As if Send was pressed, where still this text stands in the field. */
  readonly sendIfStill: (text: string) => void;
}
interface Props {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  readonly canReply: boolean;
  readonly accountStatus: string | null;
  readonly me: number | null;
  readonly attachments: Attachments;
  /** The message that is answered, drawn above the field. */
  readonly quoted: MessageView | null;
  readonly onUnquote: () => void;
  /** ↑ in the empty field. */
  readonly onQuoteLast: () => void;
  /** Text, attached files, or both; false: it may not go yet, and stays in the field. */
  readonly onSend: (text: string) => boolean;
  /** The same at a time; throws what the server refused. */
  readonly onPlan: (text: string, at: number) => Promise<void>;
  /** A place, cards, something to press. */
  readonly onSendExtra: (message: Outgoing) => void;
  readonly onPlanExtra: (message: Outgoing, at: number) => Promise<void>;
  readonly onTemplate: () => void;
  readonly onLeave: () => void;
}

/** The foot of the thread: free text while the window is open, an approved template after it. */
export const Composer = forwardRef<ComposerHandle, Props>((props, ref) => {
  const { conversation, messages, me, onSend, onTemplate, attachments } = props;
  const t = useT();
  const online = useOnline();
  // A phone's keyboard has no Shift+Enter: there Enter breaks the line and the button sends.
  const touch = useMediaQuery('(pointer: coarse)');
  const compact = useIsMobile();
  const now = useNow(1_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(conversation.id);
  const [dialog, setDialog] = useState<ComposerDialog | null>(null);
  const [asked, setAsked] = useState<MessageView | null>(null);
  const name = personName(conversation.contact, t('shell.phone.none'));
  const mode = composerMode({
    canReply: props.canReply,
    accountStatus: props.accountStatus,
    conversation,
    now,
  });
  const stay = useStays(mode, field);
  const replies = useQuickReplies({
    conversation,
    text: draft.text,
    onText: draft.change,
    field,
    canReply: props.canReply && mode === 'open',
    onFile: (file) => attachments.addFromLibrary([{ ...file, size: file.size / 1000 }]),
  });
  const typing = useTypingMark(conversation.id);
  const guard = useSendGuard();
  const tools = useTextTools(field, { me, touch, onText: draft.change });
  const { sendable: hasText } = readText(draft.text);
  const hold = holdUp(attachments.list);
  const hasFiles = attachments.list.length > 0;
  const sendable = hasFiles ? hold === null && (hasText || draft.text.trim() === '') : hasText;

  const canGo = mode === 'open' && sendable && online;
  const sendNow = () => {
    if (!canGo || !onSend(draft.text.trim())) return;
    setAsked(null);
    typing.sent();
    draft.change('');
    field.current?.focus();
  };
  const sendAsked = () => {
    const other = answeredMeanwhile(messages, me, draft.since);
    if (other && asked?.id !== other.id) setAsked(other);
    else sendNow();
  };
  const send = () => {
    if (canGo && !replies.holdsBack('send')) sendAsked();
  };
  const later = () => {
    if (!replies.holdsBack('later')) setDialog('later');
  };
  // Open variables were asked about when it was tried first.
  useComposerHandle(ref, { field, draft, onGo: sendAsked });
  const plan = async ({ at }: { at: number }) => {
    await props.onPlan(draft.text.trim(), at);
    draft.change('');
  };
  // What stood in the field goes with it.
  const dropTaken = ({ body }: Outgoing) => {
    if ('text' in body) draft.change('');
  };
  const sendExtra = (message: Outgoing) => {
    props.onSendExtra(message);
    dropTaken(message);
  };
  const planExtra = async (message: Outgoing, at: number) => {
    await props.onPlanExtra(message, at);
    dropTaken(message);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (replies.onKeyDown(event)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      props.onLeave();
      return;
    }
    if (event.key === 'ArrowUp' && draft.text === '') {
      event.preventDefault();
      props.onQuoteLast();
      return;
    }
    if (tools.onMarkKeys(event) || !tools.isSend(event)) return;
    event.preventDefault();
    if (guard.mayGo()) send();
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2} {...guard.watch}>
      {mode === 'open' || stay.stays ? (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <OptedOut contact={conversation.contact} name={name} />
          {asked ? (
            <Answered message={asked} now={now} onKeep={() => setAsked(null)} onSend={sendNow} />
          ) : null}
          <OpenVariables
            replies={replies}
            onGo={(deed) => (deed === 'send' ? sendAsked() : setDialog('later'))}
          />
          {props.quoted ? <QuoteBar message={props.quoted} onDrop={props.onUnquote} /> : null}
          <AttachmentChips attachments={attachments} />
          <MessageField
            field={field}
            text={draft.text}
            name={name}
            touch={touch}
            replies={replies}
            sendKey={tools.sendKey}
            onText={(text) => {
              draft.change(text);
              typing.typed(text);
            }}
            onFiles={attachments.add}
            onKeyDown={onKeyDown}
            onBlur={stay.left}
          />
          <ComposerHints text={draft.text} hold={hasFiles ? hold : null} online={online} />
          <TextPreview text={draft.text} />
          {tools.barOpen ? <FormatBar onMark={tools.mark} /> : null}
          {mode === 'open' ? (
            <Tools justifyContent="space-between" gap={2} wrap="wrap">
              <ToolRow
                attachments={attachments}
                replies={replies}
                tools={tools}
                compact={compact}
                onTemplate={onTemplate}
                onExtra={setDialog}
              />
              <SendButton
                disabled={!canGo}
                onSend={send}
                sendKey={tools.sendKey}
                onSendKey={tools.chooseSendKey}
                onLater={later}
                compact={compact}
              />
            </Tools>
          ) : null}
        </Flex>
      ) : null}
      {mode === 'open' ? null : (
        <Closed
          mode={mode}
          name={name}
          text={draft.text}
          onTemplate={onTemplate}
          onKeep={stay.stays ? stay.leave : null}
        />
      )}
      <ComposerDialogs
        name={name}
        text={draft.text}
        windowEnd={conversation.window.expiresAt}
        online={online}
        mode={mode}
        dialog={dialog}
        onClose={() => setDialog(null)}
        onPlan={plan}
        onSendExtra={sendExtra}
        onPlanExtra={planExtra}
      />
    </Flex>
  );
});
Composer.displayName = 'Composer';
