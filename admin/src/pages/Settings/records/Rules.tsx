import {
  Checkbox,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import type {
  HostField,
  HostTypeView,
  MappingBody,
} from '../../../../../server/src/contracts/records';
import { useT } from '../../../shared/useT';
import { openFields, type MappingForm } from './useMappingForm';

type Rule = 'createContacts' | 'overwrites' | 'writesConsent' | 'makesEntries';

const Tick = ({
  rule,
  form,
  disabled = false,
}: {
  rule: Rule;
  form: MappingForm;
  disabled?: boolean;
}) => {
  const t = useT();
  const { body, change, trouble } = form;
  const isWrong = trouble?.field === rule;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Checkbox
        checked={body[rule]}
        disabled={disabled}
        onCheckedChange={(value) => change({ [rule]: value === true } as Partial<MappingBody>)}
        data-testid={`rule-${rule}`}
      >
        {t(`records.rule.${rule}`)}
      </Checkbox>
      <Typography variant="pi" textColor={isWrong ? 'danger600' : 'neutral600'}>
        {isWrong ? trouble.message : t(`records.rule.${rule}.hint`)}
      </Typography>
    </Flex>
  );
};

const valueOf = (field: HostField, typed: string): string | number | boolean => {
  if (field.type === 'boolean') return typed === 'true';
  const isNumber = ['integer', 'decimal', 'float'].includes(field.type);
  return isNumber && typed.trim() !== '' && !Number.isNaN(Number(typed)) ? Number(typed) : typed;
};

/** The value that a required field of a new entry gets. */
const Default = ({ field, form }: { field: HostField; form: MappingForm }) => {
  const t = useT();
  const { body, change, trouble } = form;
  const isWrong = trouble?.field === `defaults.${field.path}`;
  const value = body.defaults[field.path];
  const set = (typed: string) =>
    change({ defaults: { ...body.defaults, [field.path]: valueOf(field, typed) } });
  const choices =
    field.type === 'boolean'
      ? (['true', 'false'] as const).map((one) => ({ one, label: t(`records.yes-no.${one}`) }))
      : field.choices.map((one) => ({ one, label: one }));
  return (
    <Field.Root
      name={`default-${field.path}`}
      required
      {...(isWrong ? { error: trouble.remedy ?? trouble.message } : {})}
    >
      <Field.Label>{t('records.default', { label: field.label })}</Field.Label>
      {choices.length > 0 ? (
        <SingleSelect
          value={value === undefined ? '' : String(value)}
          onChange={(next) => set(String(next))}
        >
          {choices.map(({ one, label }) => (
            <SingleSelectOption key={one} value={one}>
              {label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      ) : (
        <TextInput
          value={value === undefined ? '' : String(value)}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => set(event.target.value)}
        />
      )}
      <Field.Error />
    </Field.Root>
  );
};

/** What happens by itself between people and entries. */
export const Rules = ({ type, form }: { type: HostTypeView; form: MappingForm }) => {
  const { body } = form;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Tick rule="createContacts" form={form} />
      <Tick rule="overwrites" form={form} />
      <Tick rule="writesConsent" form={form} disabled={body.fields.consent === null} />
      <Tick rule="makesEntries" form={form} disabled={body.fields.phone === null} />
      {body.makesEntries
        ? openFields(type, body).map((field) => (
            <Default key={field.path} field={field} form={form} />
          ))
        : null}
    </Flex>
  );
};
