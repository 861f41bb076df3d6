import { useState } from 'react';
import { Field, Textarea, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import {
  REASON_LEAST,
  type SensitiveField,
  type SensitiveUse,
} from '../../../../../server/src/contracts/sensitive';
import { useWhatsappAllowSensitiveMutation } from '../../../api/sensitive';
import { FormModal } from '../../../shared/FormModal';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';

interface Props {
  readonly field: SensitiveField;
  readonly label: string;
  readonly use: SensitiveUse;
  readonly onClose: () => void;
}

/** A sensitive field is opened for one use, by a reason that is typed and kept with the name of who typed it. */
export const AllowDialog = ({ field, label, use, onClose }: Props) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [allow, { isLoading }] = useWhatsappAllowSensitiveMutation();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const isEnough = reason.trim().length >= REASON_LEAST;
  const save = async () => {
    if (!isEnough) return setProblem(t('sensitive.reason.short', { least: REASON_LEAST }));
    try {
      await allow({ field, use, reason: reason.trim() }).unwrap();
      toggleNotification({ type: 'success', message: t('sensitive.allowed.done', { label }) });
      onClose();
    } catch (error) {
      setProblem(explain(error).message);
    }
  };
  return (
    <FormModal
      title={t(`sensitive.allow.title.${use}`, { label })}
      submitLabel={t('sensitive.allow.confirm')}
      submitTestId="allow-sensitive"
      submitVariant="danger"
      isBusy={isLoading}
      draft={reason}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Typography tag="p">{t(`sensitive.allow.body.${use}`)}</Typography>
      <Field.Root
        name="reason"
        required
        error={problem || false}
        hint={t('sensitive.reason.hint', { least: REASON_LEAST })}
      >
        <Field.Label>{t('sensitive.reason')}</Field.Label>
        <Textarea
          value={reason}
          maxLength={500}
          data-testid="sensitive-reason"
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => {
            setReason(event.target.value);
            setProblem('');
          }}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </FormModal>
  );
};
