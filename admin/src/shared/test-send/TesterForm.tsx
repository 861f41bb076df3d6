import { useState } from 'react';
import { Checkbox } from '@strapi/design-system';
import type { TesterCode } from '../../../../server/src/contracts/testers';
import { useWhatsappAddTesterMutation } from '../../api/testers';
import { FormModal } from '../FormModal';
import { TextRow } from '../TextRow';
import { useT } from '../useT';
import { useTextErrors } from '../useTextErrors';

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
  const [values, setValues] = useState({ name: '', phone: '', isMe: false });
  const [add, adding] = useWhatsappAddTesterMutation();
  const { errors, send } = useTextErrors({
    names: FIELDS,
    whenEmpty: (of) => t(`testers.problem.${of}`),
  });
  const save = () => send(values, async () => onMade(await add(values).unwrap()));
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
          error={errors[of]}
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
