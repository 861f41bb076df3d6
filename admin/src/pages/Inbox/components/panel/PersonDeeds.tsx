import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { ConversationView } from '../../../../../../server/src/contracts/conversations';
import { useWhatsappBlockPersonMutation } from '../../../../api/conversations';
import { ConfirmAction } from '../../../../shared/ConfirmAction';
import { ContactPicker } from '../../../../shared/ContactPicker';
import { useCan } from '../../../../shared/permissions';
import { useRefusal } from '../../../../shared/useRefusal';
import { useT } from '../../../../shared/useT';
import { MergeDialog } from '../../../Contacts/components/MergeDialog';
import { usePersonName } from '../../../../shared/people/usePersonName';

interface Props {
  readonly conversation: ConversationView;
  readonly onChanged: () => void;
}

const Block = ({ conversation, onChanged }: Props) => {
  const t = useT();
  const personName = usePersonName();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [isAsking, setAsking] = useState(false);
  const [block, { isLoading }] = useWhatsappBlockPersonMutation();
  const { contact } = conversation;
  const name = personName(contact);
  const change = async (blocked: boolean) => {
    const answer = await block({ id: conversation.id, blocked });
    if (!('data' in answer)) {
      refuse(answer.error);
      throw new Error('refused');
    }
    const { atWhatsApp } = answer.data;
    const done = blocked ? 'blocked' : 'unblocked';
    toggleNotification({
      type: atWhatsApp === 'done' ? 'success' : 'info',
      message: t(`inbox.block.${done}-${atWhatsApp === 'done' ? 'both' : 'here'}`, { name }),
    });
    onChanged();
  };
  if (contact.blocked)
    return (
      <Button
        variant="tertiary"
        loading={isLoading}
        onClick={() => void change(false).catch(() => undefined)}
        data-testid="unblock-person"
      >
        {t('inbox.block.undo')}
      </Button>
    );
  return (
    <>
      <Button variant="danger-light" onClick={() => setAsking(true)} data-testid="block-person">
        {t('inbox.block.do')}
      </Button>
      <ConfirmAction
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('inbox.block.title', { name })}
        confirmLabel={t('inbox.block.confirm', { name })}
        variant="danger"
        confirmTestId="confirm-block"
        onConfirm={() => change(true)}
      >
        {t('inbox.block.body')}
      </ConfirmAction>
    </>
  );
};

const Merge = ({ conversation, onChanged }: Props) => {
  const t = useT();
  const [isPicking, setPicking] = useState(false);
  const [other, setOther] = useState<number | null>(null);
  const { contact } = conversation;
  const done = () => {
    setOther(null);
    setPicking(false);
    onChanged();
  };
  return (
    <>
      {isPicking ? (
        <ContactPicker
          label={t('people.merge.with')}
          hint={t('people.merge.hint')}
          onPick={(picked) => setOther(picked.id === contact.id ? null : picked.id)}
        />
      ) : (
        <Button variant="tertiary" onClick={() => setPicking(true)} data-testid="merge-person">
          {t('people.merge.button')}
        </Button>
      )}
      {other === null ? null : (
        <MergeDialog ids={[contact.id, other]} onClose={() => setOther(null)} onDone={done} />
      )}
    </>
  );
};

/** What concerns the whole person: making one of two, and taking no more messages from them. Nothing for who may not. */
export const PersonDeeds = (props: Props) => {
  const { can } = useCan();
  const mayBlock = can.chatReply && can.contactEdit;
  const mayMerge = can.contactErase && can.contactBrowse;
  if (!mayBlock && !mayMerge) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {mayMerge ? <Merge {...props} /> : null}
      {mayBlock ? <Block {...props} /> : null}
    </Flex>
  );
};
