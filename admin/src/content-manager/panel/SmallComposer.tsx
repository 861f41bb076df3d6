import { useRef, useState, type KeyboardEvent } from 'react';
import { Alert, Box, Button, Flex, Textarea, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useMediaQuery } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import type { ConversationView, MessageView } from '../../../../server/src/contracts/conversations';
import type { useDraft } from '../../pages/Inbox/hooks/useDraft';
import { useOnline } from '../../pages/Inbox/hooks/useOnline';
import { composerMode, readText, TEXT_LIMIT } from '../../pages/Inbox/model/composer';
import { personName } from '../../pages/Inbox/model/person';
import { answeredMeanwhile } from '../../pages/Inbox/model/thread';
import { useNow } from '../../shared/useNow';
import { useT } from '../../shared/useT';

/** As high as its text, within limits. */
const Field = styled(Box)`
  textarea {
    field-sizing: content;
    min-block-size: 6.4rem;
    max-block-size: 20dvh;
    block-size: auto;
    resize: none;
  }
`;

/** Side by side where both fit, else one over the other, both as wide as the column. */
const Buttons = styled(Flex)`
  & > button {
    flex: 1 1 auto;
    justify-content: center;
  }
`;

interface Props {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
  readonly canReply: boolean;
  readonly accountStatus: string | null;
  readonly me: number | null;
  /** The same draft that the inbox keeps for this conversation. */
  readonly draft: ReturnType<typeof useDraft>;
  /** Somebody set out to write. */
  readonly onEngage: () => void;
  readonly onSend: (text: string) => void;
  readonly onTemplate: () => void;
}

/** The key of this computer that goes with Enter. */
const modifier = (): string => (/mac|iphone|ipad/i.test(navigator.platform) ? '⌘' : 'Ctrl');

/** The inbox's composer by the same rules, for a narrow column: text in the window, else a template. */
export const SmallComposer = (props: Props) => {
  const { conversation, messages, me, draft, onSend, onTemplate } = props;
  const t = useT();
  const online = useOnline();
  const touch = useMediaQuery('(pointer: coarse)');
  const now = useNow(1_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<MessageView | null>(null);
  const name = personName(conversation.contact, t('shell.phone.none'));
  const { canReply, accountStatus } = props;
  const mode = composerMode({ canReply, accountStatus, conversation, now });

  if (mode !== 'open') {
    const isTemplate = mode === 'template-only';
    return (
      <Flex direction="column" alignItems="stretch" gap={2} data-testid="entry-closed">
        <Typography variant="pi" textColor={isTemplate ? 'neutral700' : 'danger700'}>
          {t(`inbox.composer.${mode}`, { name })}
        </Typography>
        {isTemplate ? (
          <Button variant="secondary" onClick={onTemplate}>
            {t('inbox.composer.choose-template')}
          </Button>
        ) : null}
      </Flex>
    );
  }

  const { sendable, counter } = readText(draft.text);
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    if (event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {conversation.contact.consent.marketing === 'out' ? (
        <Typography variant="pi" textColor="neutral700">
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
          placeholder={
            touch
              ? t('inbox.composer.placeholder-touch')
              : t('content-manager.panel.placeholder', { key: modifier() })
          }
          value={draft.text}
          dir="auto"
          maxLength={TEXT_LIMIT * 2}
          onFocus={props.onEngage}
          onChange={(event) => draft.change(event.target.value)}
          onKeyDown={onKeyDown}
          data-testid="entry-input"
        />
      </Field>
      {counter ? (
        <Typography
          variant="pi"
          textColor={counter.over ? 'danger600' : 'neutral800'}
          role="status"
        >
          {t(counter.over ? 'inbox.composer.over' : 'inbox.composer.counter', {
            used: counter.used,
            limit: counter.limit,
            over: counter.used - counter.limit,
          })}
        </Typography>
      ) : null}
      {online ? null : (
        <Typography variant="pi" textColor="neutral800" role="status">
          {t('inbox.composer.offline')}
        </Typography>
      )}
      <Buttons gap={2} wrap="wrap">
        <Button variant="tertiary" onClick={onTemplate}>
          {t('inbox.composer.template')}
        </Button>
        <Button
          startIcon={<PaperPlane />}
          disabled={!sendable || !online}
          onClick={send}
          data-testid="entry-send"
        >
          {t('inbox.composer.send')}
        </Button>
      </Buttons>
    </Flex>
  );
};
