import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

interface SelectProps<V extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly (readonly [value: V, words: string])[];
  readonly onChange: (value: V) => void;
  readonly error?: string | false;
  readonly hint?: string;
  readonly placeholder?: string;
}

/** One of some, by a field with its name. */
export const Select = <V extends string>(props: SelectProps<V>) => (
  <Field.Root name={props.name} error={props.error ?? false} hint={props.hint ?? false}>
    <Field.Label>{props.label}</Field.Label>
    <SingleSelect
      value={props.value}
      {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
      onChange={(next) => props.onChange(String(next) as V)}
    >
      {props.options.map(([value, words]) => (
        <SingleSelectOption key={value} value={value}>
          {words}
        </SingleSelectOption>
      ))}
    </SingleSelect>
    <Field.Error />
    <Field.Hint />
  </Field.Root>
);
