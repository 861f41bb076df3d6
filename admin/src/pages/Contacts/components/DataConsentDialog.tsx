import { useState } from 'react';
import type { DataPurpose } from '../../../../../server/src/contracts/consent';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappRecordDataConsentMutation } from '../../../api/contacts';
import { dataConsentBody, emptyDataConsent, type DataConsentForm } from '../model';
import { ConsentModal } from './ConsentForm';
import { useConsentSaving } from './useConsentSaving';
import { usePersonName } from '../../../shared/people/usePersonName';

interface Props {
  readonly contact: ContactView;
  readonly purposes: readonly DataPurpose[];
  readonly onClose: () => void;
}

/** A person on the team writes down what the contact said of a purpose of data collection. */
export const DataConsentDialog = ({ contact, purposes, onClose }: Props) => {
  const personName = usePersonName();
  const [form, setForm] = useState<DataConsentForm>(() => emptyDataConsent(purposes));
  const [record, { isLoading }] = useWhatsappRecordDataConsentMutation();
  const body = dataConsentBody(form);
  const onSave = useConsentSaving(onClose);
  return (
    <ConsentModal
      name={personName(contact)}
      form={form}
      about="data"
      categories={purposes}
      isReady={body !== null}
      isSaving={isLoading}
      onChange={(part) => setForm({ ...form, ...part })}
      onSave={() => body && void onSave(() => record({ id: contact.id, body }).unwrap())}
      onClose={onClose}
    />
  );
};
