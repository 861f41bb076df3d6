import type { MouseEvent } from 'react';
import { Button, Typography } from '@strapi/design-system';
import { Lightning } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import { ToolWord } from '../composer/tool-word';
import type { QuickReplies } from './useQuickReplies';

/** How many variables are still to be filled in. */
export const UnfilledHint = ({ replies }: { replies: QuickReplies }) => {
  const t = useT();
  return replies.unfilled > 0 ? (
    <Typography variant="pi" textColor="neutral800" role="status">
      {t('quickReplies.unfilled', { count: replies.unfilled })}
    </Typography>
  ) : null;
};

/** Lists all quick replies; one click in the list inserts. */
export const QuickReplyButton = ({ replies }: { replies: QuickReplies }) => {
  const t = useT();
  return (
    <Button
      variant="tertiary"
      startIcon={<Lightning />}
      aria-label={t('quickReplies.button')}
      aria-haspopup="listbox"
      aria-expanded={replies.isOpen}
      // The field keeps its caret, which is where the reply goes in.
      onMouseDown={(event: MouseEvent) => event.preventDefault()}
      onClick={replies.toggleList}
      data-testid="quick-replies"
    >
      <ToolWord>{t('quickReplies.button')}</ToolWord>
    </Button>
  );
};
