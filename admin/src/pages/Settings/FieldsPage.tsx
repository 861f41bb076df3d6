import { useState } from 'react';
import { Box, Button, Flex, IconButton, Tabs, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Lock, Pencil, Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import type { CustomField } from '../../../../server/src/contracts/contacts';
import {
  useWhatsappListFieldsQuery,
  useWhatsappOrderFieldsMutation,
  useWhatsappUpdateFieldMutation,
} from '../../api/people';
import { fieldLabel } from '../../shared/people/conditions';
import { permission } from '../../shared/permissions';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { FieldForm } from './components/FieldForm';
import { TagsPanel } from './components/TagsPanel';

type Open = 'new' | CustomField | null;

const useFieldDeeds = (fields: readonly CustomField[]) => {
  const refuse = useRefusal();
  const [order] = useWhatsappOrderFieldsMutation();
  const [update] = useWhatsappUpdateFieldMutation();
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      refuse(error);
    }
  };
  return {
    move: (at: number, by: -1 | 1) => {
      const ids = fields.map((one) => one.id);
      const [moved] = ids.splice(at, 1);
      if (moved === undefined) return;
      ids.splice(at + by, 0, moved);
      void attempt(() => order(ids).unwrap());
    },
    archive: (field: CustomField) =>
      void attempt(() => update({ id: field.id, body: { archived: !field.archived } }).unwrap()),
  };
};

interface TableProps {
  readonly fields: readonly CustomField[];
  readonly onEdit: (field: CustomField) => void;
}

/** Why it is sensitive, and for what it is allowed all the same. */
const Sensitive = ({ field }: { field: CustomField }) => {
  const t = useT();
  if (!field.sensitive) return <Typography textColor="neutral600">–</Typography>;
  const uses = field.allowed.map((use) => t(`sensitive.use.${use}`)).join(', ');
  return (
    <Typography>
      {uses === ''
        ? t(`sensitive.kind.${field.sensitive}`)
        : t('sensitive.kind.allowed', { kind: t(`sensitive.kind.${field.sensitive}`), uses })}
    </Typography>
  );
};

const FieldTable = ({ fields, onEdit }: TableProps) => {
  const t = useT();
  const { locale } = useIntl();
  const deeds = useFieldDeeds(fields);
  const indexOf = (field: CustomField) => fields.findIndex((one) => one.id === field.id);
  const columns: Column<CustomField>[] = [
    {
      key: 'label',
      label: t('fields.label'),
      isTitle: true,
      render: (f) => (
        <Flex gap={2}>
          {f.sensitive ? <Lock aria-label={t('sensitive.lock')} /> : null}
          <Typography textColor={f.archived ? 'neutral600' : 'neutral800'}>
            {fieldLabel(f, locale)}
          </Typography>
        </Flex>
      ),
    },
    { key: 'key', label: t('fields.key'), render: (f) => <Typography>{f.key}</Typography> },
    {
      key: 'kind',
      label: t('fields.kind'),
      render: (f) => <Typography>{t(`fields.kind.${f.kind}`)}</Typography>,
    },
    {
      key: 'sensitive',
      label: t('sensitive.kind'),
      render: (f) => <Sensitive field={f} />,
    },
    {
      key: 'state',
      label: t('fields.state'),
      render: (f) => (
        <Typography textColor={f.archived ? 'neutral600' : 'neutral800'}>
          {t(f.archived ? 'fields.archived' : 'fields.inUse')}
        </Typography>
      ),
    },
    {
      key: 'actions',
      label: t('contacts.group.actions'),
      hideLabel: true,
      render: (f) => (
        <Flex gap={1} justifyContent="flex-end" wrap="wrap">
          <IconButton
            variant="ghost"
            label={t('fields.up', { field: fieldLabel(f, locale) })}
            disabled={f.archived || indexOf(f) === 0}
            onClick={() => deeds.move(indexOf(f), -1)}
          >
            <ArrowUp />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('fields.down', { field: fieldLabel(f, locale) })}
            disabled={f.archived || fields[indexOf(f) + 1]?.archived !== false}
            onClick={() => deeds.move(indexOf(f), 1)}
          >
            <ArrowDown />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('fields.edit', { field: fieldLabel(f, locale) })}
            onClick={() => onEdit(f)}
          >
            <Pencil />
          </IconButton>
          <Button
            variant="tertiary"
            size="S"
            aria-label={t(f.archived ? 'fields.restoreOf' : 'fields.archiveOf', {
              field: fieldLabel(f, locale),
            })}
            onClick={() => deeds.archive(f)}
          >
            {t(f.archived ? 'fields.restore' : 'fields.archive')}
          </Button>
        </Flex>
      ),
    },
  ];
  return (
    <ResponsiveTable
      rows={fields}
      columns={columns}
      rowKey={(f) => f.id}
      label={t('fields.title')}
      testId="field-row"
    />
  );
};

const Fields = ({ onOpen }: { onOpen: (open: Open) => void }) => {
  const t = useT();
  const query = useWhatsappListFieldsQuery();
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const add = (
    <Button startIcon={<Plus />} onClick={() => onOpen('new')} data-testid="new-field">
      {t('fields.new')}
    </Button>
  );
  if (query.data.fields.length === 0)
    return <EmptyState content={t('fields.empty')} action={add} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="flex-end">{add}</Flex>
      <FieldTable fields={query.data.fields} onEdit={onOpen} />
    </Flex>
  );
};

const FieldsSettings = () => {
  const t = useT();
  const [open, setOpen] = useState<Open>(null);
  return (
    <Page.Main>
      <Page.Title>{t('fields.title')}</Page.Title>
      <Layouts.Header title={t('fields.title')} subtitle={t('fields.subtitle')} />
      <Layouts.Content>
        <Tabs.Root defaultValue="fields" variant="simple">
          <Tabs.List aria-label={t('fields.title')}>
            <Tabs.Trigger value="fields">{t('fields.tab.fields')}</Tabs.Trigger>
            <Tabs.Trigger value="tags">{t('fields.tab.tags')}</Tabs.Trigger>
          </Tabs.List>
          <Box paddingTop={6}>
            <Tabs.Content value="fields">
              <Fields onOpen={setOpen} />
            </Tabs.Content>
            <Tabs.Content value="tags">
              <TagsPanel />
            </Tabs.Content>
          </Box>
        </Tabs.Root>
      </Layouts.Content>
      {open === null ? null : (
        <FieldForm field={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Page.Main>
  );
};

const FieldsPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure')]}>
    <FieldsSettings />
  </Page.Protect>
);

export default FieldsPage;
