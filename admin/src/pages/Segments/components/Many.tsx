import { useState } from 'react';
import { Combobox, ComboboxOption, Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { containsWords } from '../../../shared/contains-words';
import { useOwnFilter } from '../../../shared/useOwnFilter';
import { useT } from '../../../shared/useT';

type Value = string | number;
interface Props<V extends Value> {
  readonly label: string;
  readonly values: readonly V[];
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly labelOf: (value: V) => string;
  readonly onChange: (values: V[]) => void;
}

/** This many are offered at once; typing finds the others. */
const SHOWN = 50;

/** Several values, one of which is enough: each can be taken out, more are found by typing. */
export const Many = <V extends Value>({ label, values, options, labelOf, onChange }: Props<V>) => {
  const t = useT();
  const own = useOwnFilter();
  // The field empties itself after each choice: a new one begins under another key.
  const [round, setRound] = useState(0);
  const left = options.filter((one) => !values.includes(one.value));
  const add = (text: string | undefined) => {
    const chosen = left.find((one) => String(one.value) === text);
    if (!chosen) return;
    onChange([...values, chosen.value]);
    own.reset();
    setRound((n) => n + 1);
  };
  return (
    <Flex gap={1} wrap="wrap" flex="1 1 18rem" minWidth="0">
      {values.map((value) => (
        <Tag
          key={value}
          icon={<Cross aria-hidden />}
          label={t('segments.value.remove', { value: labelOf(value) })}
          onClick={() => onChange(values.filter((one) => one !== value))}
        >
          {labelOf(value)}
        </Tag>
      ))}
      <Combobox
        key={round}
        size="S"
        aria-label={label}
        placeholder={t('segments.value.add')}
        {...own.props}
        noOptionsMessage={() => t('segments.value.none')}
        onChange={add}
      >
        {left
          .filter((one) => containsWords(one.label, own.typed))
          .slice(0, SHOWN)
          .map((one) => (
            <ComboboxOption key={one.value} value={String(one.value)} textValue={one.label}>
              {one.label}
            </ComboboxOption>
          ))}
      </Combobox>
    </Flex>
  );
};
