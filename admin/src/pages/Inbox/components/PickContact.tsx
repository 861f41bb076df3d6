import { useState } from 'react';
import {
  Button,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  TextInput,
  Typography,
} from '@strapi/design-system';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import {
  useWhatsappCreateContactMutation,
  useWhatsappListContactsQuery,
} from '../../../api/contacts';
import { useCan } from '../../../shared/permissions';
import { PhoneText } from '../../../shared/PhoneText';
import { useApiError } from '../../../shared/useApiError';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import { looksLikePhone } from '../model/new-message';
import { personName } from '../../../shared/people/person-name';

interface Props {
  readonly onPick: (contact: ContactView | null) => void;
}

/** For a number that nobody has yet: a name is enough. */
const CreateContact = ({
  phone,
  onCreated,
}: {
  phone: string;
  onCreated: (contact: ContactView) => void;
}) => {
  const t = useT();
  const explain = useApiError();
  const [name, setName] = useState('');
  const [create, { isLoading, error }] = useWhatsappCreateContactMutation();
  const save = async () => {
    const answer = await create({ name: name.trim() || phone.trim(), phone: phone.trim() });
    if ('data' in answer) onCreated(answer.data);
  };
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={3}
      background="neutral100"
      hasRadius
      padding={4}
    >
      <Typography>{t('inbox.new.unknown', { phone: phone.trim() })}</Typography>
      <Field.Root name="new-contact-name" error={error ? explain(error).message : false}>
        <Field.Label>{t('inbox.new.name')}</Field.Label>
        <TextInput value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        <Field.Error />
      </Field.Root>
      <Flex>
        <Button variant="secondary" loading={isLoading} onClick={() => void save()}>
          {t('inbox.new.create')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** A person by name, number (however typed) or e-mail; an unknown number offers to become a contact. */
export const PickContact = ({ onPick }: Props) => {
  const t = useT();
  const explain = useApiError();
  const { can } = useCan();
  const [text, setText] = useState('');
  const [isListOpen, setListOpen] = useState(false);
  const [chosen, setChosen] = useState<ContactView | null>(null);
  const q = useDebounced(text.trim(), 250);
  const found = useWhatsappListContactsQuery({ q, limit: 20 });
  const contacts = found.data?.contacts ?? [];
  const settled = q === text.trim() && !found.isFetching;

  const pick = (contact: ContactView | null) => {
    setChosen(contact);
    onPick(contact);
    if (contact) setText(personName(contact, ''));
  };
  const unknown = chosen === null && settled && contacts.length === 0 && looksLikePhone(text);

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Field.Root
        name="new-message-contact"
        error={found.error ? explain(found.error).message : false}
      >
        <Field.Label>{t('inbox.new.to')}</Field.Label>
        {/* The server searches: no filter of its own, and what was typed stays when the field is left. */}
        <Combobox
          autocomplete="none"
          // What is offered for a number that nobody has yet stands below: an empty list would cover it.
          open={isListOpen && !unknown}
          onOpenChange={(next) => setListOpen(next === true)}
          value={chosen ? String(chosen.id) : ''}
          textValue={text}
          placeholder={t('inbox.new.placeholder')}
          loading={found.isFetching}
          loadingMessage={t('shell.state.loading')}
          noOptionsMessage={() => t(text.trim() === '' ? 'inbox.new.type' : 'inbox.new.nobody')}
          clearLabel={t('inbox.search.clear')}
          onInputChange={(event) => {
            setText(event.target.value);
            if (chosen) pick(null);
          }}
          onClear={() => {
            setText('');
            pick(null);
          }}
          onChange={(value) => pick(contacts.find((one) => String(one.id) === value) ?? chosen)}
          data-testid="new-message-contact"
        >
          {contacts.map((contact) => (
            <ComboboxOption
              key={contact.id}
              value={String(contact.id)}
              textValue={personName(contact, '')}
            >
              <Flex direction="column" alignItems="start">
                <Typography dir="auto">{personName(contact, t('shell.phone.none'))}</Typography>
                <Typography variant="pi" textColor="neutral600">
                  <PhoneText
                    variant="pi"
                    textColor="neutral600"
                    phone={contact.phone}
                    username={contact.username}
                  />
                  {contact.email ? ` · ${contact.email}` : ''}
                </Typography>
              </Flex>
            </ComboboxOption>
          ))}
        </Combobox>
        <Field.Error />
      </Field.Root>
      {unknown && can.contactEdit ? <CreateContact phone={text} onCreated={pick} /> : null}
    </Flex>
  );
};
