import { useState, type FocusEvent } from 'react';
import {
  Box,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Tag,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { ContactView } from '../../../server/src/contracts/contacts';
import type {
  SlotBinding,
  TemplateSlot,
  VariableSources,
} from '../../../server/src/contracts/templates';
import { containsWords } from './contains-words';
import { HeaderMediaField } from './HeaderMediaField';
import { slotValue } from './template-preview';
import { useOwnFilter } from './useOwnFilter';
import { useT, type Translate } from './useT';
import { useVariableSources } from './useVariableSources';
import { sourceChoices, sourceLabel, type SourceChoice } from './variable-sources';

type Props = {
  slot: TemplateSlot;
  binding: SlotBinding | undefined;
  /** `null`: the source was taken away. */
  onChange: (binding: SlotBinding) => void;
  onClear?: () => void;
  /** The person whose values stand as example; null shows none. */
  sample: ContactView | null;
  error?: string | undefined;
  disabled?: boolean;
};

/** "Message text: {{1}}", "Button 1: end of the URL", "Header: image". */
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

/** A picture or a place is never a field of a person. */
const mayComeFromPerson = (slot: TemplateSlot): boolean =>
  slot.component !== 'header' || slot.kind === 'text';

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

type ExampleProps = {
  binding: SlotBinding;
  sample: ContactView | null;
  sources: VariableSources | null;
};

const Example = ({ binding, sample, sources }: ExampleProps) => {
  const t = useT();
  const value = slotValue(binding, sample, sources);
  if (!value || !sample) return null;
  const key =
    value.origin === 'skip' ? 'skipped' : value.origin === 'fallback' ? 'fallbackUsed' : 'example';
  return (
    <Typography variant="pi" textColor={value.origin === 'skip' ? 'neutral800' : 'neutral600'}>
      {t(`templates.variable.${key}`, { person: sample.name, value: value.text })}
    </Typography>
  );
};

const TYPED = 'typed-text';

/** What was typed, as a text for everyone. An "@" asks for a source, and so does the name of the fixed text itself. */
const typedText = (typed: string, fixedLabel: string): string | null => {
  const text = typed.trim();
  return text === '' || text.startsWith('@') || containsWords(fixedLabel, text)
    ? null
    : text.slice(0, 1024);
};

const typedChoice = (text: string, label: string): SourceChoice => ({
  key: TYPED,
  label,
  source: { kind: 'text', text },
});

/**
 * The chooser: typing "@" offers everything, further words narrow it, Enter takes. Other words are a fixed text, also when
 * the field is left with them: Strapi's combobox would empty itself.
 */
const Chooser = ({
  choices,
  onChoose,
  disabled,
}: {
  choices: SourceChoice[];
  onChoose: (choice: SourceChoice) => void;
  disabled: boolean;
}) => {
  const t = useT();
  const own = useOwnFilter();
  const fitting = (typed: string) => choices.filter((one) => containsWords(one.label, typed));
  const typedChoices = (typed: string): SourceChoice[] => {
    const text = typedText(typed, t('templates.variable.fixed'));
    return text === null ? [] : [typedChoice(text, t('templates.variable.fixedTyped', { text }))];
  };
  const offered = [...fitting(own.typed), ...typedChoices(own.typed)];
  const leave = ({ target, relatedTarget }: FocusEvent<HTMLInputElement>) => {
    const [left] = typedChoices(target.value);
    // A press on the list moves the focus too, and chooses by itself. The focus may also go to the window, which is no element.
    const isChoosing =
      relatedTarget instanceof Element && relatedTarget.closest('[role="listbox"]') !== null;
    if (left && !isChoosing && fitting(target.value).length === 0) onChoose(left);
  };
  return (
    <Combobox
      value=""
      onChange={(key) => {
        const chosen = offered.find((one) => one.key === key);
        if (chosen) onChoose(chosen);
      }}
      placeholder={t('templates.variable.placeholder')}
      {...own.props}
      onBlur={leave}
      noOptionsMessage={() => t('templates.variable.nothing')}
      disabled={disabled}
    >
      {offered.map((one) => (
        // The words themselves as its text: Enter takes the option whose text was typed.
        <ComboboxOption
          key={one.key}
          value={one.key}
          textValue={one.key === TYPED ? own.typed : one.label}
        >
          {one.label}
        </ComboboxOption>
      ))}
    </Combobox>
  );
};

type FixedTextProps = {
  binding: SlotBinding | undefined;
  onChange: Props['onChange'];
  disabled: boolean;
  label: string;
};

const FixedText = ({ binding, onChange, disabled, label }: FixedTextProps) => {
  const t = useT();
  return (
    <TextInput
      aria-label={label}
      placeholder={t('templates.variable.text')}
      value={binding?.source.kind === 'text' ? binding.source.text : ''}
      maxLength={1024}
      disabled={disabled}
      onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
        onChange({ source: { kind: 'text', text: e.target.value }, fallback: null })
      }
    />
  );
};

type BodyProps = Props & { sources: VariableSources | null; disabled: boolean };

const Chosen = ({
  label,
  onClear,
  disabled,
}: {
  label: string;
  onClear: () => void;
  disabled: boolean;
}) => {
  const t = useT();
  return (
    <Flex>
      <Tag
        icon={<Cross />}
        onClick={onClear}
        disabled={disabled}
        label={t('templates.variable.change', { source: label })}
      >
        {label}
      </Tag>
    </Flex>
  );
};

const Source = ({ slot, binding, onChange, sources, disabled, ...rest }: BodyProps) => {
  const t = useT();
  const [reopened, setReopened] = useState(false);
  const choices = sourceChoices(t, sources);
  const choose = ({ source }: SourceChoice) => {
    setReopened(false);
    onChange({ source, fallback: source.kind === 'text' ? null : (binding?.fallback ?? null) });
  };
  const again = () => {
    setReopened(true);
    rest.onClear?.();
  };
  if (!binding || reopened)
    return <Chooser choices={choices} onChoose={choose} disabled={disabled} />;
  const label = sourceLabel(choices, binding.source);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Chosen label={label} onClear={again} disabled={disabled} />
      {binding.source.kind === 'text' ? (
        <FixedText
          binding={binding}
          onChange={onChange}
          disabled={disabled}
          label={t('templates.variable.fixedOf', { slot: slotLabel(slot, t) })}
        />
      ) : null}
    </Flex>
  );
};

/** One variable of a template: where its value comes from. Typing "@" offers all sources (T-30). */
export const VariableField = (props: Props) => {
  const t = useT();
  const { slot, binding, onChange, sample, error } = props;
  const disabled = props.disabled ?? false;
  const sources = useVariableSources(sample);
  const fromPerson = mayComeFromPerson(slot);
  const isBound = binding !== undefined && !['text', 'media'].includes(binding.source.kind);
  return (
    <Box tag="fieldset" borderWidth="0" padding={0} margin={0} minWidth="0" width="100%">
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Field.Root
          name={slot.key}
          hint={slot.example ? t('templates.variable.metaExample', { value: slot.example }) : null}
          error={error ?? false}
          required
        >
          <Field.Label>{slotLabel(slot, t)}</Field.Label>
          {fromPerson ? (
            <Source {...props} sources={sources} disabled={disabled} />
          ) : (
            <HeaderMediaField {...{ slot, binding, onChange, disabled }} />
          )}
          <Field.Error />
          <Field.Hint />
        </Field.Root>
        {isBound ? (
          <>
            <IfEmpty binding={binding} onChange={onChange} disabled={disabled} />
            <Example binding={binding} sample={sample} sources={sources} />
          </>
        ) : null}
      </Flex>
    </Box>
  );
};
