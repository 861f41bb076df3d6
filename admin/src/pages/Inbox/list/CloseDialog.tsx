import { useState, type FormEvent } from 'react';
import { Button, Field, Flex, Modal, TextInput } from '@strapi/design-system';
import { useWhatsappInboxSettingsQuery } from '../../../api/inbox-list';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reason = text.trim();
    if (reason === '') setMissing(true);
    else choose(reason);
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <form onSubmit={submit} noValidate>
          <Modal.Header closeLabel={t('shell.drawer.close')}>
            <Modal.Title>
              {count === 1 ? t('inbox.close.title') : t('inbox.close.title-many', { count })}
            </Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
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
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {t('shell.dialog.dismiss')}
            </Button>
            <Button type="submit">{t('inbox.thread.close')}</Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
