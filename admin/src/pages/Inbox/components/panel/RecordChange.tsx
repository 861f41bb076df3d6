import { useState } from 'react';
import { Button, Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { ConversationView } from '../../../../../../server/src/contracts/conversations';
import {
  useWhatsappConversationConsentMutation,
  useWhatsappRecordMoveMutation,
} from '../../../../api/conversations';
import { FormModal } from '../../../../shared/FormModal';
import { useRefusal } from '../../../../shared/useRefusal';
import { useT } from '../../../../shared/useT';
import { usePersonName } from '../../../../shared/people/usePersonName';
import { SaidFields, saidOf } from './SaidFields';
import type { Key } from '../../../../translations/key';

const CHOICES = [
  { key: 'marketing-out', category: 'marketing', action: 'opt-out' },
  { key: 'marketing-in', category: 'marketing', action: 'opt-in' },
  { key: 'utility-out', category: 'utility', action: 'opt-out' },
  { key: 'utility-in', category: 'utility', action: 'opt-in' },
  { key: 'move-in', category: 'move', action: 'opt-in' },
  { key: 'move-out', category: 'move', action: 'opt-out' },
] as const;
type Choice = (typeof CHOICES)[number];

const saveWord = ({ category, action }: Choice): Key => {
  if (category === 'move')
    return action === 'opt-in' ? 'inbox.consent.save-move' : 'inbox.consent.save-stay';
  return action === 'opt-out' ? 'inbox.consent.save-out' : 'inbox.consent.save-in';
};

interface Props {
  readonly conversation: ConversationView;
  readonly onChanged: () => void;
}

const Form = ({ conversation, onChanged, onClose }: Props & { readonly onClose: () => void }) => {
  const t = useT();
  const personName = usePersonName();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [record, recording] = useWhatsappConversationConsentMutation();
  const [move, moving] = useWhatsappRecordMoveMutation();
  const [choice, setChoice] = useState<Choice>(CHOICES[0]);
  const [said, setSaid] = useState({ source: t('inbox.consent.source-chat'), evidence: '' });
  const proof = saidOf(said);
  const save = async () => {
    if (!proof) return;
    const { id } = conversation;
    const { category, action } = choice;
    const answer =
      category === 'move'
        ? await move({ id, body: { action, ...proof } })
        : await record({ id, body: { category, action, ...proof } });
    if (!('data' in answer)) {
      refuse(answer.error);
      return;
    }
    toggleNotification({ type: 'success', message: t('inbox.consent.saved') });
    onChanged();
    onClose();
  };
  const name = personName(conversation.contact);
  return (
    <FormModal
      title={t('inbox.consent.title', { name })}
      submitLabel={t(saveWord(choice))}
      submitTestId="save-change"
      isReady={proof !== null}
      isBusy={recording.isLoading || moving.isLoading}
      draft={[choice, said]}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Field.Root
        name="choice"
        hint={
          choice.category === 'move' && choice.action === 'opt-in'
            ? t('inbox.consent.move-hint')
            : null
        }
      >
        <Field.Label>{t('inbox.consent.what')}</Field.Label>
        <SingleSelect
          value={choice.key}
          onChange={(value) => setChoice(CHOICES.find(({ key }) => key === value) ?? CHOICES[0])}
        >
          {CHOICES.map(({ key }) => (
            <SingleSelectOption key={key} value={key}>
              {t(`inbox.consent.${key}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
      <SaidFields said={said} onChange={(part) => setSaid({ ...said, ...part })} />
    </FormModal>
  );
};

/** What the customer asked for in the chat or elsewhere: an opt-out, consent, going on over WhatsApp (C-28, C-32). */
export const RecordChange = (props: Props) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="S" variant="tertiary" onClick={() => setOpen(true)} data-testid="record-change">
        {t('inbox.consent.record')}
      </Button>
      {open ? <Form {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
};
