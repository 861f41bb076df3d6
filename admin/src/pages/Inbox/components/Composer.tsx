import { useRef, useState, forwardRef, type KeyboardEvent, type ReactNode } from 'react';
import { Flex } from '@strapi/design-system';
import { useIsMobile } from '@strapi/strapi/admin';
import type {
  ConversationView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import { AnswerCost } from '../../../shared/prices/MessageCost';
import { useNow } from '../../../shared/useNow';
import { useDraft } from '../hooks/useDraft';
import { useRecorder } from '../hooks/useRecorder';
import { useOnline } from '../hooks/useOnline';
import { composerMode, readText } from '../model/composer';
import { holdUp } from '../model/attachment';
import type { Outgoing } from '../model/outgoing';
import { usePersonName } from '../../../shared/people/usePersonName';
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
import { useCaptionFocus } from '../composer/useCaptionFocus';
import { useExtras } from '../composer/useExtras';
import { useComposerHandle } from '../composer/useComposerHandle';
import { useSendGuard } from '../composer/useSendGuard';
import { useStays } from '../composer/useStays';
import { useTextTools } from '../composer/useTextTools';
import { OpenVariables } from '../quick-replies/OpenVariables';
import { useQuickReplies } from '../quick-replies/useQuickReplies';
import { UnfilledHint } from '../quick-replies/QuickReplyButton';
import { QuoteBar } from './QuoteBar';
import { VoiceLine } from './VoiceButton';

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
  /** First in its row: an answer or a note. */
  readonly modes: ReactNode;
}

/** Whether what stands there can be sent, and which of its files holds it back. */
const readiness = (text: string, files: Attachments['list'], mayGo: boolean) => {
  const { sendable: hasText } = readText(text);
  if (files.length === 0) return { hold: null, canGo: mayGo && hasText };
  const hold = holdUp(files);
  return { hold, canGo: mayGo && hold === null && (hasText || text.trim() === '') };
};

/** The foot of the thread: free text while the window is open, an approved template after it. */
export const Composer = forwardRef<ComposerHandle, Props>((props, ref) => {
  const { conversation, messages, me, onSend, onTemplate, attachments } = props;
  const personName = usePersonName();
  const online = useOnline();
  const compact = useIsMobile();
  const now = useNow(1_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(conversation.id);
  const [dialog, setDialog] = useState<ComposerDialog | null>(null);
  const [asked, setAsked] = useState<MessageView | null>(null);
  const name = personName(conversation.contact);
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
  const recorder = useRecorder((file, voice) => attachments.add([file], voice));
  const typing = useTypingMark(conversation.id);
  const guard = useSendGuard();
  const tools = useTextTools(field, draft.change);
  const { hold, canGo } = readiness(draft.text, attachments.list, mode === 'open' && online);
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
  const send = () => (canGo && !replies.holdsBack() ? sendAsked() : undefined);
  const later = () => (replies.holdsBack() ? undefined : setDialog('later'));
  // Open variables held it back when it was tried first.
  useCaptionFocus(field, attachments.list);
  useComposerHandle(ref, { field, draft, onGo: sendAsked });
  const extras = useExtras(props, draft);
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
          <OpenVariables replies={replies} />
          {props.quoted ? <QuoteBar message={props.quoted} onDrop={props.onUnquote} /> : null}
          <AttachmentChips attachments={attachments} />
          <TextPreview text={draft.text} />
          <ComposerHints text={draft.text} hold={hold} online={online}>
            <UnfilledHint replies={replies} />
            <VoiceLine recorder={recorder} />
          </ComposerHints>
          {tools.barOpen ? <FormatBar onMark={tools.mark} /> : null}
          {mode === 'open' ? <AnswerCost conversation={conversation} /> : null}
          <MessageField
            field={field}
            text={draft.text}
            name={name}
            replies={replies}
            placeholder={tools.placeholder}
            onText={(text) => {
              draft.change(text);
              typing.typed(text);
            }}
            onFiles={attachments.add}
            onKeyDown={onKeyDown}
            onBlur={stay.left}
          />
          {mode === 'open' ? (
            <Tools gap={compact ? 1 : 2} data-testid="composer-row">
              {props.modes}
              <ToolRow
                attachments={attachments}
                replies={replies}
                tools={tools}
                recorder={recorder}
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
          conversation={conversation}
          name={name}
          text={draft.text}
          onTemplate={onTemplate}
          onKeep={stay.stays ? stay.leave : null}
          modes={props.modes}
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
        {...extras}
      />
    </Flex>
  );
});
Composer.displayName = 'Composer';
