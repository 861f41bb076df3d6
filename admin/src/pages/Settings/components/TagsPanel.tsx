import { useState } from 'react';
import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { TagView } from '../../../../../server/src/contracts/contacts';
import {
  useWhatsappCreateTagMutation,
  useWhatsappDeleteTagMutation,
  useWhatsappListTagsQuery,
  useWhatsappUpdateTagMutation,
} from '../../../api/people';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { NameModal } from '../../../shared/NameModal';
import { TagBadge } from '../../../shared/people/TagName';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { TagColors } from './TagColors';

type Doing = { what: 'new' } | { what: 'edit' | 'delete'; tag: TagView } | null;

const TagForm = ({ tag, onClose }: { tag: TagView | null; onClose: () => void }) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const [color, setColor] = useState(tag?.color ?? null);
  const [create] = useWhatsappCreateTagMutation();
  const [update] = useWhatsappUpdateTagMutation();
  const save = async (name: string) => {
    const body = { name, color };
    if (!tag) return void (await create(body).unwrap());
    const { tag: stays, joined } = await update({ id: tag.id, body }).unwrap();
    const message = joined
      ? t('tags.joined', { from: tag.name, to: stays.name })
      : t('contacts.saved', { name: stays.name });
    toggleNotification({ type: 'success', message });
  };
  return (
    <NameModal
      title={t(tag ? 'tags.edit' : 'tags.new')}
      saveLabel={t('contacts.save')}
      field="tag"
      maxLength={60}
      initial={tag?.name ?? ''}
      hint={tag ? t('tags.rename.hint') : null}
      onSave={save}
      onClose={onClose}
    >
      <TagColors value={color} onChange={setColor} />
    </NameModal>
  );
};

const DeleteTag = ({ tag, onClose }: { tag: TagView; onClose: () => void }) => {
  const t = useT();
  const [remove] = useWhatsappDeleteTagMutation();
  return (
    <DeleteDialog
      title={t('tags.delete.title', { tag: tag.name })}
      confirmLabel={t('tags.delete.do', { tag: tag.name })}
      onClose={onClose}
      onDelete={() => remove(tag.id).unwrap()}
    >
      {t('tags.delete.body', { count: tag.people })}
    </DeleteDialog>
  );
};

const useColumns = (onDo: (doing: Doing) => void): Column<TagView>[] => {
  const t = useT();
  return [
    {
      key: 'name',
      label: t('contacts.group.name'),
      isTitle: true,
      render: (tag) => (
        <Flex>
          <TagBadge name={tag.name} color={tag.color} />
        </Flex>
      ),
    },
    {
      key: 'people',
      label: t('contacts.group.members'),
      render: (tag) => <Typography>{t('contacts.number', { number: tag.people })}</Typography>,
    },
    {
      key: 'actions',
      label: t('contacts.group.actions'),
      hideLabel: true,
      render: (tag) => (
        <Flex gap={1} justifyContent="flex-end">
          <IconButton
            variant="ghost"
            label={t('tags.editOf', { tag: tag.name })}
            onClick={() => onDo({ what: 'edit', tag })}
          >
            <Pencil />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('tags.delete.do', { tag: tag.name })}
            onClick={() => onDo({ what: 'delete', tag })}
          >
            <Trash />
          </IconButton>
        </Flex>
      ),
    },
  ];
};

/** The company's tags: rename, colour, join by giving another's name, delete. */
export const TagsPanel = () => {
  const t = useT();
  const query = useWhatsappListTagsQuery();
  const [doing, setDoing] = useState<Doing>(null);
  const columns = useColumns(setDoing);
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const add = (
    <Button startIcon={<Plus />} onClick={() => setDoing({ what: 'new' })}>
      {t('tags.new')}
    </Button>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {query.data.tags.length === 0 ? (
        <EmptyState content={t('tags.empty')} action={add} />
      ) : (
        <>
          <Flex justifyContent="flex-end">{add}</Flex>
          <ResponsiveTable
            rows={query.data.tags}
            columns={columns}
            rowKey={(tag) => tag.id}
            label={t('fields.tab.tags')}
            testId="tag-row"
          />
        </>
      )}
      {doing?.what === 'new' || doing?.what === 'edit' ? (
        <TagForm tag={doing.what === 'edit' ? doing.tag : null} onClose={() => setDoing(null)} />
      ) : null}
      {doing?.what === 'delete' ? (
        <DeleteTag tag={doing.tag} onClose={() => setDoing(null)} />
      ) : null}
    </Flex>
  );
};
