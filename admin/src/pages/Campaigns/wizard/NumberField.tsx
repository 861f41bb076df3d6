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
export const NumberField = ({ name, label, hint, value, min, max, onChange }: Props) => (
  <Field.Root name={name} hint={hint ?? false}>
    <Field.Label>{label}</Field.Label>
    <NumberInput
      value={value}
      onValueChange={(next: number | undefined) =>
        onChange(Math.min(max, Math.max(min, Math.round(next ?? min))))
      }
    />
    <Field.Hint />
  </Field.Root>
);
