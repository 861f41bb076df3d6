import {
  Button,
  Field,
  Flex,
  IconButton,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { stopWord } from '../../../../../server/src/contracts/opt-out-words';
import { useWhatsappListAgentsQuery } from '../../../api/conversations';
import { useWhatsappTeamNowQuery } from '../../../api/team';
import { Counter } from '../../../shared/Counter';
import { LibraryFileField } from '../../../shared/LibraryFileField';
import { TagField } from '../../../shared/people/TagField';
import { useChosenFile } from '../../../shared/useChosenFile';
import { useT } from '../../../shared/useT';
import type { Step } from '../model';
import { BotText } from './BotText';
import { TemplateFields } from './TemplateFields';
import type { Key } from '../../../translations/key';

export type FieldsProps<K extends Step['kind'] = Step['kind']> = {
  step: Extract<Step, { kind: K }>;
  onChange: (step: Step) => void;
  /** Error at a field of this step: `text`, `templateId`… */
  errorOf: (field: string) => string | false;
  /** Values that the flow keeps; a list of steps keeps none. */
  own?: readonly string[];
};

/** Meta cuts nothing: a longer button is refused. */
const BUTTON_MOST = 20;

const Note = ({ word }: { word: Key }) => {
  const t = useT();
  return <Typography textColor="neutral600">{t(word)}</Typography>;
};

const TextFields = ({ step, onChange, errorOf, own }: FieldsProps<'text' | 'buttons'>) => {
  const t = useT();
  return (
    <BotText
      name="text"
      required
      label={t('bots.field.text')}
      value={step.text}
      own={own}
      maxLength={step.kind === 'buttons' ? 1024 : 4096}
      error={errorOf('text')}
      testId="step-text"
      onChange={(text) => onChange({ ...step, text })}
    />
  );
};

const ButtonFields = (props: FieldsProps<'buttons'>) => {
  const t = useT();
  const { step, onChange, errorOf } = props;
  const put = (buttons: string[]) => onChange({ ...step, buttons });
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <TextFields {...props} />
      {step.buttons.map((title, i) => (
        <Flex key={i} gap={2} alignItems="flex-end">
          <Flex flex="1" direction="column" alignItems="stretch">
            <Field.Root
              name={`button-${i}`}
              error={i === 0 ? errorOf('buttons') : false}
              hint={stopWord(title)?.sure ? t('bots.field.button-leaves') : null}
            >
              <Field.Label action={<Counter length={title.length} limit={BUTTON_MOST} />}>
                {t('bots.field.button', { number: i + 1 })}
              </Field.Label>
              <TextInput
                value={title}
                maxLength={BUTTON_MOST}
                onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
                  put(step.buttons.map((old, at) => (at === i ? e.target.value : old)))
                }
              />
              <Field.Hint />
              <Field.Error />
            </Field.Root>
          </Flex>
          <IconButton
            variant="ghost"
            label={t('bots.field.button-remove', { number: i + 1 })}
            disabled={step.buttons.length === 1}
            onClick={() => put(step.buttons.filter((_old, at) => at !== i))}
          >
            <Trash />
          </IconButton>
        </Flex>
      ))}
      {step.buttons.length < 3 ? (
        <Flex>
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Plus />}
            onClick={() => put([...step.buttons, ''])}
          >
            {t('bots.field.button-add')}
          </Button>
        </Flex>
      ) : null}
      <Typography variant="pi" textColor="neutral600">
        {t('bots.field.buttons-hint')}
      </Typography>
    </Flex>
  );
};

const PreferenceFields = ({ step, onChange, errorOf, own }: FieldsProps<'preferences'>) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Note word="bots.field.preferences-hint" />
      <BotText
        name="text"
        label={t('bots.field.preferences-text')}
        hint={t('bots.field.preferences-text-hint')}
        value={step.text}
        own={own}
        maxLength={1024}
        error={errorOf('text')}
        testId="step-text"
        onChange={(text) => onChange({ ...step, text })}
      />
    </Flex>
  );
};

const MediaFields = ({ step, onChange, errorOf, own }: FieldsProps<'media'>) => {
  const t = useT();
  const { file, choose } = useChosenFile(step.fileId);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <LibraryFileField
        label={t('bots.field.file')}
        file={file}
        error={errorOf('fileId')}
        onChange={(next) => {
          choose(next);
          onChange({ ...step, fileId: next?.id ?? 0 });
        }}
      />
      <BotText
        name="caption"
        label={t('bots.field.caption')}
        value={step.caption}
        own={own}
        maxLength={1024}
        error={errorOf('caption')}
        onChange={(caption) => onChange({ ...step, caption })}
      />
    </Flex>
  );
};

const NOBODY = 'nobody';

