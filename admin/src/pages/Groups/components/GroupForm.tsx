import { useState } from 'react';
import { Button, Field, Flex, Modal, Textarea, TextInput } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { GroupView } from '../../../../../server/src/contracts/groups';
import {
  useWhatsappCreateGroupMutation,
  useWhatsappUpdateGroupMutation,
} from '../../../api/groups';
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
  const [create, creating] = useWhatsappCreateGroupMutation();
  const [update, updating] = useWhatsappUpdateGroupMutation();
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
    <Modal.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Modal.Content>
        <form
          onSubmit={(e) => {
            e.preventDefault();
            void form.save();
          }}
        >
          <Modal.Header closeLabel={t('contacts.close')}>
            <Modal.Title>
              {t(props.group ? 'contacts.group.editTitle' : 'contacts.group.newTitle')}
            </Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
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
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={props.onClose}>
              {t('contacts.back')}
            </Button>
            <Button type="submit" loading={form.isSaving} data-testid="save-group">
              {t(props.group ? 'contacts.save' : 'contacts.group.create')}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
