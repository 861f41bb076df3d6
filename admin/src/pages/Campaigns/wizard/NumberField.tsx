import { useState } from 'react';
import { Field, NumberInput } from '@strapi/design-system';

type Props = {
  name: string;
  label: string;
  hint?: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
};

/** A number within its bounds; an emptied field is the least one. */
export const NumberField = ({ name, label, hint, value, min, max, onChange }: Props) => {
  const within = (n: number) => Math.min(max, Math.max(min, Math.round(n)));
  const [typed, setTyped] = useState(value);
  const [times, setTimes] = useState(0);
  const [said, setSaid] = useState(value);
  // Changed elsewhere: the field keeps what was typed unless it begins again.
  if (value !== said) {
    setSaid(value);
    setTyped(value);
    setTimes(times + 1);
  }
  /** The field shows what was typed; left with a number beyond the bounds it begins again with the one that counts. */
  const settle = () => {
    if (typed === within(typed)) return;
    setTyped(value);
    setTimes(times + 1);
  };
  return (
    <Field.Root name={name} hint={hint ?? false} onBlur={settle}>
      <Field.Label>{label}</Field.Label>
      <NumberInput
        key={times}
        value={value}
        onValueChange={(next: number | undefined) => {
          const n = next ?? min;
          setTyped(n);
          setSaid(within(n));
          onChange(within(n));
        }}
      />
      <Field.Hint />
    </Field.Root>
  );
};
