import {
  Field,
  Flex,
  MultiSelect,
  MultiSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import type { HostField, HostTypeView } from '../../../../../server/src/contracts/records';
import { useWhatsappReachQuery } from '../../../api/records';
import { useT } from '../../../shared/useT';
import { ownFields, withoutReason, writableFields, type MappingForm } from './useMappingForm';

interface ManyProps {
  readonly name: 'shown' | 'usable';
  readonly fields: readonly HostField[];
  readonly form: MappingForm;
}

const Many = ({ name, fields, form }: ManyProps) => {
  const t = useT();
  const { body, change, trouble } = form;
  const wrong = trouble?.field === name ? (trouble.remedy ?? trouble.message) : '';
  return (
    <Field.Root name={name} hint={t(`records.${name}.hint`)} {...(wrong ? { error: wrong } : {})}>
      <Field.Label>{t(`records.${name}`)}</Field.Label>
      <MultiSelect
        value={body[name]}
        placeholder={t('records.fields.choose')}
        onChange={(value: string[]) => change({ [name]: value })}
        onClear={() => change({ [name]: [] })}
        clearLabel={t('records.meaning.clear')}
        data-testid={`fields-${name}`}
      >
        {fields.map((field) => (
          <MultiSelectOption key={field.path} value={field.path}>
            {field.sensitive || body.marks[field.path]
              ? t('records.fields.locked', { label: field.label })
              : field.label}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** Which of these fields flows may write. One that may not be used any more is no longer among them. */
const Writable = ({ fields, form }: Omit<ManyProps, 'name'>) => {
  const t = useT();
  const { body, change, trouble } = form;
  const wrong = trouble?.field === 'writable' ? (trouble.remedy ?? trouble.message) : '';
  return (
    <Field.Root
      name="writable"
      hint={t('records.writable.hint')}
      {...(wrong ? { error: wrong } : {})}
    >
      <Field.Label>{t('records.writable')}</Field.Label>
      <MultiSelect
        value={body.writable.filter((path) => fields.some((field) => field.path === path))}
        placeholder={t('records.fields.choose')}
        disabled={fields.length === 0}
        onChange={(value: string[]) => change({ writable: value })}
        onClear={() => change({ writable: [] })}
        clearLabel={t('records.meaning.clear')}
        data-testid="fields-writable"
      >
        {fields.map(({ path, label }) => (
          <MultiSelectOption key={path} value={path}>
            {label}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

const Reason = ({ field, form }: { field: HostField; form: MappingForm }) => {
  const t = useT();
  const { body, change, trouble } = form;
  const isWrong = trouble?.field === `reasons.${field.path}`;
  return (
    <Field.Root
      name={`reason-${field.path}`}
      required
      hint={t('records.reason-field.hint')}
      {...(isWrong ? { error: trouble.remedy ?? trouble.message } : {})}
    >
      <Field.Label>{t('records.reason-field', { label: field.label })}</Field.Label>
      <TextInput
        value={body.reasons[field.path] ?? ''}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          change({ reasons: { ...body.reasons, [field.path]: event.target.value } })
        }
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/**
 * Fields of what the entries relate to, for filters and segments. What was chosen and is offered no more stays in the
 * list by its path, so that it can be taken out.
 */
const Reach = ({ uid, form }: { uid: string; form: MappingForm }) => {
  const t = useT();
  const { body, change, trouble } = form;
  const { data, isLoading } = useWhatsappReachQuery(uid);
  const offered = data?.fields ?? [];
  const known = new Set(offered.map(({ path }) => path));
  const gone = isLoading ? [] : body.reach.filter((path) => !known.has(path));
  if (!isLoading && offered.length === 0 && gone.length === 0) return null;
  const wrong = trouble?.field === 'reach' ? (trouble.remedy ?? trouble.message) : '';
  return (
    <Field.Root name="reach" hint={t('records.reach.hint')} {...(wrong ? { error: wrong } : {})}>
      <Field.Label>{t('records.reach')}</Field.Label>
      <MultiSelect
        value={body.reach}
        placeholder={t('records.fields.choose')}
        customizeContent={(chosen) => t('records.reach.chosen', { count: chosen?.length ?? 0 })}
        disabled={isLoading}
        onChange={(value: string[]) => change({ reach: value })}
        onClear={() => change({ reach: [] })}
        clearLabel={t('records.meaning.clear')}
        data-testid="fields-reach"
      >
        {offered.map(({ path, label }) => (
          <MultiSelectOption key={path} value={path}>
            {label}
          </MultiSelectOption>
        ))}
        {gone.map((path) => (
          <MultiSelectOption key={path} value={path}>
            {t('records.reach.gone', { path })}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      {/* Their paths are too long for one line of the field. */}
      {body.reach.map((path) => (
        <Typography key={path} variant="pi" style={{ overflowWrap: 'anywhere' }}>
          {offered.find((one) => one.path === path)?.label ?? path}
        </Typography>
      ))}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/**
 * Which fields staff see beside the person, which messages and filters may use, sensitive ones only with a reason, and which
 * flows may write.
 */
export const UseFields = ({ type, form }: { type: HostTypeView; form: MappingForm }) => {
  const fields = ownFields(type);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Many name="shown" fields={fields} form={form} />
      <Many name="usable" fields={fields} form={form} />
      <Writable fields={writableFields(type, form.body)} form={form} />
      <Reach uid={type.uid} form={form} />
      {withoutReason(type, form.body).map((field) => (
        <Reason key={field.path} field={field} form={form} />
      ))}
    </Flex>
  );
};
