import { useState } from 'react';
import {
  Box,
  Field,
  SingleSelect,
  SingleSelectOption,
  Tag,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { TaskView } from '../../../../server/src/contracts/tasks';
import { useWhatsappListAgentsQuery } from '../../api/conversations';
import { useWhatsappCreateTasksMutation, useWhatsappUpdateTasksMutation } from '../../api/tasks';
import { ContactPicker } from '../ContactPicker';
import { FormModal } from '../FormModal';
import { MomentField } from '../MomentField';
import { useCan } from '../permissions';
import { useApiError } from '../useApiError';
import { useRefusal } from '../useRefusal';
import { viewerZone } from '../useMoments';
import { useT } from '../useT';

type Person = { id: number; name: string };
type Props = {
  /** Null: a new one. */
  task: TaskView | null;
  /** Whom a new task is about, when that is settled already. */
  contact?: Person | null;
  conversationId?: number | null;
  onClose: () => void;
};

const NOBODY = 'nobody';

const useTaskForm = ({ task, contact = null, conversationId = null, onClose }: Props) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const { can } = useCan();
  const agents = useWhatsappListAgentsQuery(undefined, { skip: !can.chatRead });
  const [title, setTitle] = useState(task?.title ?? '');
  const [note, setNote] = useState(task?.note ?? '');
  const [dueAt, setDueAt] = useState<number | null>(task?.dueAt ?? null);
  const [chosen, setChosen] = useState<number | null | undefined>(
    task ? (task.assignee?.id ?? null) : undefined
  );
  const [about, setAbout] = useState<Person | null>(task?.contact ?? contact);
  const [error, setError] = useState<{ field: string; message: string } | null>(null);
  const [create, creating] = useWhatsappCreateTasksMutation();
  const [update, updating] = useWhatsappUpdateTasksMutation();
  // A task that one makes is one's own until somebody else is chosen.
  const assigneeId = chosen === undefined ? (agents.data?.me ?? null) : chosen;
  const save = async () => {
    if (title.trim() === '') {
      setError({ field: 'title', message: t('tasks.form.title-missing') });
      return;
    }
    if (Number.isNaN(dueAt)) {
      setError({ field: 'dueAt', message: t('shell.moment.unread') });
      return;
    }
    const body = { title: title.trim(), note: note.trim() || null, dueAt, assigneeId };
    try {
      if (task) await update({ id: task.id, body }).unwrap();
      else await create({ ...body, contactId: about?.id ?? null, conversationId }).unwrap();
      toggleNotification({ type: 'success', message: t('tasks.saved', { title: body.title }) });
      onClose();
    } catch (refused) {
      const shown = explain(refused);
      if (shown.field) setError({ field: shown.field, message: shown.message });
      else refuse(refused);
    }
  };
  return {
    agents: agents.data?.agents ?? [],
    me: agents.data?.me ?? null,
    values: { title, note, dueAt, assigneeId, about },
    // Whom it falls to unchosen is known only once the colleagues are.
    draft: { title, note, dueAt, chosen, about },
    setTitle: (value: string) => {
      setError(null);
      setTitle(value);
    },
    setNote,
    setDueAt: (at: number | null) => {
      setError(null);
      setDueAt(at);
    },
    setAssignee: setChosen,
    setAbout,
    errorOf: (field: string) => (error?.field === field ? error.message : false),
    save,
    isSaving: creating.isLoading || updating.isLoading,
  };
};

type Form = ReturnType<typeof useTaskForm>;

const Assignee = ({ form }: { form: Form }) => {
  const t = useT();
  return (
    <Field.Root name="assignee" error={form.errorOf('assigneeId')}>
      <Field.Label>{t('tasks.form.assignee')}</Field.Label>
      <SingleSelect
        value={form.values.assigneeId === null ? NOBODY : String(form.values.assigneeId)}
        onChange={(value) => form.setAssignee(value === NOBODY ? null : Number(value))}
      >
        <SingleSelectOption value={NOBODY}>{t('tasks.nobody')}</SingleSelectOption>
        {form.agents.map((agent) => (
          <SingleSelectOption key={agent.id} value={String(agent.id)}>
            {agent.id === form.me ? t('tasks.me', { name: agent.name }) : agent.name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
};

const Due = ({ form }: { form: Form }) => {
  const t = useT();
  return (
    <MomentField
      name="due"
      label={t('tasks.form.due')}
      hint={t('tasks.form.zone', { zone: viewerZone() })}
      at={form.values.dueAt}
      onChange={form.setDueAt}
      error={form.errorOf('dueAt')}
    />
  );
};

const About = ({ form }: { form: Form }) => {
  const t = useT();
  const { can } = useCan();
  const { about } = form.values;
  if (about)
    return (
      <Box>
        <Tag
          icon={<Cross aria-hidden />}
          label={t('tasks.form.contact-take-out', { name: about.name })}
          onClick={() => form.setAbout(null)}
        >
          {about.name}
        </Tag>
      </Box>
    );
  if (!can.contactBrowse) return null;
  return <ContactPicker label={t('tasks.form.contact')} onPick={(c) => form.setAbout(c)} />;
};

/** Title, note, due time and who does it. For a new one also whom it is about. */
export const TaskForm = (props: Props) => {
  const t = useT();
  const form = useTaskForm(props);
  return (
    <FormModal
      title={t(props.task ? 'tasks.form.edit' : 'tasks.form.new')}
      submitLabel={t(props.task ? 'tasks.form.save' : 'tasks.form.create')}
      submitTestId="save-task"
      isBusy={form.isSaving}
      draft={form.draft}
      onSubmit={() => void form.save()}
      onClose={props.onClose}
    >
      <Field.Root name="title" required error={form.errorOf('title')}>
        <Field.Label>{t('tasks.form.title')}</Field.Label>
        <TextInput
          value={form.values.title}
          maxLength={200}
          placeholder={t('tasks.form.title-example')}
          data-testid="task-title"
          onChange={(e: React.ChangeEvent<HTMLInputElement>) => form.setTitle(e.target.value)}
        />
        <Field.Error />
      </Field.Root>
      <Due form={form} />
      <Assignee form={form} />
      {props.task || props.contact ? null : <About form={form} />}
      <Field.Root name="note">
        <Field.Label>{t('tasks.form.note')}</Field.Label>
        <Textarea
          value={form.values.note}
          maxLength={2000}
          onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) => form.setNote(e.target.value)}
        />
      </Field.Root>
    </FormModal>
  );
};
