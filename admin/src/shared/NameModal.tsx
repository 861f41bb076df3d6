import { useState, type ChangeEvent, type FormEvent, type ReactNode } from 'react';
import { Button, Field, Flex, Modal, TextInput } from '@strapi/design-system';
import { useApiError } from './useApiError';
import { useT } from './useT';

interface Props {
  readonly title: string;
  readonly saveLabel: string;
  /** Name of the input, for the browser's memory of what was typed before. */
  readonly field: string;
  readonly maxLength: number;
  readonly initial?: string;
  readonly hint?: string | null;
  /** Saves the trimmed name; what it throws is said at the field. */
  readonly onSave: (name: string) => Promise<void>;
  readonly onClose: () => void;
  /** More about the thing, below its name. */
  readonly children?: ReactNode;
}

/** Names a thing: one field in a small window, closed by saving. */
export const NameModal = ({ initial = '', onSave, onClose, ...props }: Props) => {
  const t = useT();
  const explain = useApiError();
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (name.trim() === '') return setError(t('contacts.problem.name'));
    setBusy(true);
    try {
      await onSave(name.trim());
      onClose();
    } catch (refused) {
      setError(explain(refused).message);
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onType = (event: ChangeEvent<HTMLInputElement>) => {
    setError(null);
    setName(event.target.value);
  };
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content>
        <form onSubmit={onSubmit}>
          <Modal.Header closeLabel={t('contacts.close')}>
            <Modal.Title>{props.title}</Modal.Title>
          </Modal.Header>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Field.Root name={props.field} required error={error ?? false} hint={props.hint}>
                <Field.Label>{t('contacts.group.name')}</Field.Label>
                <TextInput value={name} maxLength={props.maxLength} onChange={onType} />
                <Field.Error />
                <Field.Hint />
              </Field.Root>
              {props.children}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Button variant="tertiary" onClick={onClose}>
              {t('shell.dialog.dismiss')}
            </Button>
            <Button type="submit" loading={busy}>
              {props.saveLabel}
            </Button>
          </Modal.Footer>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
};
