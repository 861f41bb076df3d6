import { useImperativeHandle, useRef, useState, forwardRef, type KeyboardEvent } from 'react';
import { Alert, Box, Button, Flex, Textarea, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useMediaQuery } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import type {
  ConversationView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { useDraft } from '../hooks/useDraft';
import { useOnline } from '../hooks/useOnline';
import {
  composerMode,
  isSendKey,
  readText,
  TEXT_LIMIT,
  type ComposerMode,
} from '../model/composer';
import { personName } from '../model/person';
import { answeredMeanwhile } from '../model/thread';

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
  readonly onSend: (text: string) => void;
  readonly onTemplate: () => void;
  readonly onLeave: () => void;
}

/** As high as its text, within limits: most answers are one line. */
const Field = styled(Box)`
  textarea {
    field-sizing: content;
    min-block-size: 6.4rem;
    max-block-size: 24dvh;
    block-size: auto;
    resize: none;
  }
`;

const Counter = ({ text }: { text: string }) => {
  const t = useT();
  const { counter } = readText(text);
  if (!counter) return null;
  return (
    <Typography variant="pi" textColor={counter.over ? 'danger600' : 'warning600'} role="status">
      {t(counter.over ? 'inbox.composer.over' : 'inbox.composer.counter', {
        used: counter.used,
        limit: counter.limit,
        over: counter.used - counter.limit,
      })}
    </Typography>
  );
};

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
          <Typography textColor={templates ? 'neutral800' : 'danger700'}>
            {t(`inbox.composer.${mode}`, { name })}
          </Typography>
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
  const { conversation, messages, me, onSend, onTemplate } = props;
  const t = useT();
  const online = useOnline();
  // A phone's keyboard has no Shift+Enter: there Enter breaks the line and the button sends.
  const touch = useMediaQuery('(pointer: coarse)');
  const now = useNow(1_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(conversation.id);
  const [asked, setAsked] = useState<MessageView | null>(null);
  const name = personName(conversation.contact, t('shell.phone.none'));
  const mode = composerMode({
    canReply: props.canReply,
    accountStatus: props.accountStatus,
    conversation,
    now,
  });
  const { sendable } = readText(draft.text);

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
    draft.change('');
    field.current?.focus();
  };
  const send = () => {
    if (!sendable || !online) return;
    const other = answeredMeanwhile(messages, me, draft.since);
    if (other && asked?.id !== other.id) setAsked(other);
    else sendNow();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      props.onLeave();
      return;
    }
    const { isComposing } = event.nativeEvent;
    if (touch) return;
    if (!isSendKey({ key: event.key, shiftKey: event.shiftKey, altKey: event.altKey, isComposing }))
      return;
    event.preventDefault();
    send();
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {conversation.contact.consent.marketing === 'out' ? (
        <Typography variant="pi" textColor="warning700">
          {t('inbox.composer.opted-out', { name })}
        </Typography>
      ) : null}
      {asked ? (
        <Alert
          closeLabel={t('inbox.composer.keep-editing')}
          onClose={() => setAsked(null)}
          variant="warning"
          action={
            <Button size="S" variant="secondary" onClick={sendNow}>
              {t('inbox.composer.send-too')}
            </Button>
          }
        >
          {t('inbox.composer.answered', {
            name: asked.agent?.name ?? '',
            seconds: Math.max(1, Math.round((now - asked.at) / 1000)),
          })}
        </Alert>
      ) : null}
      <Field>
        <Textarea
          ref={field}
          aria-label={t('inbox.composer.label', { name })}
          placeholder={t(touch ? 'inbox.composer.placeholder-touch' : 'inbox.composer.placeholder')}
          value={draft.text}
          dir="auto"
          maxLength={TEXT_LIMIT * 2}
          onChange={(event) => draft.change(event.target.value)}
          onKeyDown={onKeyDown}
          data-testid="composer-input"
        />
      </Field>
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Flex gap={3} wrap="wrap">
          <Button variant="tertiary" onClick={onTemplate}>
            {t('inbox.composer.template')}
          </Button>
          <Counter text={draft.text} />
          {online ? null : (
            <Typography variant="pi" textColor="warning700" role="status">
              {t('inbox.composer.offline')}
            </Typography>
          )}
        </Flex>
        <Button
          startIcon={<PaperPlane />}
          disabled={!sendable || !online}
          onClick={send}
          data-testid="composer-send"
        >
          {t('inbox.composer.send')}
        </Button>
      </Flex>
    </Flex>
  );
});
Composer.displayName = 'Composer';
