import { useState } from 'react';
import { Field, Textarea, TextInput } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { GroupView } from '../../../../../server/src/contracts/groups';
import {
  useWhatsappCreateGroupsMutation,
  useWhatsappUpdateGroupsMutation,
} from '../../../api/groups';
import { FormModal } from '../../../shared/FormModal';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

type Props = { group: GroupView | null; onClose: () => void; onSaved: (group: GroupView) => void };

const useGroupForm = ({ group, onSaved }: Props) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  const [error, setError] = useState<string | null>(null);
  const [create, creating] = useWhatsappCreateGroupsMutation();
  const [update, updating] = useWhatsappUpdateGroupsMutation();
  const save = async () => {
    if (name.trim() === '') {
      setError(t('contacts.group.nameMissing'));
      return;
    }
    const body = {
      name: name.trim(),
      description: description.trim() === '' ? null : description.trim(),
    };
    try {
      const saved = group
        ? await update({ id: group.id, body }).unwrap()
        : await create(body).unwrap();
      toggleNotification({ type: 'success', message: t('contacts.saved', { name: saved.name }) });
      onSaved(saved);
    } catch (refused) {
      const shown = explain(refused);
      if (shown.field === 'name') setError(shown.message);
      else refuse(refused);
    }
  };
  const isSaving = creating.isLoading || updating.isLoading;
  return { name, setName, description, setDescription, error, setError, save, isSaving };
};

/** Name and description of a group; members come afterwards. */
export const GroupForm = (props: Props) => {
  const t = useT();
  const form = useGroupForm(props);
  return (
    <FormModal
      title={t(props.group ? 'contacts.group.editTitle' : 'contacts.group.newTitle')}
      submitLabel={t(props.group ? 'contacts.save' : 'contacts.group.create')}
      submitTestId="save-group"
      isBusy={form.isSaving}
      draft={[form.name, form.description]}
      onSubmit={() => void form.save()}
      onClose={props.onClose}
    >
      <Field.Root name="name" required error={form.error ?? false}>
        <Field.Label>{t('contacts.group.name')}</Field.Label>
        <TextInput
          value={form.name}
          maxLength={120}
          data-testid="group-name"
          onChange={(e: React.ChangeEvent<HTMLInputElement>) => {
            form.setError(null);
            form.setName(e.target.value);
          }}
        />
        <Field.Error />
      </Field.Root>
      <Field.Root name="description">
        <Field.Label>{t('contacts.group.description')}</Field.Label>
        <Textarea
          value={form.description}
          maxLength={500}
          onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
            form.setDescription(e.target.value)
          }
        />
      </Field.Root>
    </FormModal>
  );
};
