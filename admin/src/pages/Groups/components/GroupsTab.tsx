import { Box, Button, Flex, IconButton, Link, Typography } from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { GroupView } from '../../../../../server/src/contracts/groups';
import {
  useWhatsappRemoveGroupsMutation,
  type useWhatsappListGroupsQuery,
} from '../../../api/groups';
import { CellText } from '../../../shared/CellText';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { Messageable } from '../../../shared/people/Messageable';
import { useCan } from '../../../shared/permissions';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';

/** What is done with a group in a window of its own. */
export type Doing =
  | { what: 'new' }
  | { what: 'edit' | 'delete' | 'clean'; group: GroupView }
  | null;

/** What a clean-up would find, in words; people of two reasons are named in both. */
const Health = ({ group, onClean }: { group: GroupView; onClean: () => void }) => {
  const t = useT();
  const { can } = useCan();
  const parts = [
    group.inactive > 0 ? t('groups.health.inactive', { count: group.inactive }) : null,
    group.optedOut > 0 ? t('groups.health.optedOut', { count: group.optedOut }) : null,
    group.unreachable > 0 ? t('groups.health.unreachable', { count: group.unreachable }) : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} minWidth="16rem">
      <CellText textColor="neutral800">{parts.join(', ')}</CellText>
      {can.groupChange ? (
        <Button
          variant="tertiary"
          size="S"
          aria-label={t('groups.clean.of', { group: group.name })}
          onClick={onClean}
        >
          {t('groups.clean.button')}
        </Button>
      ) : null}
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
  const now = useNow(60_000);
  const columns: Column<GroupView>[] = [
    {
      key: 'name',
      label: t('contacts.column.name'),
      isTitle: true,
      render: (g) => (
        <Box minWidth="16rem">
          <Link tag={RouterLink} to={`?members=${g.id}`}>
            {g.name}
          </Link>
          {g.description ? (
            <CellText tag="p" variant="pi" textColor="neutral600">
              {g.description}
            </CellText>
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
      render: (g) => <Messageable people={g.members} messageable={g.messageable} />,
    },
    {
      key: 'changed',
      label: t('groups.changed'),
      render: (g) => (
        <Typography textColor="neutral600">{moments.ago(g.changedAt, now)}</Typography>
      ),
    },
    {
      key: 'health',
      label: t('groups.health'),
      endsLine: true,
      render: (g) => <Health group={g} onClean={() => onDo({ what: 'clean', group: g })} />,
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
      isTight
    />
  );
};

export const DeleteGroup = ({ group, onClose }: { group: GroupView; onClose: () => void }) => {
  const t = useT();
  const [remove] = useWhatsappRemoveGroupsMutation();
  return (
    <DeleteDialog
      title={t('contacts.group.deleteTitle', { name: group.name })}
      confirmLabel={t('contacts.group.deleteConfirm', { name: group.name })}
      confirmTestId="confirm-delete-group"
      onClose={onClose}
      onDelete={() => remove(group.id).unwrap()}
    >
      {t('contacts.group.deleteBody', { members: group.members })}
    </DeleteDialog>
  );
};

type TabProps = Omit<TableProps, 'groups'> & {
  query: ReturnType<typeof useWhatsappListGroupsQuery>;
};

/** The lists that people are put into, by hand, from a file or by filter. */
export const GroupsTab = ({ query, ...rest }: TabProps) => {
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
