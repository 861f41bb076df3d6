import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import type { TeamSettings, TeamView } from '../../../../../server/src/contracts/team';
import { useWhatsappDeleteTeamMutation, useWhatsappSetDutyOfMutation } from '../../../api/team';
import { CellText } from '../../../shared/CellText';
import { DeleteDialog } from '../../../shared/DeleteDialog';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { Card } from '../../../shared/Surface';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { TeamForm } from './TeamForm';

type Editing = { team: TeamView | null } | null;

const useTeamColumns = (
  edit: (team: TeamView) => void,
  remove: (team: TeamView) => void
): Column<TeamView>[] => {
  const t = useT();
  return [
    {
      key: 'name',
      label: t('team.name'),
      isTitle: true,
      render: ({ name }) => <Typography fontWeight="bold">{name}</Typography>,
    },
    {
      key: 'members',
      label: t('team.members.column'),
      render: ({ members }) => (
        <CellText>{members.map(({ name }) => name).join(', ') || t('team.members.none')}</CellText>
      ),
    },
    {
      key: 'method',
      label: t('team.method'),
      render: ({ method }) => <CellText>{t(`team.method.${method}`)}</CellText>,
    },
    {
      key: 'waiting',
      label: t('team.waiting'),
      render: ({ waiting }) => <CellText>{waiting}</CellText>,
    },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (team) => (
        <Flex gap={2} justifyContent="flex-end">
          <Button
            size="S"
            variant="tertiary"
            aria-label={t('team.edit', { name: team.name })}
            onClick={() => edit(team)}
          >
            {t('team.edit.short')}
          </Button>
          <Button
            size="S"
            variant="danger-light"
            aria-label={t('team.delete', { name: team.name })}
            onClick={() => remove(team)}
          >
            {t('team.delete.short')}
          </Button>
        </Flex>
      ),
    },
  ];
};

/** The teams, and what they are. */
export const Teams = ({ settings }: { readonly settings: TeamSettings }) => {
  const t = useT();
  const [editing, setEditing] = useState<Editing>(null);
  const [deleting, setDeleting] = useState<TeamView | null>(null);
  const [remove] = useWhatsappDeleteTeamMutation();
  const columns = useTeamColumns((team) => setEditing({ team }), setDeleting);
  return (
    <Card title={t('team.teams')} note={t('team.teams.hint')}>
      {settings.teams.length === 0 ? (
        <Typography textColor="neutral600">{t('team.teams.none')}</Typography>
      ) : (
        <ResponsiveTable
          label={t('team.teams')}
          columns={columns}
          rows={settings.teams}
          rowKey={({ id }) => id}
        />
      )}
      <Flex>
        <Button
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => setEditing({ team: null })}
          data-testid="new-team"
        >
          {t('team.new')}
        </Button>
      </Flex>
      {editing ? (
        <TeamForm team={editing.team} people={settings.people} onClose={() => setEditing(null)} />
      ) : null}
      {deleting ? (
        <DeleteDialog
          title={t('team.delete.title', { name: deleting.name })}
          confirmLabel={t('team.delete', { name: deleting.name })}
          confirmTestId="delete-team"
          onDelete={() => remove(deleting.id).unwrap()}
          onClose={() => setDeleting(null)}
        >
          {t('team.delete.body', { waiting: deleting.waiting })}
        </DeleteDialog>
      ) : null}
    </Card>
  );
};

/** Who is there now, and how much each has; somebody who forgot their switch is switched here. */
export const People = ({ settings }: { readonly settings: TeamSettings }) => {
  const t = useT();
  const refuse = useRefusal();
  const [setDuty] = useWhatsappSetDutyOfMutation();
  const press = async (id: number, onDuty: boolean) => {
    const answer = await setDuty({ id, onDuty });
    if ('error' in answer) refuse(answer.error);
  };
  const columns: Column<TeamSettings['people'][number]>[] = [
    {
      key: 'name',
      label: t('team.people.name'),
      isTitle: true,
      render: ({ name }) => <Typography fontWeight="bold">{name}</Typography>,
    },
    {
      key: 'load',
      label: t('team.people.load'),
      render: ({ load }) => <CellText>{load}</CellText>,
    },
    {
      key: 'online',
      label: t('team.people.online'),
      render: ({ isOnline }) => (
        <CellText>{t(isOnline ? 'team.people.is-online' : 'team.people.is-offline')}</CellText>
      ),
    },
    {
      key: 'duty',
      label: t('team.people.duty'),
      render: ({ id, name, onDuty }) => (
        <Button
          size="S"
          variant={onDuty ? 'success-light' : 'tertiary'}
          aria-pressed={onDuty}
          aria-label={t('team.people.duty-of', { name })}
          onClick={() => void press(id, !onDuty)}
        >
          {t(onDuty ? 'team.duty.on' : 'team.duty.off')}
        </Button>
      ),
    },
  ];
  return (
    <Card title={t('team.people')}>
      <ResponsiveTable
        label={t('team.people')}
        columns={columns}
        rows={settings.people}
        rowKey={({ id }) => id}
      />
    </Card>
  );
};
