import { useEffect, useState, type ReactNode } from 'react';
import { Flex, Modal } from '@strapi/design-system';
import { focusField, leaveByEscape } from '../../../shared/dialog-focus';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import type { EntryKey } from '../../../../../server/src/contracts/record-people';
import { BodyWithFoot } from '../../../shared/ModalFoot';
import { useLeaveQuestion } from '../../../shared/useLeaveQuestion';
import { useT } from '../../../shared/useT';
import { LaterDialog } from '../later/LaterDialog';
import { usePersonName } from '../../../shared/people/usePersonName';
import { TemplateChooser, type ChosenTemplate } from './TemplateChooser';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly conversation: ConversationView;
  readonly entry?: EntryKey | undefined;
  /** What one must know before one chooses. */
  readonly note?: ReactNode;
  readonly onSend: (chosen: ChosenTemplate) => void;
  /** At a time; throws what the server refused. */
  readonly onPlan?: (chosen: ChosenTemplate, at: number) => Promise<void>;
}

/** An approved template for this conversation. */
export const TemplatePicker = ({ open, onClose, conversation, note, ...props }: Props) => {
  const { entry, onSend, onPlan } = props;
  const t = useT();
  const personName = usePersonName();
  const [contact, setContact] = useState(conversation.contact);
  const [later, setLater] = useState<ChosenTemplate | null>(null);
  const [isTyped, setTyped] = useState(false);
  const { slip, question } = useLeaveQuestion(isTyped, onClose);
  useEffect(() => setContact(conversation.contact), [conversation.contact]);
  return (
    <>
      <Modal.Root open={open} onOpenChange={(next) => (next ? undefined : slip())}>
        <Modal.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusField}
          onKeyDownCapture={leaveByEscape(slip, { words: 'go-first' })}
        >
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>{t('inbox.template.title', { name: personName(contact) })}</Modal.Title>
          </Modal.Header>
          <BodyWithFoot>
            <Flex direction="column" alignItems="stretch" gap={4} width="100%">
              {note}
              {open ? (
                <TemplateChooser
                  conversation={conversation}
                  contact={contact}
                  entry={entry}
                  onContact={setContact}
                  onTyped={setTyped}
                  sending={false}
                  {...(onPlan ? { onLater: setLater } : {})}
                  onSend={(chosen) => {
                    onSend(chosen);
                    onClose();
                  }}
                />
              ) : null}
            </Flex>
            {later && onPlan ? (
              <LaterDialog
                title={t('later.title', { name: personName(contact) })}
                windowEnd={null}
                onClose={() => setLater(null)}
                onPlan={async ({ at }) => {
                  await onPlan(later, at);
                  onClose();
                }}
              />
            ) : null}
          </BodyWithFoot>
        </Modal.Content>
      </Modal.Root>
      {question}
    </>
  );
};
