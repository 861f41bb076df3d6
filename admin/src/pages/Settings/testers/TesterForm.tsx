import { useState } from 'react';
import { Checkbox } from '@strapi/design-system';
import type { TesterCode } from '../../../../../server/src/contracts/testers';
import { useWhatsappAddTesterMutation } from '../../../api/testers';
import { FormModal } from '../../../shared/FormModal';
import { TextRow } from '../../../shared/TextRow';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const FIELDS = ['name', 'phone'] as const;
type FieldName = (typeof FIELDS)[number];
const LONGEST: Record<FieldName, number> = { name: 120, phone: 60 };

interface Props {
  readonly onMade: (made: TesterCode) => void;
  readonly onClose: () => void;
}

/** Name and number of a tester; the code follows. */
export const TesterForm = ({ onMade, onClose }: Props) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const [values, setValues] = useState({ name: '', phone: '', isMe: false });
  const [wrong, setWrong] = useState<Partial<Record<FieldName, string>>>({});
  const [add, adding] = useWhatsappAddTesterMutation();
  const save = async () => {
    const empty = FIELDS.filter((of) => values[of].trim() === '');
    setWrong(Object.fromEntries(empty.map((of) => [of, t(`testers.problem.${of}`)])));
    if (empty.length > 0) return;
    try {
      onMade(await add(values).unwrap());
    } catch (error) {
      const { field, message } = explain(error);
      if (field === 'name' || field === 'phone') setWrong({ [field]: message });
      else refuse(error);
    }
  };
  return (
    <FormModal
      title={t('testers.add')}
      submitLabel={t('testers.add.do')}
      submitTestId="tester-save"
      isBusy={adding.isLoading}
      draft={values}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {FIELDS.map((of) => (
        <TextRow
          key={of}
          name={of}
          isRequired
          label={t(`testers.field.${of}`)}
          hint={of === 'phone' ? t('testers.hint.phone') : null}
          error={wrong[of]}
          value={values[of]}
          maxLength={LONGEST[of]}
          dir={of === 'name' ? 'auto' : 'ltr'}
          testId={`tester-${of}`}
          onChange={(text) => setValues({ ...values, [of]: text })}
        />
      ))}
      <Checkbox
        checked={values.isMe}
        onCheckedChange={(isMe: boolean | 'indeterminate') =>
          setValues({ ...values, isMe: isMe === true })
        }
      >
        {t('testers.field.me')}
      </Checkbox>
    </FormModal>
  );
};
