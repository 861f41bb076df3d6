import { useMemo, useState } from 'react';
import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import type { ContactView } from '../../../server/src/contracts/contacts';
import { useWhatsappListContactsQuery } from '../api/contacts';
import { useDebounced } from './useDebounced';
import { useOwnFilter } from './useOwnFilter';
import { useT } from './useT';
import { personName } from './people/person-name';
import { addressOf } from './people/person';
import { spacedPhone } from './spaced-phone';

type Props = {
  label: string;
  onPick: (contact: ContactView) => void;
  disabled?: boolean;
  hint?: string;
  error?: string | undefined;
};

const PAGE = 20;

/** Who is called by the number is written once. */
const nameAndAddress = (contact: ContactView, nobody: string): string => {
  const name = personName(contact, nobody);
  const address = addressOf(contact);
  const shown = address?.startsWith('+') ? spacedPhone(address) : address;
  return shown === null || shown === undefined || shown === name ? name : `${name} · ${shown}`;
};

/** Finds one person by name, number or e-mail; after a choice it is empty again for the next one. */
export const ContactPicker = ({ label, onPick, disabled = false, hint, error }: Props) => {
  const t = useT();
  const own = useOwnFilter();
  const [round, setRound] = useState(0);
  const q = useDebounced(own.typed.trim());
  const query = useWhatsappListContactsQuery({ limit: PAGE, ...(q === '' ? {} : { q }) });
  const contacts = useMemo(() => query.data?.contacts ?? [], [query.data]);
  const pick = (value: string | undefined) => {
    const contact = contacts.find((c) => String(c.id) === value);
    if (!contact) return;
    onPick(contact);
    own.reset();
    setRound((n) => n + 1);
  };
  return (
    <Field.Root name="contact" hint={hint ?? null} error={error ?? false}>
      <Field.Label>{label}</Field.Label>
      <Combobox
        key={round}
        placeholder={t('contacts.search')}
        {...own.props}
        loading={query.isFetching}
        loadingMessage={t('contacts.picker.loading')}
        noOptionsMessage={() => t('contacts.picker.nothing')}
        disabled={disabled}
        onChange={pick}
      >
        {contacts.map((c) => (
          <ComboboxOption
            key={c.id}
            value={String(c.id)}
            textValue={personName(c, t('shell.phone.none'))}
          >
            {nameAndAddress(c, t('shell.phone.none'))}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
