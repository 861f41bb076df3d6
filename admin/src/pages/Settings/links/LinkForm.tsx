import { useState } from 'react';
import { useWhatsappCreateLinkMutation } from '../../../api/links';
import { FormModal } from '../../../shared/FormModal';
import { TextRow } from '../../../shared/TextRow';
import { useT } from '../../../shared/useT';
import { useTextErrors } from '../../../shared/useTextErrors';

const FIELDS = ['name', 'target', 'clickParam'] as const;
const LONGEST: Record<FieldName, number> = { name: 120, target: 2000, clickParam: 40 };
type FieldName = (typeof FIELDS)[number];
const isNeeded = (of: FieldName): of is 'name' | 'target' => of !== 'clickParam';

/** A new link: how the team calls it, where it leads, and whether that page hears of the click. */
export const LinkForm = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const [values, setValues] = useState({ name: '', target: '', clickParam: '' });
  const [create, creating] = useWhatsappCreateLinkMutation();
  const { errors, send } = useTextErrors({
    names: FIELDS,
    whenEmpty: (of) => (isNeeded(of) ? t(`links.problem.${of}`) : null),
    whenRefused: (of) => (of === 'target' ? t('links.problem.target') : null),
  });
  const save = () =>
    send(values, async () => {
      await create({ ...values, clickParam: values.clickParam.trim() || null }).unwrap();
      onClose();
    });
  return (
    <FormModal
      title={t('links.new')}
      submitLabel={t('links.create')}
      submitTestId="link-save"
      isBusy={creating.isLoading}
      draft={values}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {FIELDS.map((of) => (
        <TextRow
          key={of}
          name={of}
          isRequired={isNeeded(of)}
          label={t(`links.field.${of}`)}
          hint={t(`links.hint.${of}`)}
          error={errors[of]}
          value={values[of]}
          maxLength={LONGEST[of]}
          dir={of === 'name' ? 'auto' : 'ltr'}
          testId={`link-${of}`}
          onChange={(text) => setValues({ ...values, [of]: text })}
        />
      ))}
    </FormModal>
  );
};
