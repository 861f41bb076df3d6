import { useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import {
  useWhatsappCreateContactMutation,
  useWhatsappUpdateContactMutation,
} from '../../../api/contacts';
import { useApiError } from '../../../shared/useApiError';
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
  const { toggleNotification } = useNotification();
  const before = contact ? formOfContact(contact) : emptyContact;
  const [form, setForm] = useState<ContactForm>(before);
  const [tried, setTried] = useState(false);
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
      if (shown.field && shown.field in form) setRefused({ [shown.field]: shown.message });
      else toggleNotification({ type: 'danger', message: shown.message });
    }
  };

  return {
    form,
    set: (part: Partial<ContactForm>) => {
      setRefused({});
      setForm({ ...form, ...part });
    },
    problems: { ...refused, ...(tried ? words : {}) },
    phoneRequired,
    dirty: isDirty(form, before),
    isSaving: creating.isLoading || updating.isLoading,
    save,
  };
};
