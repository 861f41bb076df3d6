import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { fold } from '../../../server/src/contracts/fold';
import { memoEvents } from './memo-events';
import { useOwnFilter } from './useOwnFilter';
import { useT } from './useT';

interface Props {
  readonly name: string;
  readonly label: string;
  /** Codes and what they are called. */
  readonly options: readonly (readonly [code: string, label: string])[];
  /** A code; empty = none. It may be one that is not offered. */
  readonly value: string;
  /** What `value` is called. */
  readonly valueLabel: string;
  readonly onChange: (code: string) => void;
  /** Said where nothing fits what was typed. */
  readonly noneFound: string;
  /** Without it one must be chosen. */
  readonly onClear?: () => void;
  readonly placeholder?: string;
  readonly hint?: string | undefined;
  readonly error?: string | false | undefined;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

/** One of many codes, of a language or a country, found by its name or by the code itself. */
export const CodeField = memoEvents((props: Props) => {
  const { name, label, options, value, valueLabel, onChange, onClear, hint } = props;
  const t = useT();
  const own = useOwnFilter();
  const isOffered = value === '' || options.some(([code]) => code === value);
  const all = isOffered ? options : [[value, valueLabel] as const, ...options];
  const typed = fold(own.typed.trim());
  const fits = ([code, words]: readonly [string, string]) =>
    fold(words).includes(typed) || fold(code) === typed;
  // Of a long list Strapi draws only what is in sight, which is nothing while it is closed: the chosen one would lose its words.
  const shown = own.props.open ? all.filter(fits) : all.filter(([code]) => code === value);
  return (
    <Field.Root
      name={name}
      required={props.required ?? false}
      error={props.error ?? false}
      {...(hint ? { hint } : {})}
    >
      <Field.Label>{label}</Field.Label>
      <Combobox
        value={value}
        defaultTextValue={value === '' ? '' : valueLabel}
        placeholder={props.placeholder ?? ''}
        disabled={props.disabled ?? false}
        {...(onClear ? { onClear, clearLabel: t('contacts.clear') } : {})}
        onChange={(code: string | undefined) => code && onChange(code)}
        {...own.props}
        noOptionsMessage={() => props.noneFound}
      >
        {shown.map(([code, words]) => (
          <ComboboxOption key={code} value={code}>
            {words}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
});
