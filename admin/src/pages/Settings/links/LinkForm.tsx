import { useState } from 'react';
import { useWhatsappCreateLinkMutation } from '../../../api/links';
import { FormModal } from '../../../shared/FormModal';
import { TextRow } from '../../../shared/TextRow';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const FIELDS = ['name', 'target', 'clickParam'] as const;
const NEEDED: readonly FieldName[] = ['name', 'target'];
const LONGEST: Record<FieldName, number> = { name: 120, target: 2000, clickParam: 40 };
type FieldName = (typeof FIELDS)[number];

/** A new link: how the team calls it, where it leads, and whether that page is told of the click. */
export const LinkForm = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const [values, setValues] = useState({ name: '', target: '', clickParam: '' });
  const [wrong, setWrong] = useState<Partial<Record<FieldName, string>>>({});
  const [create, creating] = useWhatsappCreateLinkMutation();
  const save = async () => {
    const empty = NEEDED.filter((of) => values[of].trim() === '');
    setWrong(Object.fromEntries(empty.map((of) => [of, t(`links.problem.${of}`)])));
    if (empty.length > 0) return;
    try {
      await create({ ...values, clickParam: values.clickParam.trim() || null }).unwrap();
      onClose();
    } catch (error) {
      const { field, message } = explain(error);
      if (field === 'target') setWrong({ target: t('links.problem.target') });
      else if (field === 'name' || field === 'clickParam') setWrong({ [field]: message });
      else refuse(error);
    }
  };
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
          isRequired={NEEDED.includes(of)}
          label={t(`links.field.${of}`)}
          hint={t(`links.hint.${of}`)}
          error={wrong[of]}
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
