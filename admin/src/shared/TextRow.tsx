import type { ChangeEvent } from 'react';
import { Field, TextInput } from '@strapi/design-system';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | null;
  readonly error: string | undefined;
  readonly value: string;
  readonly maxLength: number;
  /** Addresses and numbers run from left to right in every language. */
  readonly dir: 'auto' | 'ltr';
  readonly isRequired: boolean;
  readonly testId: string;
  readonly onChange: (value: string) => void;
}

/** A line of text in a form, with its label, hint and error. */
export const TextRow = ({ name, label, hint = null, error, isRequired, ...input }: Props) => (
  <Field.Root name={name} required={isRequired} error={error ?? false} hint={hint}>
    <Field.Label>{label}</Field.Label>
    <TextInput
      value={input.value}
      maxLength={input.maxLength}
      dir={input.dir}
      data-testid={input.testId}
      onChange={(event: ChangeEvent<HTMLInputElement>) => input.onChange(event.target.value)}
    />
    <Field.Error />
    <Field.Hint />
  </Field.Root>
);
