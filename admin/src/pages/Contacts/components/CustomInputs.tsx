import type { ChangeEvent, ReactNode } from 'react';
import { Field, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { CustomField } from '../../../../../server/src/contracts/contacts';
import { useWhatsappListFieldsQuery } from '../../../api/people';
import { fieldLabel } from '../../../shared/people/conditions';
import { useCan } from '../../../shared/permissions';
import { HiddenValue } from '../../../shared/Sensitive';
import { useT } from '../../../shared/useT';
import type { ContactProblems } from '../model';

interface Props {
  /** As typed, by key; what is not there is empty. */
  readonly values: Record<string, string>;
  readonly problems: ContactProblems;
  readonly disabled: boolean;
  readonly onChange: (values: Record<string, string>) => void;
  readonly heading: ReactNode;
}
interface OneProps {
  readonly field: CustomField;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

/** The field that a value of this kind is typed or chosen in. */
export const CustomInput = ({ field, value, disabled, onChange }: OneProps) => {
  const t = useT();
  if (field.kind === 'choice' || field.kind === 'yes-no') {
    const options =
      field.kind === 'choice'
        ? field.choices.map((one) => ({ value: one, label: one }))
        : [
            { value: 'true', label: t('people.yes') },
            { value: 'false', label: t('people.no') },
          ];
    return (
      <SingleSelect
        value={value}
        disabled={disabled}
        clearLabel={t('contacts.clear')}
        onClear={() => onChange('')}
        onChange={(next) => onChange(String(next))}
      >
        {options.map((one) => (
          <SingleSelectOption key={one.value} value={one.value}>
            {one.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    );
  }
  return (
    <TextInput
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      maxLength={255}
      value={value}
      disabled={disabled}
      data-testid={`custom-${field.key}`}
      onChange={(e: ChangeEvent<HTMLInputElement>) => onChange(e.target.value)}
    />
  );
};

/** The company's own profile fields of a person. */
export const CustomInputs = ({ values, problems, disabled, onChange, heading }: Props) => {
  const t = useT();
  const { can } = useCan();
  const { locale } = useIntl();
  const fields = (useWhatsappListFieldsQuery().data?.fields ?? []).filter((one) => !one.archived);
  if (fields.length === 0) return null;
  return (
    <>
      {heading}
      {fields.map((field) => (
        <Field.Root
          key={field.key}
          name={`custom.${field.key}`}
          error={problems[`custom.${field.key}`] ?? false}
        >
          <Field.Label action={field.sensitive ? <Lock aria-label={t('sensitive.lock')} /> : null}>
            {fieldLabel(field, locale)}
          </Field.Label>
          {field.sensitive && !can.contactSensitive ? (
            <HiddenValue />
          ) : (
            <CustomInput
              field={field}
              value={values[field.key] ?? ''}
              disabled={disabled}
              onChange={(value) => onChange({ ...values, [field.key]: value })}
            />
          )}
          <Field.Error />
        </Field.Root>
      ))}
    </>
  );
};
