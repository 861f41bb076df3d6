import { useEffect, useId, useRef } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowLeft } from '@strapi/icons';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { Pane } from '../layout';

/** In place of a thread that was on screen and may not be seen any more. */
export const TakenPane = ({ onBack }: { readonly onBack: () => void }) => {
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
          {t(`inbox.${what}.title`)}
        </Typography>
        <Typography textColor="neutral600" textAlign="center">
          {t(`inbox.${what}.about`)}
        </Typography>
      </Flex>
      <Button variant="secondary" startIcon={<ArrowLeft />} onClick={onBack}>
        {t('inbox.thread.back')}
      </Button>
    </Pane>
  );
};
