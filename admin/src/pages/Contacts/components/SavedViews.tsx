import { useState } from 'react';
import { Button, Flex, IconButton, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { PeopleFilter } from '../../../../../server/src/contracts/audience';
import {
  useWhatsappCreateViewMutation,
  useWhatsappDeleteViewMutation,
  useWhatsappListViewsQuery,
} from '../../../api/people';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { NameModal } from '../../../shared/NameModal';
import { filterParam, tidy } from '../../../shared/people/filter-model';
import { useT } from '../../../shared/useT';

interface Props {
  readonly filter: PeopleFilter;
  readonly onApply: (filter: PeopleFilter) => void;
}

const SaveDialog = ({ filter, onClose }: { filter: PeopleFilter; onClose: () => void }) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const [create] = useWhatsappCreateViewMutation();
  const onSave = async (name: string) => {
    await create({ name, filter: tidy(filter) }).unwrap();
    toggleNotification({ type: 'success', message: t('contacts.saved', { name }) });
  };
  return (
    <NameModal
      title={t('people.views.save.title')}
      saveLabel={t('people.views.save.do')}
      field="view"
      maxLength={80}
      onSave={onSave}
      onClose={onClose}
    />
  );
};

/** The team's filters, and the one of them that is on now. */
const useViews = (filter: PeopleFilter) => {
  const views = useWhatsappListViewsQuery().data?.views ?? [];
  const current = filterParam(filter);
  const chosen =
    current === null ? undefined : views.find((v) => filterParam(v.filter) === current);
  return { views, chosen, isNew: current !== null && !chosen };
};

/** Keeps the filter that is on now for the team; absent where there is nothing new to keep. */
export const SaveView = ({ filter }: Pick<Props, 'filter'>) => {
  const t = useT();
  const [isSaving, setSaving] = useState(false);
  const { isNew } = useViews(filter);
  if (!isNew) return null;
  return (
    <>
      <Button variant="tertiary" size="S" onClick={() => setSaving(true)}>
        {t('people.views.save')}
      </Button>
      {isSaving ? <SaveDialog filter={filter} onClose={() => setSaving(false)} /> : null}
    </>
  );
};

/** Saved filters of the team (M-25): choose one, delete one. */
export const SavedViews = ({ filter, onApply }: Props) => {
  const t = useT();
  const [isDeleting, setDeleting] = useState(false);
  const { views, chosen } = useViews(filter);
  const [remove] = useWhatsappDeleteViewMutation();
  const onChoose = (value: string | number) => {
    const view = views.find((one) => String(one.id) === String(value));
    if (view) onApply(view.filter);
  };
  if (views.length === 0) return null;
  return (
    <Flex gap={1}>
      <Flex flex="1" direction="column" alignItems="stretch">
        <SingleSelect
          size="S"
          aria-label={t('people.views')}
          placeholder={t('people.views')}
          value={chosen ? String(chosen.id) : ''}
          onChange={onChoose}
        >
          {views.map((view) => (
            <SingleSelectOption key={view.id} value={String(view.id)}>
              {view.name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Flex>
      {chosen ? (
        <IconButton
          variant="ghost"
          label={t('people.views.delete', { name: chosen.name })}
          onClick={() => setDeleting(true)}
        >
          <Trash />
        </IconButton>
      ) : null}
      {isDeleting && chosen ? (
        <DeleteDialog
          title={t('people.views.delete.title', { name: chosen.name })}
          confirmLabel={t('people.views.delete.do')}
          onClose={() => setDeleting(false)}
          onDelete={() => remove(chosen.id).unwrap()}
        >
          {t('people.views.delete.body')}
        </DeleteDialog>
      ) : null}
    </Flex>
  );
};
