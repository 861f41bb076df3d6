import { useState } from 'react';
import { Field, Textarea, Typography } from '@strapi/design-system';
import { FormModal } from '../../../shared/FormModal';
import { useApiError } from '../../../shared/useApiError';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { TEXT_LIMIT } from '../model/composer';
import { TimeField } from './TimeField';

interface Props {
  readonly title: string;
  /** Given: the words can be changed with the time. */
  readonly text?: string | null;
  readonly at?: number | null;
  readonly windowEnd: number | null;
  readonly onClose: () => void;
  /** Throws what the server refused: the dialog stays with it, and nothing typed is lost. */
  readonly onPlan: (planned: { at: number; text: string | null }) => Promise<void>;
}

/** Asks when a message is to go, or changes one that waits. */
export const LaterDialog = ({ title, windowEnd, onClose, onPlan, ...before }: Props) => {
  const t = useT();
  const explain = useApiError();
  const moments = useMoments();
  const [at, setAt] = useState<number | null>(before.at ?? null);
  const [text, setText] = useState(before.text ?? null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const ready = at !== null && (text === null || text.trim() !== '');
  const plan = async () => {
    if (at === null) return;
    setBusy(true);
    setError(null);
    try {
      await onPlan({ at, text: text === null ? null : text.trim() });
      onClose();
    } catch (refused) {
      const { message, remedy } = explain(refused);
      setError([message, remedy].filter(Boolean).join(' '));
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormModal
      title={title}
      submitLabel={at === null ? t('later.plan') : t('later.plan-at', { at: moments.day(at) })}
      submitTestId="later-plan"
      isReady={ready}
      isBusy={busy}
      draft={[at, text]}
      onSubmit={() => void plan()}
      onClose={onClose}
    >
      {text === null ? null : (
        <Field.Root name="later-text" required>
          <Field.Label>{t('later.text')}</Field.Label>
          <Textarea
            value={text}
            dir="auto"
            maxLength={TEXT_LIMIT}
            onChange={(event) => setText(event.target.value)}
          />
        </Field.Root>
      )}
      <TimeField at={at} onChange={setAt} windowEnd={windowEnd} error={error} />
      <Typography variant="pi" textColor="neutral600">
        {t('later.judged')}
      </Typography>
    </FormModal>
  );
};
