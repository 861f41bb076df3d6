import { useState, type ChangeEvent, type ReactNode } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  NumberInput,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { Counter } from '../../../shared/Counter';
import { useT } from '../../../shared/useT';
import type { Key } from '../../../translations/key';
import { BotText } from '../components/BotText';
import type { EditOf, EditStep, StepKind } from './model/form';
import { unitOf, UNITS } from './useFlowWords';

export { Select } from '../../../shared/SelectField';

export interface StepProps<S extends EditStep = EditStep> {
  readonly step: S;
  readonly onChange: (step: EditStep) => void;
  /** Error at a field of this step: `text`, `choices.0.title`… */
  readonly errorOf: (field: string) => string | false;
  /** Names under which steps of this flow keep values. */
  readonly saved: readonly string[];
  /** Somebody tried to leave the step: what is missing is said. */
  readonly isTried: boolean;
  /** The flow itself. */
  readonly botId: number;
}
export type Props<K extends StepKind> = StepProps<EditOf<K>>;

interface WordsProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly onChange: (value: string) => void;
  readonly error?: string | false;
  readonly hint?: string;
  readonly required?: boolean;
  readonly testId?: string;
}

/** One line with its length. */
export const Words = ({ name, label, value, most, onChange, ...props }: WordsProps) => (
  <Field.Root
    name={name}
    required={props.required ?? false}
    error={props.error ?? false}
    hint={props.hint ?? false}
  >
    <Field.Label action={<Counter length={value.length} limit={most} />}>{label}</Field.Label>
    <TextInput
      value={value}
      maxLength={most}
      dir="auto"
      data-testid={props.testId}
      onChange={(e: ChangeEvent<HTMLInputElement>) => onChange(e.target.value)}
    />
    <Field.Error />
    <Field.Hint />
  </Field.Root>
);

interface NumberProps {
  readonly name: string;
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly error?: string | false;
  readonly hint?: string;
}

export const NumberField = ({ name, label, value, onChange, error, hint }: NumberProps) => (
  <Field.Root name={name} error={error ?? false} hint={hint ?? false}>
    <Field.Label>{label}</Field.Label>
    <NumberInput
      {...(value === null ? {} : { value })}
      onValueChange={(next: number | undefined) => onChange(next ?? null)}
    />
    <Field.Error />
    <Field.Hint />
  </Field.Root>
);

/** A length of time, in the unit in which it reads best. */
export const Duration = ({
  name,
  label,
  value,
  onChange,
  error,
  hint,
}: NumberProps & { value: number }) => {
  const t = useT();
  const [unit, setUnit] = useState(() => unitOf(value || UNITS.hours));
  const change = (amount: number, of: keyof typeof UNITS) =>
    onChange(Math.round(amount * UNITS[of]));
  return (
    <Flex gap={2} alignItems="flex-start">
      <Box flex="1">
        <NumberField
          {...{ name, label, error: error ?? false }}
          {...(hint === undefined ? {} : { hint })}
          value={value / UNITS[unit]}
          onChange={(amount) => change(amount ?? 0, unit)}
        />
      </Box>
      <Box flex="1">
        <Field.Root name={`${name}-unit`}>
          <Field.Label>{t('flows.unit')}</Field.Label>
          <SingleSelect
            value={unit}
            onChange={(next) => {
              const of = next as keyof typeof UNITS;
              setUnit(of);
              change(value / UNITS[unit], of);
            }}
          >
            {(['minutes', 'hours', 'days'] as const).map((one) => (
              <SingleSelectOption key={one} value={one}>
                {t(`flows.unit.${one}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
    </Flex>
  );
};

/** Something that there are several of: each can be taken out. */
export const Removable = ({
  label,
  isOnly,
  onRemove,
  children,
}: {
  label: string;
  isOnly: boolean;
  onRemove: () => void;
  children: ReactNode;
}) => (
  <Flex gap={2} alignItems="flex-start">
    <Flex flex="1" direction="column" alignItems="stretch" gap={2} minWidth="0">
      {children}
    </Flex>
    <Box paddingTop={5}>
      <IconButton variant="ghost" label={label} disabled={isOnly} onClick={onRemove}>
        <Trash />
      </IconButton>
    </Box>
  </Flex>
);

export const Add = ({ word, isFull, onAdd }: { word: Key; isFull: boolean; onAdd: () => void }) => {
  const t = useT();
  return (
    <Box>
      <Button size="S" variant="tertiary" startIcon={<Plus />} disabled={isFull} onClick={onAdd}>
        {t(word)}
      </Button>
    </Box>
  );
};

/** What a step says, with variables. */
export const Text = ({
  step,
  label,
  onChange,
  errorOf,
  saved,
}: StepProps<EditOf<'question'> | EditOf<'choice'> | EditOf<'link'>> & { label: Key }) => {
  const t = useT();
  return (
    <BotText
      name="text"
      required
      label={t(label)}
      value={step.text}
      own={saved}
      maxLength={1024}
      isCounted
      error={errorOf('text')}
      testId="step-text"
      onChange={(text) => onChange({ ...step, text })}
    />
  );
};
