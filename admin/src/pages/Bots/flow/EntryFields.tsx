import { useState } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { writesValues } from '../../../../../server/src/contracts/flow-parts';
import {
  ENTRY_ACTIONS,
  ENTRY_CONDITIONS_MOST,
  ENTRY_VALUES_MOST,
} from '../../../../../server/src/contracts/entry-step';
import type { EntryField, EntryType } from '../../../../../server/src/contracts/record-writes';
import { useWhatsappTypesRecordWritesQuery } from '../../../api/record-writes';
import { Notice } from '../../../shared/Notice';
import { ConditionValue } from '../../../shared/people/FieldConditions';
import {
  needsValue,
  operatorsOf,
  shownOperator,
  withOperator,
} from '../../../shared/people/conditions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { BotText } from '../components/BotText';
import {
  filterField,
  looks,
  newCondition,
  newWhich,
  offeredValues,
  WHICH,
  withAction,
  type Looking,
} from './model/entry';
import type { EditOf } from './model/form';
import { Add, Removable, Select, type Props } from './StepInputs';

type Entry = EditOf<'entry'>;
type Newest = Extract<Entry['which'], { by: 'newest' }>;
interface FieldsProps extends Props<'entry'> {
  /** The chosen content type. */
  readonly known: EntryType;
}

/** A field that is gone is still named. */
const optionsOf = (fields: readonly EntryField[], chosen: string) => {
  const known = fields.map(({ field, label }) => [field, label] as const);
  const isKnown = chosen === '' || known.some(([field]) => field === chosen);
  return isKnown ? known : [...known, [chosen, chosen] as const];
};

