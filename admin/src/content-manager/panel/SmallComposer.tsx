import { useRef, useState, type KeyboardEvent } from 'react';
import { Button, Flex, Textarea } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { styled } from 'styled-components';
import type { ConversationView, MessageView } from '../../../../server/src/contracts/conversations';
import { ClosedWords } from '../../pages/Inbox/composer/ClosedWords';
import { Answered, ComposerHints, OptedOut } from '../../pages/Inbox/composer/ComposerHints';
import { useSendKey } from '../../pages/Inbox/composer/useSendKey';
import type { useDraft } from '../../pages/Inbox/hooks/useDraft';
import { useOnline } from '../../pages/Inbox/hooks/useOnline';
import {
  composerMode,
  readText,
  takesTemplate,
  TEXT_LIMIT,
} from '../../pages/Inbox/model/composer';
import { usePersonName } from '../../shared/people/usePersonName';
import { answeredMeanwhile } from '../../pages/Inbox/model/thread';
import { GrowingField } from '../../shared/GrowingField';
import { useNow } from '../../shared/useNow';
import { useT } from '../../shared/useT';

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

/** The inbox's composer by the same rules, for a narrow column: text in the window, else a template. */
export const SmallComposer = (props: Props) => {
  const { conversation, messages, me, draft, onSend, onTemplate } = props;
  const t = useT();
  const personName = usePersonName();
  const online = useOnline();
  const { isSend, placeholder } = useSendKey();
  const now = useNow(1_000);
  const field = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<MessageView | null>(null);
  const name = personName(conversation.contact);
  const { canReply, accountStatus } = props;
  const mode = composerMode({ canReply, accountStatus, conversation, now });

  if (mode !== 'open') {
    return (
      <Flex direction="column" alignItems="stretch" gap={2} data-testid="entry-closed">
        <ClosedWords mode={mode} name={name} />
        {takesTemplate(mode) ? (
          <Button variant="secondary" onClick={onTemplate}>
            {t('inbox.composer.choose-template')}
          </Button>
        ) : null}
      </Flex>
    );
  }

  const { sendable } = readText(draft.text);
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
    if (!isSend(event)) return;
    event.preventDefault();
    send();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <OptedOut contact={conversation.contact} name={name} />
      {asked ? (
        <Answered message={asked} now={now} onKeep={() => setAsked(null)} onSend={sendNow} />
      ) : null}
      <GrowingField>
        <Textarea
          ref={field}
          aria-label={t('inbox.composer.label', { name })}
          placeholder={placeholder}
          value={draft.text}
          dir="auto"
          maxLength={TEXT_LIMIT * 2}
          onFocus={props.onEngage}
          onChange={(event) => draft.change(event.target.value)}
          onKeyDown={onKeyDown}
          data-testid="entry-input"
        />
      </GrowingField>
      <ComposerHints text={draft.text} hold={null} online={online} />
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
