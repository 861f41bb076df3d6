import { useState, type ChangeEvent, type ReactNode } from 'react';
import { Field, TextInput } from '@strapi/design-system';
import { FormModal } from './FormModal';
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
  const onType = (event: ChangeEvent<HTMLInputElement>) => {
    setError(null);
    setName(event.target.value);
  };
  return (
    <FormModal
      title={props.title}
      submitLabel={props.saveLabel}
      isBusy={busy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Field.Root name={props.field} required error={error ?? false} hint={props.hint}>
        <Field.Label>{t('contacts.group.name')}</Field.Label>
        <TextInput value={name} maxLength={props.maxLength} onChange={onType} />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      {props.children}
    </FormModal>
  );
};
