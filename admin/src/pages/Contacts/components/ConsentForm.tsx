import { useState } from 'react';
import {
  Field,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappRecordConsentMutation } from '../../../api/contacts';
import { Choices } from '../../../shared/Choices';
import { FormModal } from '../../../shared/FormModal';
import { useT } from '../../../shared/useT';
import { consentBody, emptyConsent, type ConsentForm as Form, type SaidForm } from '../model';
import { useConsentSaving } from './useConsentSaving';
import { usePersonName } from '../../../shared/people/usePersonName';
import type { KeyEnd } from '../../../translations/key';

type Category = KeyEnd<'contacts.category.'>;

interface FieldsProps<C extends Category> {
  readonly form: SaidForm<C>;
  /** Whose words stand at the answers: those about messages or about data. */
  readonly about: 'record' | 'data';
  /** What can be said yes or no to. */
  readonly categories: readonly C[];
  readonly onChange: (part: Partial<SaidForm<C>>) => void;
}

const Fields = <C extends Category>({ form, about, categories, onChange }: FieldsProps<C>) => {
  const t = useT();
  return (
    <>
      <Field.Root name="category">
        <Field.Label>{t('contacts.record.category')}</Field.Label>
        <SingleSelect
          value={form.category}
          onChange={(value) => {
            const category = categories.find((one) => one === value);
            if (category) onChange({ category });
          }}
        >
          {categories.map((category) => (
            <SingleSelectOption key={category} value={category}>
              {t(`contacts.category.${category}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Choices
        label={t('contacts.record.action')}
        value={form.action}
        options={[
          ['opt-in', t(`contacts.${about}.optIn`)],
          ['opt-out', t(`contacts.${about}.optOut`)],
        ]}
        onChange={(action) => onChange({ action })}
      />
      <Field.Root name="source" hint={t('contacts.record.sourceHint')} required>
        <Field.Label>{t('contacts.record.source')}</Field.Label>
        <TextInput
          value={form.source}
          maxLength={120}
          onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
            onChange({ source: e.target.value })
          }
        />
        <Field.Hint />
      </Field.Root>
      <Field.Root name="evidence" hint={t('contacts.record.evidenceHint')} required>
        <Field.Label>{t('contacts.record.evidence')}</Field.Label>
        <Textarea
          value={form.evidence}
          maxLength={1000}
          onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
            onChange({ evidence: e.target.value })
          }
        />
        <Field.Hint />
      </Field.Root>
    </>
  );
};

interface ModalProps<C extends Category> extends FieldsProps<C> {
  readonly name: string;
  readonly isReady: boolean;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** The window in which somebody writes down a yes or a no with its source and proof. */
export const ConsentModal = <C extends Category>(props: ModalProps<C>) => {
  const t = useT();
  const { name, form, about, isReady, isSaving, onSave, onClose } = props;
  return (
    <FormModal
      title={t('contacts.record.title', { name })}
      submitLabel={t(`contacts.${about}.${form.action === 'opt-out' ? 'saveOut' : 'saveIn'}`)}
      submitTestId="save-consent"
      isReady={isReady}
      isBusy={isSaving}
      draft={form}
      onSubmit={onSave}
      onClose={onClose}
    >
      <Fields {...props} />
    </FormModal>
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
  const personName = usePersonName();
  const [form, setForm] = useState<Form>(emptyConsent);
  const [record, { isLoading }] = useWhatsappRecordConsentMutation();
  const body = consentBody(form);
  const onSave = useConsentSaving(onClose);
  return (
    <ConsentModal
      name={personName(contact)}
      form={form}
      about="record"
      categories={['marketing', 'utility']}
      isReady={body !== null}
      isSaving={isLoading}
      onChange={(part) => setForm({ ...form, ...part })}
      onSave={() => body && void onSave(() => record({ id: contact.id, body }).unwrap())}
      onClose={onClose}
    />
  );
};
