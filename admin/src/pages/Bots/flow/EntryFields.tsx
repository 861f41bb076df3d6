import { useState } from 'react';
import { Checkbox, Flex, Typography } from '@strapi/design-system';
import { guardOf, writesValues } from '../../../../../server/src/contracts/flow-parts';
import { ENTRY_ACTIONS, ENTRY_VALUES_MOST } from '../../../../../server/src/contracts/entry-step';
import type { EntryField, EntryType } from '../../../../../server/src/contracts/record-writes';
import { useWhatsappTypesRecordWritesQuery } from '../../../api/record-writes';
import { Notice } from '../../../shared/Notice';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { BotText } from '../components/BotText';
import { EntryConditions } from './EntryConditions';
import {
  looks,
  newWhich,
  offeredValues,
  optionsOf,
  WHICH,
  withAction,
  type Looking,
} from './model/entry';
import type { EditOf } from './model/form';
import { Add, Removable, Select, type Props } from './StepInputs';

type Entry = EditOf<'entry'>;
interface FieldsProps extends Props<'entry'> {
  /** The chosen content type. */
  readonly known: EntryType;
}

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
        {...(which.by === 'automation' ? { hint: t('flows.entry.which.automation.hint') } : {})}
      />
      {which.by === 'newest' ? (
        <EntryConditions
          about="when"
          list={which.when}
          known={known}
          errorOf={(at) => errorOf(`which.when.${at}`)}
          onChange={(when) => put({ ...which, when })}
        />
      ) : null}
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

/** What must be true of the entry before it is changed, and what follows where its fields have their values already. */
const GuardFields = ({ step, known, onChange, errorOf }: FieldsProps) => {
  const t = useT();
  const { only, already } = guardOf(step);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} tag="section">
      <Typography variant="delta" tag="h3">
        {t('flows.entry.only')}
      </Typography>
      <Typography textColor="neutral600">{t('flows.entry.only.hint')}</Typography>
      <EntryConditions
        about="only"
        list={only}
        known={known}
        errorOf={(at) => errorOf(`only.${at}`)}
        onChange={(next) => onChange({ ...step, only: next })}
      />
      <Checkbox
        checked={already}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          onChange({ ...step, already: checked === true })
        }
      >
        {t('flows.entry.already')}
      </Checkbox>
    </Flex>
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
        onChange={(type) =>
          onChange({ ...step, type, values: [], only: [], which: newWhich(step.which.by) })
        }
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
      {known && action === 'change' ? <GuardFields {...props} known={known} /> : null}
      {known?.hasDrafts && writesValues(step) ? (
        <Typography textColor="neutral600">
          {t(action === 'create' ? 'flows.entry.draft-hint' : 'flows.entry.published-hint')}
        </Typography>
      ) : null}
    </>
  );
};
