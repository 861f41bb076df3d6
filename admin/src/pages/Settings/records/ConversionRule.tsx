import {
  Checkbox,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { ConversionRule as Rule } from '../../../../../server/src/contracts/conversions';
import type { HostField, HostTypeView } from '../../../../../server/src/contracts/records';
import { useT } from '../../../shared/useT';
import { emptyRule, momentFields, numberFields, ruleValue, stateFields } from './conversion-rule';
import type { MappingForm } from './useMappingForm';

interface PartProps {
  /** As the server names the field of the rule. */
  readonly at: 'event' | 'state.field' | 'state.value' | 'value' | 'currency' | 'at';
  readonly form: MappingForm;
  readonly required?: boolean;
  readonly children: ReactNode;
}

/** A field of the rule with its words, and what the server refused of it. */
const Part = ({ at, form, required = false, children }: PartProps) => {
  const t = useT();
  const { trouble } = form;
  const wrong = trouble?.field === `conversion.${at}` ? (trouble.remedy ?? trouble.message) : '';
  return (
    <Field.Root
      name={`conversion-${at}`}
      required={required}
      hint={t(`records.conversion.${at}.hint`)}
      {...(wrong ? { error: wrong } : {})}
    >
      <Field.Label>{t(`records.conversion.${at}`)}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

interface ChoiceProps {
  readonly value: string | null;
  readonly options: readonly { value: string; label: string }[];
  readonly none: string;
  readonly onChange: (value: string | null) => void;
}

const Choice = ({ value, options, none, onChange }: ChoiceProps) => {
  const t = useT();
  return (
    <SingleSelect
      value={value ?? ''}
      placeholder={none}
      onChange={(next) => onChange(next === '' ? null : String(next))}
      onClear={() => onChange(null)}
      clearLabel={t('records.meaning.clear')}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const optionsOf = (fields: readonly HostField[]) =>
  fields.map(({ path, label }) => ({ value: path, label }));

interface RuleProps {
  readonly type: HostTypeView;
  readonly form: MappingForm;
  readonly rule: Rule;
  readonly set: (change: Partial<Rule>) => void;
}

/** The value that the field must have: one of its choices, yes or no, or what is typed. */
const StateValue = ({ type, form, rule, set }: RuleProps) => {
  const t = useT();
  const { state } = rule;
  const field = type.fields.find(({ path }) => path === state?.field);
  if (!state || !field) return null;
  const choices =
    field.type === 'boolean'
      ? (['true', 'false'] as const).map((value) => ({
          value,
          label: t(`records.yes-no.${value}`),
        }))
      : field.choices.map((value) => ({ value, label: value }));
  const change = (typed: string) =>
    set({ state: { field: field.path, value: ruleValue(field, typed) } });
  return (
    <Part at="state.value" form={form} required>
      {choices.length > 0 ? (
        <Choice
          value={state.value === '' ? null : String(state.value)}
          options={choices}
          none={t('records.conversion.state.choose')}
          onChange={(next) => change(next ?? '')}
        />
      ) : (
        <TextInput
          value={String(state.value)}
          maxLength={500}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => change(event.target.value)}
        />
      )}
    </Part>
  );
};

/** What it is worth: a field with the amount, and its currency. */
const Amount = ({ type, form, rule, set }: RuleProps) => {
  const t = useT();
  return (
    <>
      <Part at="value" form={form}>
        <Choice
          value={rule.value}
          options={optionsOf(numberFields(type))}
          none={t('records.conversion.no-value')}
          onChange={(value) => set(value === null ? { value, currency: null } : { value })}
        />
      </Part>
      {rule.value === null ? null : (
        <Part at="currency" form={form} required>
          <TextInput
            value={rule.currency ?? ''}
            maxLength={3}
            data-testid="conversion-currency"
            onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
              set({ currency: event.target.value.toUpperCase() || null })
            }
          />
        </Part>
      )}
    </>
  );
};

const Fields = (props: RuleProps) => {
  const t = useT();
  const { type, form, rule, set } = props;
  return (
    <>
      <Part at="event" form={form} required>
        <TextInput
          value={rule.event}
          maxLength={40}
          data-testid="conversion-event"
          onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
            set({ event: event.target.value })
          }
        />
      </Part>
      <Part at="state.field" form={form}>
        <Choice
          value={rule.state?.field ?? null}
          options={optionsOf(stateFields(type))}
          none={t('records.conversion.made')}
          onChange={(field) => set({ state: field === null ? null : { field, value: '' } })}
        />
      </Part>
      <StateValue {...props} />
      <Amount {...props} />
      <Part at="at" form={form}>
        <Choice
          value={rule.at}
          options={optionsOf(momentFields(type))}
          none={t(rule.state ? 'records.conversion.at-value' : 'records.conversion.at-creation')}
          onChange={(at) => set({ at })}
        />
      </Part>
    </>
  );
};

/** Whether such an entry counts as what messages are sent for: an order, a booking. */
export const ConversionRule = ({ type, form }: { type: HostTypeView; form: MappingForm }) => {
  const t = useT();
  const { body, change } = form;
  const { conversion: rule } = body;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Checkbox
          checked={rule !== null}
          onCheckedChange={(value) => change({ conversion: value === true ? emptyRule : null })}
          data-testid="rule-conversion"
        >
          {t('records.conversion')}
        </Checkbox>
        <Typography variant="pi" textColor="neutral600">
          {t('records.conversion.hint')}
        </Typography>
      </Flex>
      {rule ? (
        <Fields
          type={type}
          form={form}
          rule={rule}
          set={(part) => change({ conversion: { ...rule, ...part } })}
        />
      ) : null}
    </Flex>
  );
};