/** One condition on a field of the entry. */
const Condition = ({
  at,
  one,
  known,
  error,
  onChange,
}: {
  at: number;
  one: Newest['when'][number];
  known: EntryType;
  error: string | false;
  onChange: (next: Newest['when'][number]) => void;
}) => {
  const t = useT();
  const number = at + 1;
  const found = known.fields.find(({ field }) => field === one.field);
  const field = found && filterField(known.type, found);
  const condition = { ...one, on: 'record' as const, key: one.field, exclude: false };
  return (
    <>
      <Select
        name={`when-${at}`}
        label={t('flows.entry.when-field', { number })}
        value={one.field}
        options={optionsOf(known.fields, one.field)}
        error={error}
        onChange={(chosen) => {
          const next = known.fields.find((each) => each.field === chosen);
          if (next) onChange(newCondition(known.type, next));
        }}
      />
      {field ? (
        <>
          <Select
            name={`operator-${at}`}
            label={t('people.condition.operator')}
            value={one.operator}
            options={operatorsOf(field.kind).map(
              (operator) =>
                [operator, t(`people.operator.${shownOperator(operator, field.kind)}`)] as const
            )}
            onChange={(chosen) => {
              const { operator, value } = withOperator(condition, field.kind, chosen);
              onChange({ field: one.field, operator, value });
            }}
          />
          {needsValue(one.operator) ? (
            <ConditionValue
              condition={condition}
              field={field}
              set={({ operator, value }) => onChange({ field: one.field, operator, value })}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
};

/** What the newest linked entry must answer. */
const Conditions = ({ step, which, known, errorOf, onChange }: FieldsProps & { which: Newest }) => {
  const t = useT();
  const { when } = which;
  const put = (next: Newest['when']) => onChange({ ...step, which: { ...which, when: next } });
  const [first] = known.fields;
  return (
    <>
      {when.map((one, i) => (
        <Removable
          key={i}
          label={t('flows.entry.when-remove', { number: i + 1 })}
          isOnly={false}
          onRemove={() => put(when.filter((_old, at) => at !== i))}
        >
          <Condition
            at={i}
            one={one}
            known={known}
            error={errorOf(`which.when.${i}`)}
            onChange={(next) => put(when.map((old, at) => (at === i ? next : old)))}
          />
        </Removable>
      ))}
      <Add
        word="people.condition.add"
        isFull={first === undefined || when.length >= ENTRY_CONDITIONS_MOST}
        onAdd={() => first && put([...when, newCondition(known.type, first)])}
      />
    </>
  );
};

/** Which entry of the type is meant. */
const WhichFields = (props: FieldsProps & { action: Looking }) => {
  const t = useT();
  const { step, known, action, onChange, errorOf, saved } = props;
  const { which } = step;
  const put = (next: Entry['which']) => onChange({ ...step, which: next });
  return (
    <>
      <Select
        name="which"
        label={t('flows.entry.which')}
        value={which.by}
        options={WHICH[action].map((by) => [by, t(`flows.entry.which.${by}`)] as const)}
        onChange={(by) => put(newWhich(by))}
      />
      {which.by === 'newest' ? <Conditions {...props} which={which} /> : null}
      {which.by === 'field' ? (
        <>
          <Select
            name="which-field"
            label={t('flows.entry.by-field')}
            placeholder={t('flows.entry.field-choose')}
            value={which.field}
            options={optionsOf(known.fields, which.field)}
            error={errorOf('which.field')}
            onChange={(field) => put({ ...which, field })}
          />
          <BotText
            name="which-text"
            required
            label={t('flows.entry.by-text')}
            hint={t('flows.entry.by-hint')}
            value={which.text}
            own={saved}
            maxLength={500}
            error={errorOf('which.text')}
            onChange={(text) => put({ ...which, text })}
          />
        </>
      ) : null}
    </>
  );
};

const CLEARED = 'value-cleared';
const TYPED = 'value-typed';

/** The new value of a field: one of its list, or a text with variables. */
const ValueField = ({
  at,
  text,
  field,
  saved,
  error,
  onChange,
}: {
  at: number;
  text: string;
  field: EntryField | undefined;
  saved: readonly string[];
  error: string | false;
  onChange: (text: string) => void;
}) => {
  const t = useT();
  const number = at + 1;
  const offered = field ? offeredValues(field) : [];
  const [isTyped, setTyped] = useState(text !== '' && !offered.includes(text));
  const wordOf = (value: string): string => {
    if (field?.kind !== 'yes-no') return value;
    return t(value === 'true' ? 'people.yes' : 'people.no');
  };
  const typed = (
    <BotText
      name={`value-text-${at}`}
      label={t('flows.set.text', { number })}
      hint={t(
        field?.kind === 'date' || field?.kind === 'moment'
          ? 'flows.entry.day-hint'
          : 'flows.set.text-hint'
      )}
      value={text}
      own={saved}
      maxLength={1000}
      error={error}
      onChange={onChange}
    />
  );
  if (offered.length === 0) return typed;
  return (
    <>
      <Select
        name={`value-${at}`}
        label={t('flows.entry.value', { number })}
        value={isTyped ? TYPED : text || CLEARED}
        options={[
          ...offered.map((value) => [value, wordOf(value)] as const),
          [CLEARED, t('flows.entry.value.clear')],
          [TYPED, t('flows.entry.value.typed')],
        ]}
        onChange={(chosen) => {
          setTyped(chosen === TYPED);
          onChange(chosen === CLEARED || chosen === TYPED ? '' : chosen);
        }}
      />
      {isTyped ? typed : null}
    </>
  );
};

/** The fields that are written, with their new values. */
const ValueFields = ({ step, known, onChange, errorOf, saved }: FieldsProps) => {
  const t = useT();
  const { values } = step;
  const writable = known.fields.filter((one) => one.writable);
  const put = (next: Entry['values']) => onChange({ ...step, values: next });
  const fieldOf = (name: string) => known.fields.find(({ field }) => field === name);
  const firstText = (name: string): string => {
    const field = fieldOf(name);
    return (field && offeredValues(field)[0]) ?? '';
  };
  return (
    <>
      {values.map(({ field, text }, i) => {
        const change = (part: Partial<Entry['values'][number]>) =>
          put(values.map((old, at) => (at === i ? { ...old, ...part } : old)));
        return (
          <Removable
            key={i}
            label={t('flows.set.remove', { number: i + 1 })}
            isOnly={false}
            onRemove={() => put(values.filter((_old, at) => at !== i))}
          >
            <Select
              name={`value-field-${i}`}
              label={t('flows.set.field', { number: i + 1 })}
              placeholder={t('flows.entry.field-choose')}
              value={field}
              options={optionsOf(writable, field)}
              error={errorOf(`values.${i}.field`)}
              onChange={(chosen) => change({ field: chosen, text: firstText(chosen) })}
            />
            <ValueField
              key={field}
              at={i}
              text={text}
              field={fieldOf(field)}
              saved={saved}
              error={errorOf(`values.${i}.text`)}
              onChange={(next) => change({ text: next })}
            />
          </Removable>
        );
      })}
      {errorOf('values') ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {errorOf('values')}
        </Typography>
      ) : null}
      {writable.length === 0 ? (
        <Typography textColor="neutral600">{t('flows.entry.no-fields')}</Typography>
      ) : null}
      <Add
        word="flows.set.add"
        isFull={writable.length === 0 || values.length >= ENTRY_VALUES_MOST}
        onAdd={() => put([...values, { field: '', text: '' }])}
      />
    </>
  );
};

/** What is done, with entries of which type. */
const Head = ({
  step,
  onChange,
  errorOf,
  types,
}: Props<'entry'> & { types: readonly EntryType[] }) => {
  const t = useT();
  const known = types.map(({ type, label }) => [type, label] as const);
  const isGone = step.type !== '' && !types.some(({ type }) => type === step.type);
  return (
    <>
      <Select
        name="action"
        label={t('flows.entry.action')}
        hint={t(`flows.entry.action.${step.action}.hint`)}
        value={step.action}
        options={ENTRY_ACTIONS.map((one) => [one, t(`flows.entry.action.${one}`)] as const)}
        onChange={(action) => onChange(withAction(step, action))}
      />
      <Select
        name="type"
        label={t('flows.entry.type')}
        placeholder={t('flows.entry.type-choose')}
        value={step.type}
        options={isGone ? [...known, [step.type, step.type] as const] : known}
        error={errorOf('type')}
        onChange={(type) => onChange({ ...step, type, values: [], which: newWhich(step.which.by) })}
      />
    </>
  );
};

/** Finds, makes, changes or links an entry of a linked content type. */
export const EntryFields = (props: Props<'entry'>) => {
  const t = useT();
  const { step } = props;
  const query = useWhatsappTypesRecordWritesQuery();
  if (query.isLoading) return <RowSkeletons rows={2} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { types } = query.data;
  if (types.length === 0 && step.type === '')
    return <Notice variant="default" title={t('flows.entry.no-types')} />;
  const known = types.find(({ type }) => type === step.type);
  const { action } = step;
  return (
    <>
      <Head {...props} types={types} />
      {known && looks(action) ? <WhichFields {...props} known={known} action={action} /> : null}
      {known && writesValues(step) ? (
        <Flex direction="column" alignItems="stretch" gap={3} tag="section">
          <Typography variant="delta" tag="h3">
            {t('flows.entry.values')}
          </Typography>
          <ValueFields {...props} known={known} />
        </Flex>
      ) : null}
      {known?.hasDrafts && writesValues(step) ? (
        <Typography textColor="neutral600">
          {t(action === 'create' ? 'flows.entry.draft-hint' : 'flows.entry.published-hint')}
        </Typography>
      ) : null}
    </>
  );
};
