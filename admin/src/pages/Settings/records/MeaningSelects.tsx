import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { HostTypeView, MappedMeaning } from '../../../../../server/src/contracts/records';
import { useT } from '../../../shared/useT';
import { fittingFields, MEANINGS, type MappingForm } from './useMappingForm';

interface OneProps {
  readonly meaning: MappedMeaning;
  readonly type: HostTypeView;
  readonly form: MappingForm;
}

const One = ({ meaning, type, form }: OneProps) => {
  const t = useT();
  const { body, change, trouble } = form;
  const wrong = trouble?.field === `fields.${meaning}` ? (trouble.remedy ?? trouble.message) : '';
  const set = (value: string | number) =>
    change({ fields: { ...body.fields, [meaning]: value === '' ? null : String(value) } });
  return (
    <Field.Root
      name={`meaning-${meaning}`}
      {...(wrong ? { error: wrong } : {})}
      hint={meaning === 'consent' ? t('records.meaning.consent.hint') : undefined}
    >
      <Field.Label>{t(`records.meaning.${meaning}`)}</Field.Label>
      <SingleSelect
        value={body.fields[meaning] ?? ''}
        placeholder={t('records.meaning.none')}
        onChange={set}
        onClear={() => set('')}
        clearLabel={t('records.meaning.clear')}
        data-testid={`meaning-${meaning}`}
      >
        {fittingFields(type, meaning).map((field) => (
          <SingleSelectOption key={field.path} value={field.path}>
            {field.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};

/** What which field means for the person; fields of the one related entry are offered too (an order's customer). */
export const MeaningSelects = ({ type, form }: Omit<OneProps, 'meaning'>) => (
  <Flex direction="column" alignItems="stretch" gap={4}>
    {MEANINGS.map((meaning) => (
      <One key={meaning} meaning={meaning} type={type} form={form} />
    ))}
  </Flex>
);
