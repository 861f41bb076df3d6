import type { ChangeEvent } from 'react';
import { Checkbox, Field, TextInput } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { Choices } from '../../../shared/Choices';
import { profileFields } from '../../../shared/people/conditions';
import { usePeopleWords } from '../../../shared/people/usePeopleWords';
import { VariableText } from '../../../shared/text-variables/VariableText';
import { useT } from '../../../shared/useT';
import { PERSONAL, StepFields } from '../components/StepFields';
import { ChoiceFields, QuestionFields } from './AskFields';
import { BranchFields } from './BranchFields';
import { isBotStep, VALUES_MOST } from './model/form';
import {
  Add,
  Duration,
  Removable,
  Select,
  Text,
  Words,
  type Props,
  type StepProps,
} from './StepInputs';
import { clockOf } from './useFlowWords';

const WaitFields = ({ step, onChange, errorOf }: Props<'wait'>) => {
  const t = useT();
  const { until } = step;
  const put = (next: typeof until) => onChange({ ...step, until: next });
  return (
    <>
      <Choices
        label={t('flows.field.until')}
        value={until.kind}
        options={(['minutes', 'hour'] as const).map(
          (one) => [one, t(`flows.until.${one}`)] as const
        )}
        onChange={(kind) =>
          put(kind === 'hour' ? { kind, hour: 9, minute: 0, least: 0 } : { kind, minutes: 60 })
        }
      />
      {until.kind === 'minutes' ? (
        <Duration
          name="until"
          label={t('flows.field.time')}
          value={until.minutes}
          error={errorOf('until')}
          onChange={(minutes) => put({ ...until, minutes: minutes ?? 0 })}
        />
      ) : (
        <>
          <Field.Root name="hour" hint={t('flows.field.hour-hint')}>
            <Field.Label>{t('flows.field.hour')}</Field.Label>
            <TextInput
              type="time"
              value={clockOf(until)}
              onChange={(e: ChangeEvent<HTMLInputElement>) => {
                const [hour = 0, minute = 0] = e.target.value.split(':').map(Number);
                put({ ...until, hour, minute });
              }}
            />
            <Field.Hint />
          </Field.Root>
          <Duration
            name="least"
            label={t('flows.field.least')}
            hint={t('flows.field.least-hint')}
            value={until.least}
            error={errorOf('least')}
            onChange={(least) => put({ ...until, least: least ?? 0 })}
          />
        </>
      )}
      <Checkbox
        checked={step.orAnswer}
        onCheckedChange={(or: boolean | 'indeterminate') =>
          onChange({ ...step, orAnswer: or === true })
        }
      >
        {t('flows.field.or-answer')}
      </Checkbox>
    </>
  );
};

const LinkFields = (props: Props<'link'>) => {
  const t = useT();
  const { step, onChange, errorOf, saved } = props;
  return (
    <>
      <Text {...props} label="bots.field.text" />
      <Words
        name="button"
        label={t('flows.field.button')}
        required
        value={step.button}
        most={20}
        error={errorOf('button')}
        onChange={(button) => onChange({ ...step, button })}
      />
      <VariableText
        name="url"
        required
        label={t('flows.field.url')}
        hint={t('flows.field.url-hint')}
        value={step.url}
        variables={PERSONAL}
        own={saved}
        maxLength={2000}
        error={errorOf('url')}
        onChange={(url) => onChange({ ...step, url: url.trim() })}
      />
    </>
  );
};

const SETTABLE = [
  'name',
  'givenName',
  'familyName',
  'email',
  'town',
  'language',
  'timezone',
] as const;

const SetFields = ({ step, onChange, errorOf, saved }: Props<'set'>) => {
  const t = useT();
  const { locale } = useIntl();
  const { facets } = usePeopleWords();
  const custom = profileFields(facets, locale).filter(({ locked }) => !locked);
  const { values } = step;
  const put = (next: typeof values) => onChange({ ...step, values: next });
  const known = [
    ...SETTABLE.map((field) => [field as string, t(`flows.set.${field}`)] as const),
    ...custom.map(({ key, label }) => [`custom.${key}`, label] as const),
  ];
  return (
    <>
      {values.map((value, i) => {
        const change = (part: Partial<typeof value>) =>
          put(values.map((old, at) => (at === i ? { ...old, ...part } : old)));
        // A profile field that is gone is still named.
        const isKnown = known.some(([field]) => field === value.field);
        return (
          <Removable
            key={i}
            label={t('flows.set.remove', { number: i + 1 })}
            isOnly={values.length === 1}
            onRemove={() => put(values.filter((_old, at) => at !== i))}
          >
            <Select
              name={`field-${i}`}
              label={t('flows.set.field', { number: i + 1 })}
              value={value.field}
              options={isKnown ? known : [...known, [value.field, value.field]]}
              error={errorOf(`values.${i}.field`)}
              onChange={(field) => change({ field: field as typeof value.field })}
            />
            <VariableText
              name={`text-${i}`}
              label={t('flows.set.text', { number: i + 1 })}
              hint={t('flows.set.text-hint')}
              value={value.text}
              variables={PERSONAL}
              own={saved}
              maxLength={1000}
              error={errorOf(`values.${i}.text`) || errorOf('values')}
              onChange={(text) => change({ text })}
            />
          </Removable>
        );
      })}
      <Add
        word="flows.set.add"
        isFull={values.length >= VALUES_MOST}
        onAdd={() => put([...values, { field: 'email', text: '' }])}
      />
    </>
  );
};

const StartFields = ({ step, onChange, errorOf, botId }: Props<'start-flow'>) => {
  const t = useT();
  const bots = useWhatsappListBotsQuery({}).data?.bots ?? [];
  return (
    <Select
      name="flowId"
      label={t('flows.field.flow')}
      hint={t('flows.field.flow-hint')}
      placeholder={t('flows.field.flow-choose')}
      value={step.flowId === 0 ? '' : String(step.flowId)}
      options={bots.filter(({ id }) => id !== botId).map(({ id, name }) => [String(id), name])}
      error={errorOf('flowId')}
      onChange={(id) => onChange({ ...step, flowId: Number(id) })}
    />
  );
};

/** The fields of a step by its kind; steps that bots have are written as in the form of a bot. */
export const FlowStepFields = (props: StepProps) => {
  const { step, onChange, errorOf, saved } = props;
  if (isBotStep(step)) return <StepFields {...{ step, onChange, errorOf }} own={saved} />;
  switch (step.kind) {
    case 'question':
      return <QuestionFields {...props} step={step} />;
    case 'choice':
      return <ChoiceFields {...props} step={step} />;
    case 'branch':
      return <BranchFields {...props} step={step} />;
    case 'wait':
      return <WaitFields {...props} step={step} />;
    case 'link':
      return <LinkFields {...props} step={step} />;
    case 'set':
      return <SetFields {...props} step={step} />;
    case 'start-flow':
      return <StartFields {...props} step={step} />;
  }
};
