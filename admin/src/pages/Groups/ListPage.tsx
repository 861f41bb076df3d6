import { useState } from 'react';
import { Box, Button, Flex, IconButton, Link, Typography } from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import type { GroupView } from '../../../../server/src/contracts/groups';
import { useWhatsappDeleteGroupMutation, useWhatsappListGroupsQuery } from '../../api/groups';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { permission, useCan } from '../../shared/permissions';
import { ProgressLine } from '../../shared/ProgressLine';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useApiError } from '../../shared/useApiError';
import { useMoments } from '../../shared/useMoments';
import { useT } from '../../shared/useT';
import { GroupForm } from './components/GroupForm';
import { MembersDrawer } from './components/MembersDrawer';

type Doing = { what: 'new' } | { what: 'edit' | 'delete'; group: GroupView } | null;

const share = (g: GroupView): number =>
  g.members === 0 ? 0 : Math.round((g.messageable / g.members) * 100);

const Messageable = ({ group }: { group: GroupView }) => {
  const t = useT();
  return (
    <Flex gap={3} wrap="wrap">
      <Typography>{t('contacts.number', { number: group.messageable })}</Typography>
      <Box width="12rem">
        <ProgressLine
          thin
          value={share(group)}
          label={t('contacts.group.messageableOf', {
            messageable: group.messageable,
            members: group.members,
          })}
        />
      </Box>
    </Flex>
  );
};

type TableProps = {
  groups: readonly GroupView[];
  onDo: (doing: Doing) => void;
};

const useColumns = ({ onDo }: Omit<TableProps, 'groups'>): Column<GroupView>[] => {
  const t = useT();
  const { can } = useCan();
  const moments = useMoments();
  const columns: Column<GroupView>[] = [
    {
      key: 'name',
      label: t('contacts.column.name'),
      isTitle: true,
      render: (g) => (
        <Box>
          <Link tag={RouterLink} to={`?members=${g.id}`}>
            {g.name}
          </Link>
          {g.description ? (
            <Typography tag="p" variant="pi" textColor="neutral600">
              {g.description}
            </Typography>
          ) : null}
        </Box>
      ),
    },
    {
      key: 'members',
      label: t('contacts.group.members'),
      render: (g) => <Typography>{t('contacts.number', { number: g.members })}</Typography>,
    },
    {
      key: 'messageable',
      label: t('contacts.group.messageable'),
      render: (g) => <Messageable group={g} />,
    },
    {
      key: 'created',
      label: t('contacts.group.created'),
      render: (g) => <Typography textColor="neutral600">{moments.full(g.createdAt)}</Typography>,
    },
  ];
  if (!can.groupChange) return columns;
  return [
    ...columns,
    {
      key: 'actions',
      label: t('contacts.group.actions'),
      hideLabel: true,
      render: (group) => (
        <Flex gap={1} justifyContent="flex-end">
          <IconButton
            variant="ghost"
            label={t('contacts.group.editOf', { name: group.name })}
            onClick={() => onDo({ what: 'edit', group })}
          >
            <Pencil />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('contacts.group.deleteOf', { name: group.name })}
            onClick={() => onDo({ what: 'delete', group })}
          >
            <Trash />
          </IconButton>
        </Flex>
      ),
    },
  ];
};

const GroupTable = ({ groups, ...rest }: TableProps) => {
  const t = useT();
  const columns = useColumns(rest);
  return (
    <ResponsiveTable
      rows={groups}
      columns={columns}
      rowKey={(g) => g.id}
      label={t('contacts.group.title')}
      testId="group-row"
    />
  );
};

const DeleteGroup = ({ group, onClose }: { group: GroupView; onClose: () => void }) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [remove] = useWhatsappDeleteGroupMutation();
  const onConfirm = async () => {
    try {
      await remove(group.id).unwrap();
    } catch (error) {
      toggleNotification({ type: 'danger', message: explain(error).message });
      throw error;
    }
  };
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('contacts.group.deleteTitle', { name: group.name })}
      confirmLabel={t('contacts.group.deleteConfirm', { name: group.name })}
      confirmTestId="confirm-delete-group"
      onClose={onClose}
      onConfirm={onConfirm}
    >
      {t('contacts.group.deleteBody', { members: group.members })}
    </ConfirmAction>
  );
};

const Content = ({
  query,
  ...rest
}: Omit<TableProps, 'groups'> & { query: ReturnType<typeof useWhatsappListGroupsQuery> }) => {
  const t = useT();
  const { can } = useCan();
  if (query.isLoading) return <RowSkeletons />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.groups.length === 0) {
    return (
      <EmptyState
        content={t('contacts.group.empty')}
        action={
          can.groupChange ? (
            <Button startIcon={<Plus />} onClick={() => rest.onDo({ what: 'new' })}>
              {t('contacts.group.newButton')}
            </Button>
          ) : null
        }
      />
    );
  }
  return <GroupTable groups={query.data.groups} {...rest} />;
};

const GroupsList = () => {
  const t = useT();
  const { can } = useCan();
  const [params, setParams] = useSearchParams();
  const [doing, setDoing] = useState<Doing>(null);
  const query = useWhatsappListGroupsQuery();
  const shown = query.data?.groups.find((g) => String(g.id) === params.get('members'));
  const showMembers = (g: GroupView | null) => setParams(g ? { members: String(g.id) } : {});
  const onSaved = (saved: GroupView) => {
    if (doing?.what === 'new') showMembers(saved);
    setDoing(null);
  };
  return (
    <Page.Main aria-busy={query.isFetching}>
      <Page.Title>{t('contacts.group.title')}</Page.Title>
      <Layouts.Header
        title={t('contacts.group.title')}
        subtitle={
          query.data ? t('contacts.group.total', { count: query.data.groups.length }) : undefined
        }
        primaryAction={
          can.groupChange ? (
            <Button
              startIcon={<Plus />}
              onClick={() => setDoing({ what: 'new' })}
              data-testid="new-group"
            >
              {t('contacts.group.newButton')}
            </Button>
          ) : undefined
        }
      />
      <Layouts.Content>
        <Content query={query} onDo={setDoing} />
      </Layouts.Content>
      {shown ? (
        <MembersDrawer key={shown.id} group={shown} onClose={() => showMembers(null)} />
      ) : null}
      {doing?.what === 'new' || doing?.what === 'edit' ? (
        <GroupForm
          group={doing.what === 'edit' ? doing.group : null}
          onClose={() => setDoing(null)}
          onSaved={onSaved}
        />
      ) : null}
      {doing?.what === 'delete' ? (
        <DeleteGroup group={doing.group} onClose={() => setDoing(null)} />
      ) : null}
    </Page.Main>
  );
};

const GroupsPage = () => (
  <Page.Protect permissions={[permission('contactBrowse')]}>
    <GroupsList />
  </Page.Protect>
);

export default GroupsPage;
