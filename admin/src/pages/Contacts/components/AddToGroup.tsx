import { useState } from 'react';
import {
  Button,
  Field,
  Modal,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useWhatsappAddMembersMutation, useWhatsappListGroupsQuery } from '../../../api/groups';
import { ErrorState } from '../../../shared/states';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';

type Props = { contactIds: number[]; onClose: () => void; onDone: () => void };

/** Puts ticked people into a group; who is in it already stays in it once. */
export const AddToGroup = ({ contactIds, onClose, onDone }: Props) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const groups = useWhatsappListGroupsQuery();
  const [add, { isLoading }] = useWhatsappAddMembersMutation();
  const [groupId, setGroupId] = useState<number | null>(null);
  const group = groups.data?.groups.find((g) => g.id === groupId);
  const onAdd = async () => {
    if (!group) return;
    try {
      const { changed } = await add({ id: group.id, contactIds }).unwrap();
      toggleNotification({
        type: 'success',
        message: t('contacts.toGroup.done', { changed, group: group.name }),
      });
      onDone();
    } catch (error) {
      toggleNotification({ type: 'danger', message: explain(error).message });
    }
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('contacts.close')}>
          <Modal.Title>{t('contacts.toGroup.title', { count: contactIds.length })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {groups.isError ? (
            <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />
          ) : groups.data?.groups.length === 0 ? (
            <Typography>{t('contacts.toGroup.none')}</Typography>
          ) : (
            <Field.Root name="group">
              <Field.Label>{t('contacts.toGroup.group')}</Field.Label>
              <SingleSelect
                placeholder={t('contacts.toGroup.choose')}
                value={groupId ?? ''}
                onChange={(v) => setGroupId(Number(v) || null)}
              >
                {(groups.data?.groups ?? []).map((g) => (
                  <SingleSelectOption key={g.id} value={g.id}>
                    {t('contacts.toGroup.option', { name: g.name, members: g.members })}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
          )}
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('contacts.back')}
          </Button>
          <Button disabled={!group} loading={isLoading} onClick={() => void onAdd()}>
            {t(group ? 'contacts.toGroup.add' : 'contacts.toGroup.addNone', {
              count: contactIds.length,
              group: group?.name ?? '',
            })}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
