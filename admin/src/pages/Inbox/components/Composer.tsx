import { useImperativeHandle, useRef, useState, forwardRef, type KeyboardEvent } from 'react';
import { Box, Button, Flex, Textarea, Typography } from '@strapi/design-system';
import { useIsMobile, useMediaQuery } from '@strapi/strapi/admin';
import type {
  ConversationView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import { GrowingField } from '../../../shared/GrowingField';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { useDraft } from '../hooks/useDraft';
import { useOnline } from '../hooks/useOnline';
import { composerMode, readText, TEXT_LIMIT, type ComposerMode } from '../model/composer';
import { LaterDialog } from '../later/LaterDialog';
import { holdUp } from '../model/attachment';
import type { Outgoing } from '../model/outgoing';
import { personName } from '../model/person';
import { answeredMeanwhile } from '../model/thread';
import type { Attachments } from '../hooks/useAttachments';
import { AttachmentChips } from './AttachmentChips';
import { ClosedWords } from '../composer/ClosedWords';
import { Answered, ComposerHints, OptedOut } from '../composer/ComposerHints';
import { ExtraDialog } from '../composer/extras/ExtraDialog';
import type { ExtraKind } from '../composer/extras/model';
import { FormatBar } from '../composer/FormatBar';
import { SendButton } from '../composer/SendButton';
import { TextPreview } from '../composer/TextPreview';
import { ToolRow } from '../composer/ToolRow';
import { useTypingMark } from '../composer/useTypingMark';
import { useTextTools } from '../composer/useTextTools';
import { QuickReplyPopover, replyFieldProps } from '../quick-replies/QuickReplyPopover';
import { useQuickReplies } from '../quick-replies/useQuickReplies';
import { QuoteBar } from './QuoteBar';

export interface ComposerHandle {
  readonly focus: () => void;
  /** Puts a refused text back for editing; what stands in the field stays above it. */
  readonly restore: (text: string) => void;
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
  /** Text, attached files, or both. */
  readonly onSend: (text: string) => void;
  /** The same at a time; throws what the server refused. */
  readonly onPlan: (text: string, at: number) => Promise<void>;
  /** A place, cards, something to press. */
  readonly onSendExtra: (message: Outgoing) => void;
  readonly onPlanExtra: (message: Outgoing, at: number) => Promise<void>;
  readonly onTemplate: () => void;
  readonly onLeave: () => void;
}

/** Why there is no field, and what can be done. */
const Closed = ({
  mode,
  name,
  kept,
  onTemplate,
}: {
  mode: Exclude<ComposerMode, 'open'>;
  name: string;
  kept: string;
  onTemplate: () => void;
}) => {
  const t = useT();
  const templates = mode === 'template-only';
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={3}
      data-testid="composer-closed"
      data-mode={mode}
    >
      <Flex gap={3} wrap="wrap" justifyContent="space-between">
        <Box flex="1" minWidth="20rem">
          <ClosedWords mode={mode} name={name} />
        </Box>
        {templates ? (
          <Button onClick={onTemplate}>{t('inbox.composer.choose-template')}</Button>
        ) : null}
      </Flex>
      {kept !== '' ? (
        <Box background="neutral100" hasRadius padding={3}>
          <Typography variant="pi" textColor="neutral600" tag="p">
            {t('inbox.composer.kept')}
          </Typography>
          <Typography dir="auto" tag="p">
            {kept}
          </Typography>
        </Box>
      ) : null}
    </Flex>
  );
};

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
  const [planning, setPlanning] = useState(false);
  const [extra, setExtra] = useState<ExtraKind | null>(null);
  const [asked, setAsked] = useState<MessageView | null>(null);
  const name = personName(conversation.contact, t('shell.phone.none'));
  const mode = composerMode({
    canReply: props.canReply,
    accountStatus: props.accountStatus,
    conversation,
    now,
  });
  const replies = useQuickReplies({
    conversation,
    text: draft.text,
    onText: draft.change,
    field,
    canReply: props.canReply && mode === 'open',
    onFile: (file) => attachments.addFromLibrary([{ ...file, size: file.size / 1000 }]),
  });
  const typing = useTypingMark(conversation.id);
  const tools = useTextTools(field, { me, touch, onText: draft.change });
  const { sendable: hasText } = readText(draft.text);
  const hold = holdUp(attachments.list);
  const hasFiles = attachments.list.length > 0;
  const sendable = hasFiles ? hold === null && (hasText || draft.text.trim() === '') : hasText;

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    restore: (text) => {
      draft.change(draft.text === '' ? text : `${draft.text}\n${text}`);
      field.current?.focus();
    },
  }));

  if (mode !== 'open')
    return <Closed mode={mode} name={name} kept={draft.text} onTemplate={onTemplate} />;

  const sendNow = () => {
    setAsked(null);
    onSend(draft.text.trim());
    typing.sent();
    draft.change('');
    field.current?.focus();
  };
  const send = () => {
    if (!sendable || !online || replies.holdsBack()) return;
    const other = answeredMeanwhile(messages, me, draft.since);
    if (other && asked?.id !== other.id) setAsked(other);
    else sendNow();
  };
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
    send();
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <OptedOut contact={conversation.contact} name={name} />
      {asked ? (
        <Answered message={asked} now={now} onKeep={() => setAsked(null)} onSend={sendNow} />
      ) : null}
      {props.quoted ? <QuoteBar message={props.quoted} onDrop={props.onUnquote} /> : null}
      <AttachmentChips attachments={attachments} />
      <GrowingField>
        <QuickReplyPopover replies={replies} />
        <Textarea
          ref={field}
          aria-label={t('inbox.composer.label', { name })}
          placeholder={t(
            touch
              ? 'inbox.composer.placeholder-touch'
              : tools.sendKey === 'enter'
                ? 'inbox.composer.placeholder'
                : 'composer.placeholder-mod'
          )}
          value={draft.text}
          dir="auto"
          maxLength={TEXT_LIMIT * 2}
          {...replyFieldProps(replies)}
          onChange={(event) => {
            draft.change(event.target.value);
            typing.typed(event.target.value);
            replies.onCaret(event.target.selectionStart);
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            attachments.add(files);
          }}
          data-testid="composer-input"
        />
      </GrowingField>
      <ComposerHints text={draft.text} hold={hasFiles ? hold : null} online={online} />
      <TextPreview text={draft.text} />
      {tools.barOpen ? <FormatBar onMark={tools.mark} /> : null}
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <ToolRow
          attachments={attachments}
          replies={replies}
          tools={tools}
          compact={compact}
          onTemplate={onTemplate}
          onExtra={setExtra}
        />
        <SendButton
          disabled={!sendable || !online}
          onSend={send}
          sendKey={tools.sendKey}
          onSendKey={tools.chooseSendKey}
          onLater={() => setPlanning(true)}
          compact={compact}
        />
      </Flex>
      {planning ? (
        <LaterDialog
          title={t('later.title', { name })}
          windowEnd={conversation.window.expiresAt}
          onClose={() => setPlanning(false)}
          onPlan={plan}
        />
      ) : null}
      {extra ? (
        <ExtraDialog
          kind={extra}
          name={name}
          text={draft.text}
          online={online}
          onClose={() => setExtra(null)}
          windowEnd={conversation.window.expiresAt}
          onSend={sendExtra}
          onPlan={planExtra}
        />
      ) : null}
    </Flex>
  );
});
Composer.displayName = 'Composer';
