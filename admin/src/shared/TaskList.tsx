import { useState } from 'react';
import { Box, Button, Checkbox, Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { TaskView } from '../../../server/src/contracts/tasks';
import { useWhatsappListTasksQuery } from '../api/tasks';
import { PLUGIN_ID } from '../pluginId';
import { useCan } from './permissions';
import { ErrorState } from './states';
import { DueWord } from './tasks/DueWord';
import { TaskForm } from './tasks/TaskForm';
import { TaskUndo } from './tasks/TaskUndo';
import { useTaskState } from './tasks/useTaskState';
import { useT } from './useT';

type Props = {
  contact: { id: number; name: string };
  /** The thread that a new task belongs to. */
  conversationId?: number | null;
};

const SHOWN = 20;

/** A long text wraps within the width that it has. */
const Title = styled(TextButton)`
  max-inline-size: 100%;
  text-align: start;
  overflow-wrap: anywhere;
`;

type RowProps = { task: TaskView; onToggle: () => void; onEdit: () => void };

const Row = ({ task, onToggle, onEdit }: RowProps) => {
  const t = useT();
  return (
    <Flex tag="li" gap={3} alignItems="flex-start" data-testid="contact-task">
      <Checkbox
        aria-label={t('tasks.finish', { title: task.title })}
        checked={task.state === 'done'}
        onCheckedChange={onToggle}
      />
      <Box flex="1" minWidth="0">
        <Title onClick={onEdit} dir="auto">
          {task.title}
        </Title>
        <Flex gap={2} wrap="wrap">
          {task.dueAt === null ? null : <DueWord dueAt={task.dueAt} />}
          <Typography variant="pi" textColor="neutral600">
            {task.assignee?.name ?? t('tasks.nobody')}
          </Typography>
        </Flex>
      </Box>
    </Flex>
  );
};

/** Open tasks about one person, for side panels: tick off, make, change (C-26). Nothing for people who may not handle tasks. */
export const TaskList = ({ contact, conversationId = null }: Props) => {
  const t = useT();
  const { can } = useCan();
  const query = useWhatsappListTasksQuery(
    { scope: 'all', contactId: contact.id, limit: SHOWN },
    { skip: !can.taskHandle }
  );
  const state = useTaskState();
  const [form, setForm] = useState<{ task: TaskView | null } | null>(null);
  if (!can.taskHandle) return null;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const tasks = query.data?.tasks ?? [];
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <TaskUndo state={state} />
      {query.data && tasks.length === 0 ? (
        <Typography variant="pi" textColor="neutral600">
          {t('tasks.panel.none')}
        </Typography>
      ) : null}
      <Flex
        tag="ul"
        direction="column"
        alignItems="stretch"
        gap={2}
        padding={0}
        aria-label={t('tasks.title')}
      >
        {tasks.map((task) => (
          <Row
            key={task.id}
            task={task}
            onToggle={() => void state.toggle(task)}
            onEdit={() => setForm({ task })}
          />
        ))}
      </Flex>
      <Flex gap={3} justifyContent="space-between" wrap="wrap">
        <Button
          size="S"
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => setForm({ task: null })}
          data-testid="new-contact-task"
        >
          {t('tasks.new')}
        </Button>
        {query.data?.nextCursor ? (
          <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/tasks?scope=all`}>
            {t('tasks.panel.more')}
          </Link>
        ) : null}
      </Flex>
      {form ? (
        <TaskForm
          task={form.task}
          contact={contact}
          conversationId={conversationId}
          onClose={() => setForm(null)}
        />
      ) : null}
    </Flex>
  );
};
