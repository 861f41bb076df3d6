import { useEffect, useState } from 'react';
import { Modal } from '@strapi/design-system';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import { personName } from '../model/person';
import { TemplateChooser, type ChosenTemplate } from './TemplateChooser';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly conversation: ConversationView;
  readonly onSend: (chosen: ChosenTemplate) => void;
}

/** An approved template for this conversation. */
export const TemplatePicker = ({ open, onClose, conversation, onSend }: Props) => {
  const t = useT();
  const [contact, setContact] = useState(conversation.contact);
  useEffect(() => setContact(conversation.contact), [conversation.contact]);
  return (
    <Modal.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>
            {t('inbox.template.title', { name: personName(contact, t('shell.phone.none')) })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {open ? (
            <TemplateChooser
              accountId={conversation.accountId}
              conversationId={conversation.id}
              contact={contact}
              onContact={setContact}
              sending={false}
              onSend={(chosen) => {
                onSend(chosen);
                onClose();
              }}
            />
          ) : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
