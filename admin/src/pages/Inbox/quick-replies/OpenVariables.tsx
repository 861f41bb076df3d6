import { Alert, Button } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import type { QuickReplies } from './useQuickReplies';

/** Asks before a text goes in which a variable is still open. */
export const OpenVariables = ({
  replies,
  onGo,
}: {
  readonly replies: QuickReplies;
  readonly onGo: (deed: NonNullable<QuickReplies['asked']>) => void;
}) => {
  const t = useT();
  const { asked } = replies;
  if (asked === null) return null;
  return (
    <Alert
      closeLabel={t('quickReplies.open.fill')}
      onClose={replies.fill}
      variant="warning"
      action={
        <Button size="S" variant="secondary" onClick={() => onGo(asked)}>
          {t(`quickReplies.open.${asked}`)}
        </Button>
      }
      data-testid="open-variables"
    >
      {t('quickReplies.open.ask', {
        count: replies.unfilled,
        names: replies.openNames.join(', '),
      })}
    </Alert>
  );
};
