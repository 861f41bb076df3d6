import { useState } from 'react';
import {
  Box,
  Button,
  Checkbox,
  Flex,
  IconButton,
  Link,
  Tabs,
  Typography,
} from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import type { TaskView } from '../../../../server/src/contracts/tasks';
import { useWhatsappRemoveTasksMutation, useWhatsappListTasksQuery } from '../../api/tasks';
import { PLUGIN_ID } from '../../pluginId';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { CursorPager } from '../../shared/CursorPager';
import { permission, useCan } from '../../shared/permissions';
import { ResponsiveTable, type Column } from '../../shared/ResponsiveTable';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { DueWord } from '../../shared/tasks/DueWord';
import { TaskForm } from '../../shared/tasks/TaskForm';
import { TaskUndo } from '../../shared/tasks/TaskUndo';
import { useTaskState } from '../../shared/tasks/useTaskState';
import { useRefusal } from '../../shared/useRefusal';
import { useCursorPages } from '../../shared/useCursorPages';
import { useMoments } from '../../shared/useMoments';
import { useT } from '../../shared/useT';
import { useShownName } from '../../shared/people/usePersonName';

const SCOPES = ['mine', 'all', 'done'] as const;
type Scope = (typeof SCOPES)[number];
type Doing = { what: 'new' } | { what: 'edit' | 'delete'; task: TaskView } | null;

const About = ({ task }: { task: TaskView }) => {
  const shownName = useShownName();
  const { can } = useCan();
  if (!task.contact) return <Typography textColor="neutral600">–</Typography>;
  const to = task.conversationId
    ? `/plugins/${PLUGIN_ID}/inbox?c=${task.conversationId}`
    : can.contactBrowse
      ? `/plugins/${PLUGIN_ID}/contacts?contact=${task.contact.id}`
      : null;
  const name = shownName(task.contact.name);
  return to ? (
    <Link tag={RouterLink} to={to}>
      {name}
    </Link>
  ) : (
    <Typography>{name}</Typography>
  );
};

const Title = ({ task, onToggle }: { task: TaskView; onToggle: () => void }) => {
  const t = useT();
  const isDone = task.state === 'done';
  return (
    <Flex gap={3} alignItems="flex-start">
      <Checkbox
        aria-label={t(isDone ? 'tasks.reopen' : 'tasks.finish', { title: task.title })}
        checked={isDone}
        onCheckedChange={onToggle}
      />
      <Box minWidth="0">
        <Typography tag="p" fontWeight="semiBold">
          {task.title}
        </Typography>
        {task.note ? (
          <Typography tag="p" variant="pi" textColor="neutral600" ellipsis>
            {task.note}
          </Typography>
        ) : null}
        {task.origin === 'agent' ? null : (
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t(`tasks.by.${task.origin}`, { name: task.madeBy ?? '' })}
          </Typography>
        )}
      </Box>
    </Flex>
  );
};

const useColumns = (
  scope: Scope,
  { onToggle, onDo }: { onToggle: (task: TaskView) => void; onDo: (doing: Doing) => void }
): Column<TaskView>[] => {
  const t = useT();
  const moments = useMoments();
  return [
    {
      key: 'title',
      label: t('tasks.column.title'),
      isTitle: true,
      render: (task) => <Title task={task} onToggle={() => onToggle(task)} />,
    },
    { key: 'about', label: t('tasks.column.contact'), render: (task) => <About task={task} /> },
    scope === 'done'
      ? {
          key: 'done',
          label: t('tasks.column.done'),
          render: (task) => (
            <Typography variant="pi" textColor="neutral600">
              {task.doneAt === null
                ? '–'
                : t('tasks.done-by', {
                    name: task.doneBy?.name ?? '–',
                    at: moments.full(task.doneAt),
                  })}
            </Typography>
          ),
        }
      : {
          key: 'due',
          label: t('tasks.column.due'),
          render: (task) => <DueWord dueAt={task.dueAt} />,
        },
    {
      key: 'assignee',
      label: t('tasks.column.assignee'),
      render: (task) => (
        <Typography {...(task.assignee ? {} : { textColor: 'neutral600' })}>
          {task.assignee?.name ?? t('tasks.nobody')}
        </Typography>
      ),
    },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (task) => (
        <Flex gap={1} justifyContent="flex-end">
          <IconButton
            variant="ghost"
            label={t('tasks.edit-of', { title: task.title })}
            onClick={() => onDo({ what: 'edit', task })}
          >
            <Pencil />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('tasks.delete-of', { title: task.title })}
            onClick={() => onDo({ what: 'delete', task })}
          >
            <Trash />
          </IconButton>
        </Flex>
      ),
    },
  ];
};

