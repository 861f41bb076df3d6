import { useEffect, useState } from 'react';
import { Modal } from '@strapi/design-system';
import { focusField } from '../../../shared/dialog-focus';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import { LaterDialog } from '../later/LaterDialog';
import { personName } from '../../../shared/people/person-name';
import { TemplateChooser, type ChosenTemplate } from './TemplateChooser';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly conversation: ConversationView;
  readonly onSend: (chosen: ChosenTemplate) => void;
  /** At a time; throws what the server refused. */
  readonly onPlan?: (chosen: ChosenTemplate, at: number) => Promise<void>;
}

/** An approved template for this conversation. */
export const TemplatePicker = ({ open, onClose, conversation, onSend, onPlan }: Props) => {
  const t = useT();
  const [contact, setContact] = useState(conversation.contact);
  const [later, setLater] = useState<ChosenTemplate | null>(null);
  useEffect(() => setContact(conversation.contact), [conversation.contact]);
  return (
    <Modal.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusField}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>
            {t('inbox.template.title', { name: personName(contact, t('shell.phone.none')) })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {open ? (
            <TemplateChooser
              conversation={conversation}
              contact={contact}
              onContact={setContact}
              sending={false}
              {...(onPlan ? { onLater: setLater } : {})}
              onSend={(chosen) => {
                onSend(chosen);
                onClose();
              }}
            />
          ) : null}
          {later && onPlan ? (
            <LaterDialog
              title={t('later.title', { name: personName(contact, t('shell.phone.none')) })}
              windowEnd={null}
              onClose={() => setLater(null)}
              onPlan={async ({ at }) => {
                await onPlan(later, at);
                onClose();
              }}
            />
          ) : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
