import { useState } from 'react';
import {
  Box,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import type { ContactView } from '../../../server/src/contracts/contacts';
import type { SlotBinding, TemplateSlot } from '../../../server/src/contracts/templates';
import { contactFields, slotValue } from './template-preview';
import { useOwnFilter } from './useOwnFilter';
import { useT, type Translate } from './useT';

type Props = {
  slot: TemplateSlot;
  binding: SlotBinding | undefined;
  onChange: (binding: SlotBinding) => void;
  /** The person whose values stand as example; null shows none. */
  sample: ContactView | null;
  error?: string | undefined;
  disabled?: boolean;
};

const TEXT = 'text';

/** "Text, variable {{1}}", "Button 1, end of the link", "Header: address of the image". */
export const slotLabel = (slot: TemplateSlot, t: Translate): string => {
  if (slot.component === 'button') {
    const kind = slot.kind === 'coupon' || slot.kind === 'otp' ? slot.kind : 'url';
    return t(`templates.slot.button.${kind}`, { number: (slot.buttonIndex ?? 0) + 1 });
  }
  if (slot.component === 'header' && slot.kind !== 'text') {
    return t(`templates.slot.header.${slot.kind}`);
  }
  return t(`templates.slot.${slot.component}`, { name: slot.name });
};

const sourceOf = (slot: TemplateSlot, binding: SlotBinding | undefined): string | null => {
  if (binding) return binding.source.kind === 'contact' ? binding.source.field : TEXT;
  return mayComeFromPerson(slot) ? null : TEXT;
};

/** A picture or a place is never a field of a person. */
const mayComeFromPerson = (slot: TemplateSlot): boolean =>
  slot.component !== 'header' || slot.kind === 'text';

const sources = (t: Translate): [string, string][] => [
  ...contactFields.map((field): [string, string] => [field, `@${t(`templates.field.${field}`)}`]),
  [TEXT, t('templates.variable.fixed')],
];

const contains = (label: string, typed: string): boolean =>
  label.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());

const bindingFor = (chosen: string, before: SlotBinding | undefined): SlotBinding | null => {
  const field = contactFields.find((f) => f === chosen);
  if (field) return { source: { kind: 'contact', field }, fallback: before?.fallback ?? null };
  if (chosen !== TEXT) return null;
  const text = before?.source.kind === 'text' ? before.source.text : '';
  return { source: { kind: 'text', text }, fallback: null };
};

/** What stands there for a person without that value: a text, or the person is left out (T-34). */
const IfEmpty = ({
  binding,
  onChange,
  disabled,
}: Pick<Props, 'onChange' | 'disabled'> & { binding: SlotBinding }) => {
  const t = useT();
  const [withText, setWithText] = useState(binding.fallback !== null);
  const choose = (value: string | number) => {
    setWithText(value === 'text');
    if (value === 'skip') onChange({ ...binding, fallback: null });
  };
  return (
    <Flex
      direction={{ initial: 'column', medium: 'row' }}
      gap={2}
      alignItems="stretch"
      width="100%"
    >
      <Box flex="1">
        <SingleSelect
          aria-label={t('templates.variable.ifEmpty')}
          value={withText ? 'text' : 'skip'}
          onChange={choose}
          disabled={disabled ?? false}
          size="S"
        >
          <SingleSelectOption value="skip">{t('templates.variable.skip')}</SingleSelectOption>
          <SingleSelectOption value="text">{t('templates.variable.useText')}</SingleSelectOption>
        </SingleSelect>
      </Box>
      {withText ? (
        <Box flex="1">
          <TextInput
            aria-label={t('templates.variable.fallback')}
            placeholder={t('templates.variable.fallback')}
            value={binding.fallback ?? ''}
            maxLength={1024}
            disabled={disabled ?? false}
            size="S"
            onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
              onChange({ ...binding, fallback: e.target.value === '' ? null : e.target.value })
            }
          />
        </Box>
      ) : null}
    </Flex>
  );
};

const Example = ({ binding, sample }: { binding: SlotBinding; sample: ContactView | null }) => {
  const t = useT();
  const value = slotValue(binding, sample);
  if (!value || !sample || binding.source.kind === 'text') return null;
  const key =
    value.origin === 'skip' ? 'skipped' : value.origin === 'fallback' ? 'fallbackUsed' : 'example';
  return (
    <Typography variant="pi" textColor={value.origin === 'skip' ? 'warning600' : 'neutral600'}>
      {t(`templates.variable.${key}`, { person: sample.name, value: value.text })}
    </Typography>
  );
};

/** One variable of a template: where its value comes from. Typing "@" offers the fields of a person (T-30). */
export const VariableField = ({ slot, binding, onChange, sample, error, disabled }: Props) => {
  const t = useT();
  const own = useOwnFilter();
  const chosen = sourceOf(slot, binding);
  const offered = sources(t).filter(([, label]) => contains(label, own.typed));
  const choose = (value: string) => {
    const next = bindingFor(value, binding);
    if (next) onChange(next);
  };
  return (
    <Box tag="fieldset" borderWidth="0" padding={0} margin={0} minWidth="0" width="100%">
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Field.Root
          name={slot.key}
          hint={slot.example ? t('templates.variable.metaExample', { value: slot.example }) : null}
          error={chosen === TEXT && mayComeFromPerson(slot) ? false : (error ?? false)}
          required
        >
          <Field.Label>{slotLabel(slot, t)}</Field.Label>
          {mayComeFromPerson(slot) ? (
            <Combobox
              value={chosen ?? ''}
              onChange={(value) => choose(value ?? '')}
              placeholder={t('templates.variable.placeholder')}
              {...own.props}
              noOptionsMessage={() => t('templates.variable.nothing')}
              disabled={disabled ?? false}
            >
              {offered.map(([key, label]) => (
                <ComboboxOption key={key} value={key}>
                  {label}
                </ComboboxOption>
              ))}
            </Combobox>
          ) : (
            <FixedText {...{ binding, onChange, disabled: disabled ?? false }} label={null} />
          )}
          <Field.Error />
          <Field.Hint />
        </Field.Root>
        {chosen === TEXT && mayComeFromPerson(slot) ? (
          <Field.Root error={error ?? false}>
            <FixedText
              {...{ binding, onChange, disabled: disabled ?? false }}
              label={t('templates.variable.fixedOf', { slot: slotLabel(slot, t) })}
            />
            <Field.Error />
          </Field.Root>
        ) : null}
        {binding?.source.kind === 'contact' ? (
          <>
            <IfEmpty binding={binding} onChange={onChange} disabled={disabled ?? false} />
            <Example binding={binding} sample={sample} />
          </>
        ) : null}
      </Flex>
    </Box>
  );
};

type FixedTextProps = Pick<Props, 'binding' | 'onChange'> & {
  disabled: boolean;
  label: string | null;
};

const FixedText = ({ binding, onChange, disabled, label }: FixedTextProps) => {
  const t = useT();
  const text = binding?.source.kind === 'text' ? binding.source.text : '';
  return (
    <TextInput
      {...(label === null ? {} : { 'aria-label': label })}
      placeholder={t('templates.variable.text')}
      value={text}
      maxLength={1024}
      disabled={disabled}
      onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
        onChange({ source: { kind: 'text', text: e.target.value }, fallback: null })
      }
    />
  );
};
