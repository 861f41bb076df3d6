import { useState } from 'react';
import {
  Button,
  Field,
  Flex,
  Modal,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { RecordConsentBody } from '../../../../../../server/src/contracts/contacts';
import type { ConversationView } from '../../../../../../server/src/contracts/conversations';
import { useWhatsappConversationConsentMutation } from '../../../../api/conversations';
import { useRefusal } from '../../../../shared/useRefusal';
import { useT } from '../../../../shared/useT';
import { personName } from '../../model/person';

const CHOICES = [
  { key: 'marketing-out', category: 'marketing', action: 'opt-out' },
  { key: 'marketing-in', category: 'marketing', action: 'opt-in' },
  { key: 'utility-out', category: 'utility', action: 'opt-out' },
  { key: 'utility-in', category: 'utility', action: 'opt-in' },
] as const;

/** What the customer asked for in the chat: an opt-out, or consent, with what proves it (C-32). */
export const RecordChange = ({
  conversation,
  onChanged,
}: {
  readonly conversation: ConversationView;
  readonly onChanged: () => void;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [open, setOpen] = useState(false);
  const [record, { isLoading }] = useWhatsappConversationConsentMutation();
  const [choice, setChoice] = useState<(typeof CHOICES)[number]>(CHOICES[0]);
  const [source, setSource] = useState(() => t('inbox.consent.source-chat'));
  const [evidence, setEvidence] = useState('');
  const ready = source.trim() !== '' && evidence.trim() !== '';
  const save = async () => {
    const body: RecordConsentBody = {
      category: choice.category,
      action: choice.action,
      source: source.trim(),
      evidence: evidence.trim(),
    };
    const answer = await record({ id: conversation.id, body });
    if (!('data' in answer)) {
      refuse(answer.error);
      return;
    }
    toggleNotification({ type: 'success', message: t('inbox.consent.saved') });
    setOpen(false);
    setEvidence('');
    onChanged();
  };
  return (
    <Modal.Root open={open} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button size="S" variant="tertiary" data-testid="record-change">
          {t('inbox.consent.record')}
        </Button>
      </Modal.Trigger>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>
            {t('inbox.consent.title', {
              name: personName(conversation.contact, t('shell.phone.none')),
            })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Field.Root name="choice">
              <Field.Label>{t('inbox.consent.what')}</Field.Label>
              <SingleSelect
                value={choice.key}
                onChange={(value) =>
                  setChoice(CHOICES.find(({ key }) => key === value) ?? CHOICES[0])
                }
              >
                {CHOICES.map(({ key }) => (
                  <SingleSelectOption key={key} value={key}>
                    {t(`inbox.consent.${key}`)}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
            <Field.Root name="source" required>
              <Field.Label>{t('inbox.consent.source')}</Field.Label>
              <TextInput
                value={source}
                maxLength={120}
                onChange={(event) => setSource(event.target.value)}
              />
            </Field.Root>
            <Field.Root name="evidence" required hint={t('inbox.consent.evidence-hint')}>
              <Field.Label>{t('inbox.consent.evidence')}</Field.Label>
              <Textarea
                value={evidence}
                maxLength={1000}
                onChange={(event) => setEvidence(event.target.value)}
              />
              <Field.Hint />
            </Field.Root>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{t('shell.dialog.dismiss')}</Button>
          </Modal.Close>
          <Button
            disabled={!ready}
            loading={isLoading}
            onClick={() => void save()}
            data-testid="save-change"
          >
            {t(choice.action === 'opt-out' ? 'inbox.consent.save-out' : 'inbox.consent.save-in')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
