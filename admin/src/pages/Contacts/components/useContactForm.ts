import { useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import {
  useWhatsappCreateContactMutation,
  useWhatsappUpdateContactMutation,
} from '../../../api/contacts';
import { refusedNumber } from '../../../shared/refusal';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import {
  contactProblems,
  createBody,
  emptyContact,
  formOfContact,
  isDirty,
  updateBody,
  type ContactForm,
  type ContactProblems,
} from '../model';

/** Form state of one person: mistakes appear at the first save; refusals of the server land at their field. */
export const useContactForm = (
  contact: ContactView | null,
  onSaved: (saved: ContactView) => void
) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const before = contact ? formOfContact(contact) : emptyContact;
  const [form, setForm] = useState<ContactForm>(before);
  const [tried, setTried] = useState(false);
  const [existing, setExisting] = useState<number | null>(null);
  const [refused, setRefused] = useState<ContactProblems>({});
  const [create, creating] = useWhatsappCreateContactMutation();
  const [update, updating] = useWhatsappUpdateContactMutation();
  const phoneRequired = contact === null || contact.phone !== null;
  const own = contactProblems(form, phoneRequired);
  const words: ContactProblems = Object.fromEntries(
    Object.entries(own).map(([key, problem]) => [key, t(problem)])
  );

  const save = async () => {
    setTried(true);
    if (Object.keys(own).length > 0) return;
    try {
      const saved = contact
        ? await update({ id: contact.id, body: updateBody(form, before) }).unwrap()
        : await create(createBody(form)).unwrap();
      toggleNotification({ type: 'success', message: t('contacts.saved', { name: saved.name }) });
      onSaved(saved);
    } catch (error) {
      const shown = explain(error);
      const field = shown.field === 'ownerId' ? 'owner' : shown.field;
      if (field && (field in form || field.startsWith('custom.'))) {
        const text = shown.kind === 'invalid' ? (shown.remedy ?? shown.message) : shown.message;
        setRefused({ [field]: text });
        setExisting(refusedNumber(error, 'contactId'));
      } else refuse(error);
    }
  };

  return {
    form,
    set: (part: Partial<ContactForm>) => {
      setRefused({});
      setExisting(null);
      setForm({ ...form, ...part });
    },
    problems: { ...refused, ...(tried ? words : {}) },
    phoneRequired,
    /** The person who has this number already. */
    existing,
    dirty: isDirty(form, before),
    isSaving: creating.isLoading || updating.isLoading,
    save,
  };
};
