import { useState } from 'react';
import { Field, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import type { PeopleChoice } from '../../../../../server/src/contracts/audience';
import { useWhatsappListGroupsQuery } from '../../../api/groups';
import {
  useWhatsappDeletePeopleMutation,
  useWhatsappFacetsQuery,
  useWhatsappGroupPeopleMutation,
  useWhatsappOwnPeopleMutation,
  useWhatsappTagPeopleMutation,
} from '../../../api/people';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { FormModal } from '../../../shared/FormModal';
import { TagField } from '../../../shared/people/TagField';
import { ErrorState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { useBulk } from './useBulk';

export interface BulkProps {
  readonly choice: PeopleChoice;
  /** The number on the buttons: how many people are meant. */
  readonly count: number;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Gives and takes tags. */
export const BulkTags = ({ choice, count, onClose, onDone }: BulkProps) => {
  const t = useT();
  const { run } = useBulk();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const [tag, { isLoading }] = useWhatsappTagPeopleMutation();
  const onAction = async () => {
    const done = await run(
      () => tag({ choice, add, remove }).unwrap(),
      (changed) => t('people.bulk.tagged', { changed })
    );
    if (done) onDone();
  };
  return (
    <FormModal
      title={t('people.bulk.tags.title', { count })}
      submitTestId="bulk-do"
      submitLabel={t('people.bulk.tags.do', { count })}
      draft={[add, remove]}
      isReady={add.length + remove.length > 0}
      isBusy={isLoading}
      onClose={onClose}
      onSubmit={() => void onAction()}
    >
      <TagField label={t('people.bulk.tags.add')} value={add} onChange={setAdd} />
      <TagField
        label={t('people.bulk.tags.remove')}
        value={remove}
        onChange={setRemove}
        creatable={false}
      />
    </FormModal>
  );
};

/** Puts people into a group, or takes them out. */
export const BulkGroup = ({
  choice,
  count,
  action,
  onClose,
  onDone,
}: BulkProps & { action: 'add' | 'remove' }) => {
  const t = useT();
  const { run } = useBulk();
  const groups = useWhatsappListGroupsQuery();
  const [groupId, setGroupId] = useState<number | null>(null);
  const [change, { isLoading }] = useWhatsappGroupPeopleMutation();
  const group = groups.data?.groups.find((one) => one.id === groupId);
  const onAction = async () => {
    if (!group) return;
    const done = await run(
      () => change({ choice, groupId: group.id, action }).unwrap(),
      (changed) => t(`people.bulk.group.${action}.done`, { changed, group: group.name })
    );
    if (done) onDone();
  };
  return (
    <FormModal
      title={t(`people.bulk.group.${action}.title`, { count })}
      submitTestId="bulk-do"
      submitLabel={t(`people.bulk.group.${action}.${group ? 'do' : 'choose'}`, {
        count,
        group: group?.name ?? '',
      })}
      draft={groupId}
      isReady={group !== undefined}
      isBusy={isLoading}
      onClose={onClose}
      onSubmit={() => void onAction()}
    >
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
            {(groups.data?.groups ?? []).map((one) => (
              <SingleSelectOption key={one.id} value={one.id}>
                {t('contacts.toGroup.option', { name: one.name, members: one.members })}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      )}
    </FormModal>
  );
};

/** Says who looks after these people. */
export const BulkOwner = ({ choice, count, onClose, onDone }: BulkProps) => {
  const t = useT();
  const { run } = useBulk();
  const facets = useWhatsappFacetsQuery();
  const [owner, setOwner] = useState<string>('');
  const [own, { isLoading }] = useWhatsappOwnPeopleMutation();
  const onAction = async () => {
    const ownerId = owner === 'nobody' ? null : Number(owner);
    const done = await run(
      () => own({ choice, ownerId }).unwrap(),
      (changed) => t('people.bulk.owner.done', { changed })
    );
    if (done) onDone();
  };
  return (
    <FormModal
      title={t('people.bulk.owner.title', { count })}
      submitTestId="bulk-do"
      submitLabel={t('people.bulk.owner.do', { count })}
      draft={owner}
      isReady={owner !== ''}
      isBusy={isLoading}
      onClose={onClose}
      onSubmit={() => void onAction()}
    >
      <Field.Root name="owner">
        <Field.Label>{t('contacts.form.owner')}</Field.Label>
        <SingleSelect value={owner} onChange={(v) => setOwner(String(v))}>
          <SingleSelectOption value="nobody">{t('people.nobody')}</SingleSelectOption>
          {(facets.data?.team ?? []).map((one) => (
            <SingleSelectOption key={one.id} value={String(one.id)}>
              {one.name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </FormModal>
  );
};

/** Deletes people, after saying what goes and what stays. */
export const BulkDelete = ({ choice, count, onClose, onDone }: BulkProps) => {
  const t = useT();
  const { run } = useBulk();
  const [remove] = useWhatsappDeletePeopleMutation();
  const onConfirm = async () => {
    const done = await run(
      () => remove({ choice, expected: count }).unwrap(),
      (changed) => t('people.bulk.delete.done', { changed })
    );
    if (!done) throw new Error('refused');
    onDone();
  };
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('people.bulk.delete.title', { count })}
      confirmLabel={t('people.bulk.delete.do', { count })}
      confirmTestId="confirm-delete-people"
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <Typography>{t('people.delete.goes')}</Typography>
      <Typography>{t('people.delete.stays')}</Typography>
    </ConfirmAction>
  );
};
