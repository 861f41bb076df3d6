import { Combobox, ComboboxOption, Field } from '@strapi/design-system';
import { memoEvents } from './memo-events';
import { useT } from './useT';

const zones: readonly string[] =
  typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];

interface Props {
  readonly name: string;
  readonly label: string;
  /** IANA name; empty = none. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
  /** Without it a zone must be chosen. */
  readonly onClear?: () => void;
  readonly placeholder?: string;
  readonly hint?: string | undefined;
  readonly error?: string | false;
  readonly disabled?: boolean;
}

/** A time zone by its IANA name; one that the browser does not know stays in the list. */
export const TimezoneField = memoEvents((props: Props) => {
  const { name, label, value, onChange, onClear, hint } = props;
  const { placeholder = '', error = false, disabled = false } = props;
  const t = useT();
  const all = value && !zones.includes(value) ? [value, ...zones] : zones;
  return (
    <Field.Root name={name} error={error} {...(hint ? { hint } : {})}>
      <Field.Label>{label}</Field.Label>
      <Combobox
        placeholder={placeholder}
        value={value}
        disabled={disabled}
        {...(onClear ? { onClear, clearLabel: t('contacts.clear') } : {})}
        onChange={(zone: string | undefined) => onChange(zone ?? '')}
      >
        {all.map((zone) => (
          <ComboboxOption key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </ComboboxOption>
        ))}
      </Combobox>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
});
