import { useState, type ChangeEvent } from 'react';
import {
  Field,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { CustomField, CustomFieldKind } from '../../../../../server/src/contracts/contacts';
import {
  useWhatsappCreateFieldMutation,
  useWhatsappUpdateFieldMutation,
} from '../../../api/people';
import type { SensitiveKind } from '../../../../../server/src/contracts/sensitive';
import { FormModal } from '../../../shared/FormModal';
import { useCan } from '../../../shared/permissions';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { keyOfLabel } from '../field-key';
import { Allowances } from '../sensitive/Allowances';
import { KindSelect } from '../sensitive/KindSelect';

interface Props {
  readonly field: CustomField | null;
  readonly onClose: () => void;
}

const kinds: readonly CustomFieldKind[] = ['text', 'number', 'date', 'choice', 'yes-no'];

const useFieldForm = ({ field, onClose }: Props) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [label, setLabel] = useState(field?.label ?? '');
  const [labelTr, setLabelTr] = useState(field?.labelTr ?? '');
  const [key, setKey] = useState<string | null>(field?.key ?? null);
  const [kind, setKind] = useState<CustomFieldKind>(field?.kind ?? 'text');
  const [choices, setChoices] = useState((field?.choices ?? []).join('\n'));
  const [sensitive, setSensitive] = useState<SensitiveKind | null>(field?.sensitive ?? null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [create, creating] = useWhatsappCreateFieldMutation();
  const [update, updating] = useWhatsappUpdateFieldMutation();
  const shownKey = key ?? keyOfLabel(label);
  const list = choices
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);
  const wrong = (): Record<string, string> => ({
    ...(label.trim() === '' ? { label: t('fields.problem.label') } : {}),
    ...(/^[a-z][a-z0-9_]{0,39}$/.test(shownKey) ? {} : { key: t('fields.problem.key') }),
    ...(kind === 'choice' && list.length === 0 ? { choices: t('fields.problem.choices') } : {}),
  });
  const save = async () => {
    const found = wrong();
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const body = {
      label: label.trim(),
      labelTr: labelTr.trim() === '' ? null : labelTr.trim(),
      ...(kind === 'choice' ? { choices: list } : {}),
      ...(sensitive === (field?.sensitive ?? null) ? {} : { sensitive }),
    };
    try {
      await (field
        ? update({ id: field.id, body }).unwrap()
        : create({ ...body, key: shownKey, kind }).unwrap());
      toggleNotification({ type: 'success', message: t('contacts.saved', { name: body.label }) });
      onClose();
    } catch (error) {
      const shown = explain(error);
      if (shown.field) setProblems({ [shown.field]: shown.message });
      else refuse(error);
    }
  };
  const isSaving = creating.isLoading || updating.isLoading;
  return {
    values: { label, labelTr, key: shownKey, kind, choices },
    set: { label: setLabel, labelTr: setLabelTr, key: setKey, kind: setKind, choices: setChoices },
    sensitive,
    setSensitive,
    problems,
    save,
    isSaving,
  };
};
type Form = ReturnType<typeof useFieldForm>;

const Text = ({
  form,
  of,
  required = false,
  disabled = false,
}: {
  form: Form;
  of: 'label' | 'labelTr' | 'key';
  required?: boolean;
  disabled?: boolean;
}) => {
  const t = useT();
  return (
    <Field.Root
      name={of}
      required={required}
      error={form.problems[of] ?? false}
      hint={of === 'label' ? null : t(`fields.hint.${of}`)}
    >
      <Field.Label>{t(`fields.form.${of}`)}</Field.Label>
      <TextInput
        value={form.values[of]}
        maxLength={of === 'key' ? 40 : 80}
        disabled={disabled}
        data-testid={`field-${of}`}
        onChange={(e: ChangeEvent<HTMLInputElement>) => form.set[of](e.target.value)}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** A profile field: label, key and kind; key and kind cannot change once people have values in it. */
export const FieldForm = (props: Props) => {
  const t = useT();
  const { can } = useCan();
  const form = useFieldForm(props);
  const { field, onClose } = props;
  return (
    <FormModal
      title={t(field ? 'fields.edit.title' : 'fields.new')}
      submitLabel={t(field ? 'contacts.save' : 'fields.create')}
      submitTestId="save-field"
      isBusy={form.isSaving}
      draft={[form.values, form.sensitive]}
      onSubmit={() => void form.save()}
      onClose={onClose}
    >
      <Text form={form} of="label" required />
      <Text form={form} of="labelTr" />
      <Text form={form} of="key" required disabled={field !== null} />
      <Field.Root name="kind">
        <Field.Label>{t('fields.kind')}</Field.Label>
        <SingleSelect
          value={form.values.kind}
          disabled={field !== null}
          onChange={(value) => form.set.kind(value as CustomFieldKind)}
        >
          {kinds.map((kind) => (
            <SingleSelectOption key={kind} value={kind}>
              {t(`fields.kind.${kind}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {form.values.kind === 'choice' ? (
        <Field.Root
          name="choices"
          required
          error={form.problems.choices ?? false}
          hint={t('fields.hint.choices')}
        >
          <Field.Label>{t('fields.form.choices')}</Field.Label>
          <Textarea
            value={form.values.choices}
            onChange={(e: ChangeEvent<HTMLTextAreaElement>) => form.set.choices(e.target.value)}
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
      ) : null}
      <KindSelect
        name="sensitive"
        label={t('sensitive.kind')}
        hint={t('sensitive.kind.hint')}
        value={form.sensitive}
        mayClear={can.contactSensitive || !field?.sensitive}
        error={form.problems.sensitive}
        onChange={form.setSensitive}
      />
      {field?.sensitive ? (
        <Allowances field={{ on: 'custom', key: field.key }} label={field.label} />
      ) : null}
    </FormModal>
  );
};