const DeleteTask = ({ task, onClose }: { task: TaskView; onClose: () => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const [remove] = useWhatsappRemoveTasksMutation();
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('tasks.delete.title', { title: task.title })}
      confirmLabel={t('tasks.delete.confirm')}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await remove(task.id).unwrap();
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      {t('tasks.delete.body')}
    </ConfirmAction>
  );
};

const Rows = ({ scope, onDo }: { scope: Scope; onDo: (doing: Doing) => void }) => {
  const t = useT();
  const pages = useCursorPages(scope);
  const query = useWhatsappListTasksQuery({
    scope,
    ...(pages.cursor ? { cursor: pages.cursor } : {}),
  });
  const state = useTaskState();
  const columns = useColumns(scope, { onToggle: (task) => void state.toggle(task), onDo });
  const rows = query.data?.tasks ?? [];
  return (
    <Flex direction="column" alignItems="stretch">
      <TaskUndo state={state} />
      {query.isLoading ? <RowSkeletons /> : null}
      {query.isError && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && rows.length === 0 ? (
        <EmptyState
          content={t(`tasks.empty.${scope}`)}
          action={
            scope === 'done' ? null : (
              <Button
                variant="secondary"
                startIcon={<Plus />}
                onClick={() => onDo({ what: 'new' })}
              >
                {t('tasks.new')}
              </Button>
            )
          }
        />
      ) : null}
      {rows.length > 0 ? (
        <ResponsiveTable
          rows={rows}
          columns={columns}
          rowKey={(task) => task.id}
          label={t('tasks.title')}
          testId="task-row"
          isTight
        />
      ) : null}
      <CursorPager
        pages={pages}
        nextCursor={query.data?.nextCursor}
        isFetching={query.isFetching}
      />
    </Flex>
  );
};

const TasksList = () => {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const [doing, setDoing] = useState<Doing>(null);
  const scope = SCOPES.find((one) => one === params.get('scope')) ?? 'mine';
  return (
    <Page.Main>
      <Page.Title>{t('tasks.title')}</Page.Title>
      <Layouts.Header
        title={t('tasks.title')}
        subtitle={t('tasks.subtitle')}
        primaryAction={
          <Button
            startIcon={<Plus />}
            onClick={() => setDoing({ what: 'new' })}
            data-testid="new-task"
          >
            {t('tasks.new')}
          </Button>
        }
      />
      <Layouts.Content>
        <Tabs.Root
          value={scope}
          onValueChange={(next: string) => setParams(next === 'mine' ? {} : { scope: next })}
        >
          <Tabs.List aria-label={t('tasks.title')}>
            {SCOPES.map((one) => (
              <Tabs.Trigger key={one} value={one}>
                {t(`tasks.tab.${one}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Box paddingTop={4}>
            {SCOPES.map((one) => (
              <Tabs.Content key={one} value={one}>
                {one === scope ? <Rows scope={one} onDo={setDoing} /> : null}
              </Tabs.Content>
            ))}
          </Box>
        </Tabs.Root>
      </Layouts.Content>
      {doing?.what === 'new' || doing?.what === 'edit' ? (
        <TaskForm task={doing.what === 'edit' ? doing.task : null} onClose={() => setDoing(null)} />
      ) : null}
      {doing?.what === 'delete' ? (
        <DeleteTask task={doing.task} onClose={() => setDoing(null)} />
      ) : null}
    </Page.Main>
  );
};

const TasksPage = () => (
  <Page.Protect permissions={[permission('taskHandle')]}>
    <TasksList />
  </Page.Protect>
);

export default TasksPage;
