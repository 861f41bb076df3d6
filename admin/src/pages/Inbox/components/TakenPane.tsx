import { useEffect, useId, useRef } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import type { Undo } from '../hooks/useUndo';
import { Pane } from '../layout';
import { undoWords } from './UndoBar';

interface Props {
  /** One gave it away oneself, a moment ago. */
  readonly undo: Undo | null;
  readonly onBack: () => void;
}

/** In place of a thread that was on screen and may not be seen any more. */
export const TakenPane = ({ undo, onBack }: Props) => {
  const t = useT();
  const { can } = useCan();
  const pane = useRef<HTMLElement>(null);
  const title = useId();
  const what = can.chatReadAll ? 'removed' : 'taken';
  useEffect(() => {
    // The focus that was in the thread went with it; one that is elsewhere stays there.
    if (document.activeElement === document.body) pane.current?.focus();
  }, []);
  return (
    <Pane
      ref={pane}
      tag="section"
      tabIndex={-1}
      aria-labelledby={title}
      direction="column"
      justifyContent="center"
      gap={3}
      padding={6}
      data-testid="taken"
    >
      <Flex direction="column" gap={2} role="alert">
        <Typography variant="delta" tag="h2" id={title} textAlign="center">
          {undo ? undoWords(t, undo) : t(`inbox.${what}.title`)}
        </Typography>
        <Typography textColor="neutral600" textAlign="center">
          {t(undo ? 'inbox.given.about' : `inbox.${what}.about`)}
        </Typography>
      </Flex>
      {undo ? <Button onClick={undo.back}>{t('inbox.undo.label')}</Button> : null}
      <Button variant="secondary" startIcon={<ArrowLeft />} onClick={onBack}>
        {t('inbox.thread.back')}
      </Button>
    </Pane>
  );
};