const Person = ({
  value,
  onChange,
  error,
}: {
  value: number | null;
  onChange: (id: number | null) => void;
  error: string | false;
}) => {
  const t = useT();
  const { data } = useWhatsappListAgentsQuery();
  return (
    <Field.Root name="assignee" error={error}>
      <Field.Label>{t('bots.field.assignee')}</Field.Label>
      <SingleSelect
        value={value === null ? NOBODY : String(value)}
        onChange={(id) => onChange(id === NOBODY ? null : Number(id))}
      >
        <SingleSelectOption value={NOBODY}>{t('tasks.nobody')}</SingleSelectOption>
        {(data?.agents ?? []).map((agent) => (
          <SingleSelectOption key={agent.id} value={String(agent.id)}>
            {agent.name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
    </Field.Root>
  );
};

const TEAM = 'team:';

/** A person or a team: one of both. */
const AssignFields = ({ step, onChange, errorOf }: FieldsProps<'assign'>) => {
  const t = useT();
  const agents = useWhatsappListAgentsQuery().data?.agents ?? [];
  const teams = useWhatsappTeamNowQuery().data?.teams ?? [];
  const { assigneeId, teamId } = step;
  const person = assigneeId === null ? NOBODY : String(assigneeId);
  return (
    <Field.Root
      name="assignee"
      error={errorOf('assigneeId') || errorOf('teamId')}
      hint={teamId ? t('bots.field.team-hint') : false}
    >
      <Field.Label>{t('bots.field.assignee')}</Field.Label>
      <SingleSelect
        value={teamId ? `${TEAM}${teamId}` : person}
        onChange={(next) => {
          const chosen = String(next);
          const isTeam = chosen.startsWith(TEAM);
          onChange({
            ...step,
            assigneeId: isTeam || chosen === NOBODY ? null : Number(chosen),
            teamId: isTeam ? Number(chosen.slice(TEAM.length)) : null,
          });
        }}
      >
        <SingleSelectOption value={NOBODY}>{t('tasks.nobody')}</SingleSelectOption>
        {teams.map(({ id, name }) => (
          <SingleSelectOption key={id} value={`${TEAM}${id}`}>
            {t('team.transfer.team', { name })}
          </SingleSelectOption>
        ))}
        {agents.map((agent) => (
          <SingleSelectOption key={agent.id} value={String(agent.id)}>
            {agent.name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

const HandoverFields = ({ step, onChange, errorOf }: FieldsProps<'handover'>) => {
  const t = useT();
  const teams = useWhatsappTeamNowQuery().data?.teams ?? [];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Note word="bots.field.handover" />
      <Field.Root name="team" error={errorOf('teamId')} hint={t('bots.field.team-hint')}>
        <Field.Label>{t('bots.field.team')}</Field.Label>
        <SingleSelect
          value={step.teamId ? String(step.teamId) : NOBODY}
          onChange={(id) => onChange({ ...step, teamId: id === NOBODY ? null : Number(id) })}
        >
          <SingleSelectOption value={NOBODY}>{t('bots.field.team-none')}</SingleSelectOption>
          {teams.map(({ id, name }) => (
            <SingleSelectOption key={id} value={String(id)}>
              {name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};

const TaskFields = ({ step, onChange, errorOf }: FieldsProps<'task'>) => {
  const t = useT();
  const hours = step.dueInMinutes === null ? undefined : step.dueInMinutes / 60;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Field.Root name="title" required error={errorOf('title')}>
        <Field.Label>{t('tasks.form.title')}</Field.Label>
        <TextInput
          value={step.title}
          maxLength={200}
          placeholder={t('tasks.form.title-example')}
          onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
            onChange({ ...step, title: e.target.value })
          }
        />
        <Field.Error />
      </Field.Root>
      <Field.Root name="due" hint={t('bots.field.due-hint')}>
        <Field.Label>{t('bots.field.due')}</Field.Label>
        <NumberInput
          {...(hours === undefined ? {} : { value: hours })}
          onValueChange={(value: number | undefined) =>
            onChange({
              ...step,
              dueInMinutes: value && value > 0 ? Math.max(1, Math.round(value * 60)) : null,
            })
          }
        />
        <Field.Hint />
      </Field.Root>
      <Person
        value={step.assigneeId}
        error={errorOf('assigneeId')}
        onChange={(assigneeId) => onChange({ ...step, assigneeId })}
      />
    </Flex>
  );
};

/** The fields of a step by its kind. */
export const StepFields = ({ step, onChange, errorOf, own = [] }: FieldsProps) => {
  const t = useT();
  switch (step.kind) {
    case 'text':
      return <TextFields {...{ step, onChange, errorOf, own }} />;
    case 'buttons':
      return <ButtonFields {...{ step, onChange, errorOf, own }} />;
    case 'preferences':
      return <PreferenceFields {...{ step, onChange, errorOf, own }} />;
    case 'media':
      return <MediaFields {...{ step, onChange, errorOf, own }} />;
    case 'template':
      return <TemplateFields {...{ step, onChange, errorOf }} />;
    case 'assign':
      return <AssignFields {...{ step, onChange, errorOf }} />;
    case 'tag':
      return (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <TagField
            label={t('bots.field.tag-add')}
            value={step.add}
            error={errorOf('add') || undefined}
            onChange={(add) => onChange({ ...step, add })}
          />
          <TagField
            label={t('bots.field.tag-remove')}
            creatable={false}
            value={step.remove}
            onChange={(remove) => onChange({ ...step, remove })}
          />
        </Flex>
      );
    case 'task':
      return <TaskFields {...{ step, onChange, errorOf }} />;
    case 'note':
      return (
        <Field.Root name="note" required error={errorOf('text')}>
          <Field.Label>{t('bots.field.note')}</Field.Label>
          <TextInput
            value={step.text}
            maxLength={500}
            onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
              onChange({ ...step, text: e.target.value })
            }
          />
          <Field.Error />
        </Field.Root>
      );
    case 'close':
      return <Note word="bots.field.close" />;
    case 'handover':
      return <HandoverFields {...{ step, onChange, errorOf }} />;
  }
};
