import type { ChangeEvent } from 'react';
import { Checkbox, Field, TextInput, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { Choices } from '../../../shared/Choices';
import { profileFields } from '../../../shared/people/conditions';
import { usePeopleWords } from '../../../shared/people/usePeopleWords';
import { TagField } from '../../../shared/people/TagField';
import { useTopics } from '../../../shared/topics';
import { useT } from '../../../shared/useT';
import { BotText } from '../components/BotText';
import { StepFields } from '../components/StepFields';
import { ChoiceFields, QuestionFields } from './AskFields';
import { BranchFields } from './BranchFields';
import { CallFields } from './CallFields';
import { EntryFields } from './EntryFields';
import { clockOf, timeIn } from './model/clock';
import { editOf, isBotStep, VALUES_MOST, WAIT_EVENTS } from './model/form';
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
import { TextFields } from './TextFields';

const WaitFields = (props: Props<'wait'>) => {
  const { step, onChange, errorOf } = props;
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
                const time = timeIn(e.target.value);
                if (time) put({ ...until, ...time });
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
      <WaitEventFields {...props} />
    </>
  );
};

const NO_EVENT = 'none';

/** What ends a wait beside its time and a message. */
const WaitEventFields = ({ step, onChange, errorOf }: Props<'wait'>) => {
  const t = useT();
  const orEvent = step.orEvent ?? null;
  const error = errorOf('orEvent');
  return (
    <>
      <Select
        name="orEvent"
        label={t('flows.field.or-event')}
        value={orEvent?.event ?? NO_EVENT}
        options={[
          [NO_EVENT, t('flows.field.or-event.none')],
          ...WAIT_EVENTS.map((one) => [one, t(`bots.trigger.${one}`)] as const),
        ]}
        onChange={(event) =>
          onChange({ ...step, orEvent: event === NO_EVENT ? null : { event, value: '' } })
        }
      />
      {orEvent?.event === 'tag-added' ? (
        <TagField
          label={t('bots.value.tag-added')}
          value={orEvent.value === '' ? [] : [orEvent.value]}
          error={error || undefined}
          onChange={(tags) =>
            onChange({ ...step, orEvent: { ...orEvent, value: tags.at(-1) ?? '' } })
          }
        />
      ) : null}
      {orEvent?.event === 'link-opened' || orEvent?.event === 'topic-out' ? (
        <Words
          name="orEvent-value"
          label={t(`bots.value.${orEvent.event}`)}
          hint={t(`bots.value.${orEvent.event}.hint`)}
          value={orEvent.value}
          most={256}
          onChange={(value) => onChange({ ...step, orEvent: { ...orEvent, value } })}
        />
      ) : null}
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
      <BotText
        name="url"
        required
        label={t('flows.field.url')}
        hint={t('flows.field.url-hint')}
        value={step.url}
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
            <BotText
              name={`text-${i}`}
              label={t('flows.set.text', { number: i + 1 })}
              hint={t('flows.set.text-hint')}
              value={value.text}
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

const TopicFields = ({ step, onChange, errorOf }: Props<'topic'>) => {
  const t = useT();
  const { topics, nameOf } = useTopics();
  const keys = topics.map(({ key }) => key);
  // One that is not offered any more is still named.
  const shown = step.topic === '' || keys.includes(step.topic) ? keys : [...keys, step.topic];
  return (
    <>
      <Select
        name="topic"
        label={t('flows.field.topic')}
        placeholder={t('flows.field.topic-choose')}
        value={step.topic}
        options={shown.map((key) => [key, nameOf(key) ?? key] as const)}
        error={errorOf('topic')}
        onChange={(topic) => onChange({ ...step, topic })}
      />
      <Choices
        label={t('flows.field.wanted')}
        value={step.wanted ? 'yes' : 'no'}
        options={(['yes', 'no'] as const).map((one) => [one, t(`flows.wanted.${one}`)] as const)}
        onChange={(one) => onChange({ ...step, wanted: one === 'yes' })}
      />
      {step.wanted ? <AfterAnswer /> : null}
    </>
  );
};

/** Consent needs the person's own words. */
const AfterAnswer = () => {
  const t = useT();
  return <Typography textColor="neutral600">{t('flows.field.after-answer')}</Typography>;
};

const OptInFields = ({ step, onChange }: Props<'opt-in'>) => {
  const t = useT();
  return (
    <>
      <Choices
        label={t('flows.field.opt-in')}
        value={step.action}
        options={(['opt-in', 'opt-out'] as const).map(
          (one) => [one, t(`flows.opt-in.${one}`)] as const
        )}
        onChange={(action) => onChange({ ...step, action })}
      />
      <AfterAnswer />
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
  if (isBotStep(step))
    return (
      <StepFields {...{ step, errorOf }} own={saved} onChange={(next) => onChange(editOf(next))} />
    );
  switch (step.kind) {
    case 'text':
      return <TextFields {...props} step={step} />;
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
    case 'topic':
      return <TopicFields {...props} step={step} />;
    case 'opt-in':
      return <OptInFields {...props} step={step} />;
    case 'entry':
      return <EntryFields {...props} step={step} />;
    case 'http':
      return <CallFields {...props} step={step} />;
    case 'start-flow':
      return <StartFields {...props} step={step} />;
  }
};
