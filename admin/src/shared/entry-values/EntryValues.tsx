import { useState, type ChangeEvent, type KeyboardEvent } from 'react';
import {
  Box,
  Button,
  Flex,
  MultiSelect,
  MultiSelectOption,
  Tag,
  TextInput,
} from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import type { HeldValue } from '../../../../server/src/contracts/automations';
import { useT } from '../useT';
import { kindOfField, offeredValues, typedValue, type WatchedField } from './entry-values';
import { useValueWords } from './useValueWords';

interface Props {
  /** Its name for screen readers. */
  readonly label: string;
  readonly field: WatchedField;
  readonly values: readonly HeldValue[];
  readonly onChange: (values: HeldValue[]) => void;
  /** Shown while there is none. */
  readonly placeholder: string;
  /** Also "empty". */
  readonly hasEmpty?: boolean;
}

const INPUTS = { number: 'number', date: 'date' } as const;

const keyOf = (value: HeldValue): string => JSON.stringify(value);
const isIn = (values: readonly HeldValue[], value: HeldValue): boolean =>
  values.some((one) => one === value);

/** Several of a list. One that is not offered any more stays until it is taken out. */
const Chosen = ({
  label,
  field,
  values,
  onChange,
  placeholder,
  offered,
}: Props & { offered: readonly HeldValue[] }) => {
  const t = useT();
  const words = useValueWords();
  const gone = values.filter((value) => !isIn(offered, value));
  const all = [...offered, ...gone];
  return (
    <MultiSelect
      size="S"
      aria-label={label}
      placeholder={placeholder}
      value={values.map(keyOf)}
      customizeContent={() => values.map((value) => words(value, field)).join(', ')}
      onChange={(keys: string[]) => onChange(all.filter((value) => keys.includes(keyOf(value))))}
      onClear={() => onChange([])}
      clearLabel={t('contacts.clear')}
    >
      {all.map((value) => (
        <MultiSelectOption key={keyOf(value)} value={keyOf(value)}>
          {words(value, field)}
        </MultiSelectOption>
      ))}
    </MultiSelect>
  );
};

/** Several that are written: Enter, or leaving the field, adds what is typed. */
const Typed = ({ label, field, values, onChange, placeholder, hasEmpty = false }: Props) => {
  const t = useT();
  const words = useValueWords();
  const [typed, setTyped] = useState('');
  const kind = kindOfField(field);
  const add = () => {
    const value = typedValue(kind, typed);
    if (value === null) return;
    if (!isIn(values, value)) onChange([...values, value]);
    setTyped('');
  };
  return (
    <Flex gap={1} wrap="wrap">
      {values.map((value) => (
        <Tag
          key={keyOf(value)}
          icon={<Cross aria-hidden />}
          label={t('segments.value.remove', { value: words(value, field) })}
          onClick={() => onChange(values.filter((one) => one !== value))}
        >
          {words(value, field)}
        </Tag>
      ))}
      <Box width="18rem">
        <TextInput
          size="S"
          type={kind === 'number' || kind === 'date' ? INPUTS[kind] : 'text'}
          step="any"
          aria-label={label}
          placeholder={values.length === 0 ? placeholder : t('segments.value.add')}
          value={typed}
          maxLength={500}
          dir="auto"
          onChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
          onBlur={add}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
      </Box>
      {hasEmpty && !isIn(values, null) ? (
        <Button
          size="S"
          variant="tertiary"
          startIcon={<Plus />}
          onClick={() => onChange([...values, null])}
        >
          {t('automations.value.empty')}
        </Button>
      ) : null}
    </Flex>
  );
};

/** Values of a field of an entry, of which one is enough. */
export const EntryValues = (props: Props) => {
  const offered = offeredValues(props.field);
  if (offered === null) return <Typed {...props} />;
  return <Chosen {...props} offered={props.hasEmpty ? [...offered, null] : offered} />;
};
