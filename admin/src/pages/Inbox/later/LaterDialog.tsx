import { useState } from 'react';
import { Button, Field, Flex, Modal, Textarea, Typography } from '@strapi/design-system';
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
    <Modal.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
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
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{t('composer.extra.dismiss')}</Button>
          </Modal.Close>
          <Button
            loading={busy}
            disabled={!ready}
            onClick={() => void plan()}
            data-testid="later-plan"
          >
            {at === null ? t('later.plan') : t('later.plan-at', { at: moments.day(at) })}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};
