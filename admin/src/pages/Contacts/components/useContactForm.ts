import { useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import {
  useWhatsappCreateContactMutation,
  useWhatsappUpdateContactMutation,
} from '../../../api/contacts';
import { countryName } from '../../../shared/countries';
import { refusedNumber } from '../../../shared/refusal';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useMergedForm } from '../../../shared/useMergedForm';
import { useT } from '../../../shared/useT';
import {
  contactProblems,
  createBody,
  emptyContact,
  formOfContact,
  isDirty,
  mergeContact,
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
  const { locale } = useIntl();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const saved = contact ? formOfContact(contact) : emptyContact;
  const { form, base, clashes, set } = useMergedForm(saved, mergeContact);
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
      const done = contact
        ? await update({ id: contact.id, body: updateBody(form, base) }).unwrap()
        : await create(createBody(form)).unwrap();
      toggleNotification({ type: 'success', message: t('contacts.saved', { name: done.name }) });
      for (const remark of done.phoneRemarks ?? [])
        toggleNotification({
          type: 'warning',
          message: t(`contacts.remark.${remark}`, {
            phone: done.phone ?? '',
            country: countryName(done.country, locale),
          }),
        });
      onSaved(done);
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
      set(part);
    },
    problems: { ...refused, ...(tried ? words : {}) },
    phoneRequired,
    /** Fields that somebody else saved meanwhile with other values than those typed here. */
    clashes,
    /** The person who has this number already. */
    existing,
    dirty: isDirty(form, base),
    isSaving: creating.isLoading || updating.isLoading,
    save,
  };
};
