import { useState } from 'react';
import {
  Button,
  Field,
  Flex,
  Modal,
  Radio,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappRecordConsentMutation } from '../../../api/contacts';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import { consentBody, emptyConsent, type ConsentForm as Form } from '../model';

type FieldsProps = { form: Form; set: (part: Partial<Form>) => void };

const Fields = ({ form, set }: FieldsProps) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root name="category">
        <Field.Label>{t('contacts.record.category')}</Field.Label>
        <SingleSelect
          value={form.category}
          onChange={(v) => set({ category: v === 'utility' ? 'utility' : 'marketing' })}
        >
          <SingleSelectOption value="marketing">
            {t('contacts.category.marketing')}
          </SingleSelectOption>
          <SingleSelectOption value="utility">{t('contacts.category.utility')}</SingleSelectOption>
        </SingleSelect>
      </Field.Root>
      <Flex
        tag="fieldset"
        direction="column"
        alignItems="flex-start"
        gap={2}
        borderWidth="0"
        padding={0}
        margin={0}
      >
        <Typography tag="legend" variant="pi" fontWeight="bold">
          {t('contacts.record.action')}
        </Typography>
        <Radio.Group
          value={form.action ?? ''}
          onValueChange={(v) => set({ action: v === 'opt-out' ? 'opt-out' : 'opt-in' })}
        >
          <Radio.Item value="opt-in">{t('contacts.record.optIn')}</Radio.Item>
          <Radio.Item value="opt-out">{t('contacts.record.optOut')}</Radio.Item>
        </Radio.Group>
      </Flex>
      <Field.Root name="source" hint={t('contacts.record.sourceHint')} required>
        <Field.Label>{t('contacts.record.source')}</Field.Label>
        <TextInput
          value={form.source}
          maxLength={120}
          onChange={(e: React.ChangeEvent<HTMLInputElement>) => set({ source: e.target.value })}
        />
        <Field.Hint />
      </Field.Root>
      <Field.Root name="evidence" hint={t('contacts.record.evidenceHint')} required>
        <Field.Label>{t('contacts.record.evidence')}</Field.Label>
        <Textarea
          value={form.evidence}
          maxLength={1000}
          onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
            set({ evidence: e.target.value })
          }
        />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};

/** A person on the team writes down what the contact said; the ledger only grows. */
export const ConsentDialog = ({
  contact,
  onClose,
}: {
  contact: ContactView;
  onClose: () => void;
}) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [form, setForm] = useState<Form>(emptyConsent);
  const [record, { isLoading }] = useWhatsappRecordConsentMutation();
  const body = consentBody(form);
  const onSave = async () => {
    if (!body) return;
    try {
      await record({ id: contact.id, body }).unwrap();
      toggleNotification({ type: 'success', message: t('contacts.record.saved') });
      onClose();
    } catch (error) {
      toggleNotification({ type: 'danger', message: explain(error).message });
    }
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('contacts.close')}>
          <Modal.Title>{t('contacts.record.title', { name: contact.name })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Fields form={form} set={(part) => setForm({ ...form, ...part })} />
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('contacts.back')}
          </Button>
          <Button
            disabled={!body}
            loading={isLoading}
            onClick={() => void onSave()}
            data-testid="save-consent"
          >
            {t(form.action === 'opt-out' ? 'contacts.record.saveOut' : 'contacts.record.saveIn')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
