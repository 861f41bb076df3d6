import { useState } from 'react';
import { Button, Field, Flex, TextInput } from '@strapi/design-system';
import { useWhatsappInboxSettingsQuery } from '../../../api/inbox-list';
import { FormModal } from '../../../shared/FormModal';
import { useT } from '../../../shared/useT';

interface Props {
  readonly count: number;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}

/** Why it is closed: one of the usual reasons by one press, or any other. */
export const CloseDialog = ({ count, onReason, onClose }: Props) => {
  const t = useT();
  const reasons = useWhatsappInboxSettingsQuery().data?.closeReasons ?? [];
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const choose = (reason: string) => {
    onReason(reason);
    onClose();
  };
  const submit = () => {
    const reason = text.trim();
    if (reason === '') setMissing(true);
    else choose(reason);
  };
  return (
    <FormModal
      title={count === 1 ? t('inbox.close.title') : t('inbox.close.title-many', { count })}
      submitLabel={t('inbox.thread.close')}
      onSubmit={submit}
      onClose={onClose}
    >
      {reasons.length > 0 ? (
        <Flex gap={2} wrap="wrap" role="group" aria-label={t('inbox.close.offered')}>
          {reasons.map((reason) => (
            <Button key={reason} variant="tertiary" onClick={() => choose(reason)}>
              {reason}
            </Button>
          ))}
        </Flex>
      ) : null}
      <Field.Root
        name="close-reason"
        hint={t('inbox.close.reason.hint')}
        error={isMissing ? t('inbox.close.missing') : false}
      >
        <Field.Label>{t('inbox.close.reason')}</Field.Label>
        <TextInput
          value={text}
          maxLength={200}
          onChange={(event) => {
            setMissing(false);
            setText(event.target.value);
          }}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </FormModal>
  );
};
