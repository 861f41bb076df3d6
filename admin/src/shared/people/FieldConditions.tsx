import type { ChangeEvent } from 'react';
import {
  Box,
  Button,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { Cross, Lock, Plus } from '@strapi/icons';
import type { FieldCondition } from '../../../../server/src/contracts/audience';
import { TriChoice } from '../TriChip';
import { useT } from '../useT';
import {
  conditionOn,
  dayOfCondition,
  fieldId,
  fieldOf,
  needsValue,
  offeredFields,
  operatorsOf,
  shownOperator,
  withDay,
  withOperator,
  type FilterField,
} from './conditions';
import { conditionState, withConditionState } from './filter-model';
import { useConditionWords } from './useConditionWords';

interface Props {
  readonly conditions: readonly FieldCondition[];
  readonly fields: readonly FilterField[];
  readonly onChange: (conditions: FieldCondition[]) => void;
}
interface ValueProps {
  readonly condition: FieldCondition;
  readonly field: FilterField;
  readonly set: (next: FieldCondition) => void;
}

const ChoiceValue = ({ condition, field, set }: ValueProps) => {
  const t = useT();
  const isYesNo = field.kind === 'yes-no';
  const options = isYesNo
    ? [
        { value: 'true', label: t('people.yes') },
        { value: 'false', label: t('people.no') },
      ]
    : field.choices.map((value) => ({ value, label: value }));
  return (
    <SingleSelect
      size="S"
      aria-label={t('people.condition.value')}
      value={String(condition.value ?? '')}
      onChange={(v) => set({ ...condition, value: isYesNo ? v === 'true' : String(v) })}
    >
      {options.map((one) => (
        <SingleSelectOption key={one.value} value={one.value}>
          {one.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

/** What a condition on a field compares with, by the kind of the field. */
export const ConditionValue = (props: ValueProps) => {
  const t = useT();
  const { condition, field, set } = props;
  const { kind } = field;
  if (kind === 'choice' || kind === 'yes-no') return <ChoiceValue {...props} />;
  const isDay = kind === 'date' || kind === 'moment';
  const onType = (typed: string) =>
    isDay
      ? set(withDay(condition, kind, typed))
      : set({ ...condition, value: kind === 'number' && typed !== '' ? Number(typed) : typed });
  return (
    <TextInput
      size="S"
      type={isDay ? 'date' : kind === 'number' ? 'number' : 'text'}
      aria-label={t('people.condition.value')}
      value={isDay ? dayOfCondition(condition) : String(condition.value ?? '')}
      onChange={(e: ChangeEvent<HTMLInputElement>) => onType(e.target.value)}
    />
  );
};

const Remove = ({ onRemove }: { onRemove: () => void }) => {
  const t = useT();
  return (
    <IconButton label={t('people.condition.remove')} variant="ghost" onClick={onRemove}>
      <Cross />
    </IconButton>
  );
};

interface ConditionProps {
  readonly condition: FieldCondition;
  readonly fields: readonly FilterField[];
  /** null = it goes. */
  readonly onChange: (next: FieldCondition | null) => void;
}

const Gone = ({ condition, onChange }: Omit<ConditionProps, 'fields'>) => {
  const t = useT();
  return (
    <Flex gap={2} justifyContent="space-between">
      <Box color="danger600">{t('people.condition.gone', { key: condition.key })}</Box>
      <Remove onRemove={() => onChange(null)} />
    </Flex>
  );
};

const FieldSelect = ({ condition, fields, onChange }: ConditionProps) => {
  const t = useT();
  const onField = (id: string | number) => {
    const next = fields.find((one) => fieldId(one) === id);
    if (next) onChange({ ...conditionOn(next), exclude: condition.exclude });
  };
  return (
    <SingleSelect
      size="S"
      aria-label={t('people.condition.field')}
      value={fieldId(condition)}
      onChange={onField}
    >
      {fields.map((one) => (
        // What nobody may ask any more stays readable where it was asked before.
        <SingleSelectOption
          key={fieldId(one)}
          value={fieldId(one)}
          disabled={one.locked}
          startIcon={one.locked ? <Lock aria-label={t('sensitive.lock')} /> : undefined}
        >
          {one.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const Condition = ({ condition, fields, onChange }: ConditionProps) => {
  const t = useT();
  const words = useConditionWords(fields);
  const field = fieldOf(fields, condition);
  if (!field) return <Gone condition={condition} onChange={onChange} />;
  const onOperator = (v: string | number) =>
    onChange(withOperator(condition, field.kind, v as FieldCondition['operator']));
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={1}
      padding={2}
      background="neutral100"
      hasRadius
    >
      <FieldSelect condition={condition} fields={fields} onChange={onChange} />
      <SingleSelect
        size="S"
        aria-label={t('people.condition.operator')}
        value={condition.operator}
        onChange={onOperator}
      >
        {operatorsOf(field.kind).map((operator) => (
          <SingleSelectOption key={operator} value={operator}>
            {t(`people.operator.${shownOperator(operator, field.kind)}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      {needsValue(condition.operator) ? (
        <ConditionValue condition={condition} field={field} set={onChange} />
      ) : null}
      <Flex gap={1} justifyContent="space-between" paddingTop={1}>
        <TriChoice
          label={words(condition)}
          state={conditionState(condition)}
          released="include"
          onChange={(state) => onChange(withConditionState(condition, state))}
        />
        <Remove onRemove={() => onChange(null)} />
      </Flex>
    </Flex>
  );
};

/** Conditions on values of fields; all of them must hold, and each can take its people out instead (M-20). */
export const FieldConditions = ({ conditions, fields, onChange }: Props) => {
  const t = useT();
  const [first] = offeredFields(fields);
  const replace = (at: number, next: FieldCondition | null) =>
    onChange(conditions.flatMap((one, i) => (i === at ? (next ?? []) : one)));
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {conditions.map((condition, at) => (
        <Condition
          key={at}
          condition={condition}
          fields={fields}
          onChange={(next) => replace(at, next)}
        />
      ))}
      {first && conditions.length < 20 ? (
        <Button
          variant="tertiary"
          size="S"
          startIcon={<Plus />}
          onClick={() => onChange([...conditions, conditionOn(first)])}
        >
          {t('people.condition.add')}
        </Button>
      ) : null}
    </Flex>
  );
};
