import { useState } from 'react';
import {
  Checkbox,
  Field,
  Flex,
  IconButton,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { ArrowUp } from '@strapi/icons';
import type {
  ColleagueView,
  TeamMethod,
  TeamView,
  TeamWho,
} from '../../../../../server/src/contracts/team';
import { useWhatsappSaveTeamMutation } from '../../../api/team';
import { FormModal } from '../../../shared/FormModal';
import { useApiError, type ShownError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';
import { earlier, emptyTeam, teamFormOf, toggled } from './model';

const METHODS: readonly TeamMethod[] = ['round-robin', 'least-busy', 'none'];
const WHO: readonly TeamWho[] = ['everybody', 'on-duty', 'online'];
const NOBODY = 'nobody';

interface Props {
  /** Null makes a new one. */
  readonly team: TeamView | null;
  readonly people: readonly ColleagueView[];
  readonly onClose: () => void;
}
type Form = typeof emptyTeam;
interface FieldsProps {
  readonly form: Form;
  readonly change: (part: Partial<Form>) => void;
  readonly people: readonly ColleagueView[];
}

/** Who is in it: those who are, in the order of their turns, then the others. */
const Members = ({ form, change, people }: FieldsProps) => {
  const t = useT();
  const { memberIds } = form;
  const inside = memberIds.flatMap((id) => people.find((one) => one.id === id) ?? []);
  const outside = people.filter(({ id }) => !memberIds.includes(id));
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={2}
      role="group"
      aria-label={t('team.members')}
    >
      <Typography variant="pi" fontWeight="bold">
        {t('team.members')}
      </Typography>
      {[...inside, ...outside].map(({ id, name }) => (
        <Flex key={id} justifyContent="space-between" gap={2}>
          <Checkbox
            checked={memberIds.includes(id)}
            onCheckedChange={() => change({ memberIds: toggled(memberIds, id) })}
          >
            {name}
          </Checkbox>
          {memberIds.indexOf(id) > 0 ? (
            <IconButton
              label={t('team.members.earlier', { name })}
              variant="ghost"
              onClick={() => change({ memberIds: earlier(memberIds, id) })}
            >
              <ArrowUp />
            </IconButton>
          ) : null}
        </Flex>
      ))}
    </Flex>
  );
};

const RuleFields = ({ form, change, people }: FieldsProps) => {
  const t = useT();
  return (
    <>
      <Field.Root name="method" hint={t(`team.method.${form.method}.hint`)}>
        <Field.Label>{t('team.method')}</Field.Label>
        <SingleSelect
          value={form.method}
          onChange={(value) =>
            change({ method: METHODS.find((one) => one === value) ?? form.method })
          }
        >
          {METHODS.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t(`team.method.${one}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
      <Field.Root name="who">
        <Field.Label>{t('team.who')}</Field.Label>
        <SingleSelect
          value={form.who}
          onChange={(value) => change({ who: WHO.find((one) => one === value) ?? form.who })}
        >
          {WHO.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t(`team.who.${one}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Field.Root name="maxLoad" hint={t('team.max-load.hint')}>
        <Field.Label>{t('team.max-load')}</Field.Label>
        <NumberInput
          {...(form.maxLoad === null ? {} : { value: form.maxLoad })}
          onValueChange={(value) => change({ maxLoad: value ?? null })}
        />
        <Field.Hint />
      </Field.Root>
      <Field.Root name="fallbackId">
        <Field.Label>{t('team.fallback')}</Field.Label>
        <SingleSelect
          value={form.fallbackId === null ? NOBODY : String(form.fallbackId)}
          onChange={(value) => change({ fallbackId: value === NOBODY ? null : Number(value) })}
        >
          <SingleSelectOption value={NOBODY}>{t('team.fallback.wait')}</SingleSelectOption>
          {people.map(({ id, name }) => (
            <SingleSelectOption key={id} value={String(id)}>
              {name}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </>
  );
};

/** A team: who is in it, and how conversations find them. */
export const TeamForm = ({ team, people, onClose }: Props) => {
  const t = useT();
  const explain = useApiError();
  const [form, setForm] = useState<Form>(() => (team ? teamFormOf(team) : emptyTeam));
  const [refused, setRefused] = useState<ShownError | null>(null);
  const [save, { isLoading }] = useWhatsappSaveTeamMutation();
  const change = (part: Partial<Form>) => setForm((old) => ({ ...old, ...part }));
  const onSave = async () => {
    const answer = await save({ id: team?.id ?? null, body: form });
    if ('error' in answer) return setRefused(explain(answer.error));
    onClose();
  };
  return (
    <FormModal
      title={team ? t('team.edit', { name: team.name }) : t('team.new')}
      submitLabel={t('team.save')}
      submitTestId="save-team"
      isReady={form.name.trim() !== ''}
      isBusy={isLoading}
      draft={form}
      onSubmit={() => void onSave()}
      onClose={onClose}
    >
      <Field.Root name="name" required error={refused?.field === 'name' ? refused.atField : false}>
        <Field.Label>{t('team.name')}</Field.Label>
        <TextInput
          value={form.name}
          maxLength={80}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Field.Error />
      </Field.Root>
      <Members form={form} change={change} people={people} />
      <RuleFields form={form} change={change} people={people} />
      {refused && refused.field !== 'name' ? (
        <Typography textColor="danger600" role="alert">
          {refused.message}
        </Typography>
      ) : null}
    </FormModal>
  );
};
