import { useEffect, useState } from 'react';
import { Button, Field, Flex, Modal, Textarea, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { focusField, leaveByEscape } from '../../../shared/dialog-focus';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type {
  ConversationView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import { useWhatsappOpenConversationMutation } from '../../../api/conversations';
import { IdSelect } from '../../../shared/IdSelect';
import { BodyWithFoot, InFoot } from '../../../shared/ModalFoot';
import { AnswerCost } from '../../../shared/prices/MessageCost';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useLeaveQuestion } from '../../../shared/useLeaveQuestion';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { WindowMeter } from '../../../shared/WindowMeter';
import { TextCounter } from '../composer/ComposerHints';
import type { Numbers } from '../hooks/useNumbers';
import { newClientId, useOutbox } from '../hooks/useOutbox';
import { readText } from '../model/composer';
import { usePersonName } from '../../../shared/people/usePersonName';
import { textPreview } from '../model/preview';
import { PickContact } from './PickContact';
import { TemplateChooser } from './TemplateChooser';

interface WriteProps {
  readonly conversation: ConversationView;
  readonly onSent: (conversation: ConversationView) => void;
  /** This template, whether the window is open or not. */
  readonly templateId?: number | undefined;
  /** Whether something is typed that closing would lose. */
  readonly onTyped: (isTyped: boolean) => void;
}

const nothing = (_messages: readonly MessageView[]) => undefined;

/** Window open: text. Closed: an approved template. The thread opens at once; its bubble shows how it goes. */
const Write = ({ conversation, onSent, templateId: only, onTyped }: WriteProps) => {
  const t = useT();
  const personName = usePersonName();
  const now = useNow(5_000);
  const { send } = useOutbox(conversation.id, nothing);
  const [text, setText] = useState('');
  const hasText = text.trim() !== '';
  useEffect(() => {
    onTyped(hasText);
    return () => onTyped(false);
  }, [hasText, onTyped]);
  const [contact, setContact] = useState(conversation.contact);
  const { open, expiresAt, refused } = conversation.window;
  if (only !== undefined || !open || expiresAt === null || expiresAt <= now) {
    return (
      <Flex direction="column" alignItems="stretch" gap={4}>
        {only === undefined ? (
          <Typography>
            {t(refused ? 'inbox.composer.refused' : 'inbox.new.template-only', {
              name: personName(contact),
            })}
          </Typography>
        ) : null}
        <TemplateChooser
          only={only}
          conversation={conversation}
          contact={contact}
          onContact={setContact}
          onTyped={onTyped}
          sending={false}
          onSend={({ templateId, values, preview }) => {
            void send({ type: 'template', clientId: newClientId(), templateId, values }, preview);
            onSent(conversation);
          }}
        />
      </Flex>
    );
  }
  const { sendable } = readText(text);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={2} wrap="wrap" justifyContent="space-between">
        <WindowMeter window={conversation.window} />
        <AnswerCost conversation={conversation} />
      </Flex>
      <Textarea
        aria-label={t('inbox.composer.label', { name: personName(contact) })}
        placeholder={t('inbox.composer.placeholder-touch')}
        value={text}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
        data-testid="new-message-text"
      />
      <InFoot>
        <Flex gap={2} wrap="wrap" justifyContent="flex-end" marginLeft="auto">
          <TextCounter text={text} />
          <Button
            startIcon={<PaperPlane />}
            disabled={!sendable}
            onClick={() => {
              void send(
                { type: 'text', clientId: newClientId(), text: text.trim() },
                textPreview(text.trim())
              );
              onSent(conversation);
            }}
            data-testid="new-message-send"
          >
            {t('inbox.composer.send')}
          </Button>
        </Flex>
      </InFoot>
    </Flex>
  );
};

const NumberChoice = ({
  numbers,
  value,
  onChange,
}: {
  numbers: Numbers;
  value: number | null;
  onChange: (id: number) => void;
}) => {
  const t = useT();
  if (numbers.length < 2) return null;
  return (
    <Field.Root name="new-message-number">
      <Field.Label>{t('inbox.new.number')}</Field.Label>
      <IdSelect
        options={numbers.map(({ id, name, isSimulator }) => ({
          id,
          name: isSimulator ? `${name} (${t('shell.simulator')})` : name,
        }))}
        value={value}
        onChange={onChange}
      />
    </Field.Root>
  );
};

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly numbers: Numbers;
  readonly onSent: (conversation: ConversationView) => void;
  /** Sends this template to one person, instead of whatever is written. */
  readonly template?: { id: number; name: string };
}

/** The last answer may be about another choice. */
const isFor = (
  { accountId, contact }: ConversationView,
  chosenAccount: number | null,
  chosenContact: number | null
) => accountId === chosenAccount && contact.id === chosenContact;

const Form = ({
  numbers,
  onSent,
  template,
  onTyped,
}: Pick<Props, 'numbers' | 'onSent' | 'template'> & Pick<WriteProps, 'onTyped'>) => {
  const t = useT();
  const [contact, setContact] = useState<ContactView | null>(null);
  const [numberId, setNumberId] = useState<number | null>(null);
  const [find, { data: conversation, error, isLoading }] = useWhatsappOpenConversationMutation();
  const number = numbers.find((one) => one.id === numberId) ?? numbers[0];
  const accountId = number?.id ?? null;
  const contactId = contact?.id ?? null;

  useEffect(() => {
    if (contactId !== null && accountId !== null) void find({ accountId, contactId });
  }, [accountId, contactId, find]);

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <PickContact onPick={setContact} />
      <NumberChoice numbers={numbers} value={accountId} onChange={setNumberId} />
      {numbers.length === 0 ? (
        <Typography textColor="danger600">{t('inbox.new.no-number')}</Typography>
      ) : null}
      {isLoading ? <RowSkeletons rows={2} /> : null}
      {error && contactId !== null && accountId !== null ? (
        <ErrorState error={error} onRetry={() => void find({ accountId, contactId })} />
      ) : null}
      {conversation && !isLoading && isFor(conversation, accountId, contactId) ? (
        <Write
          key={conversation.id}
          conversation={conversation}
          onSent={onSent}
          onTyped={onTyped}
          templateId={template?.id}
        />
      ) : null}
    </Flex>
  );
};

/** Starts a conversation: who, from which number, then text or a template. */
export const NewMessage = ({ open, onClose, ...form }: Props) => {
  const t = useT();
  const [isTyped, setTyped] = useState(false);
  const { slip, question } = useLeaveQuestion(open && isTyped, onClose);
  return (
    <>
      <Modal.Root open={open} onOpenChange={(next) => (next ? undefined : slip())}>
        <Modal.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusField}
          onKeyDownCapture={leaveByEscape(slip, { words: 'stay' })}
        >
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>
              {form.template
                ? t('inbox.new.with-template', { name: form.template.name })
                : t('inbox.new.title')}
            </Modal.Title>
          </Modal.Header>
          <BodyWithFoot onCancel={onClose}>
            {open ? <Form {...form} onTyped={setTyped} /> : null}
          </BodyWithFoot>
        </Modal.Content>
      </Modal.Root>
      {question}
    </>
  );
};
