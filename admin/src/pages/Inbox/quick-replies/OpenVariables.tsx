import { Alert } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import type { QuickReplies } from './useQuickReplies';

/** Says why a text does not go in which a variable is still open: the customer would read the braces. */
export const OpenVariables = ({ replies }: { readonly replies: QuickReplies }) => {
  const t = useT();
  if (!replies.isHeld) return null;
  return (
    <Alert
      closeLabel={t('quickReplies.open.fill')}
      onClose={replies.fill}
      variant="warning"
      data-testid="open-variables"
    >
      {t('quickReplies.open.ask', {
        count: replies.unfilled,
        names: replies.openNames.join(', '),
      })}
    </Alert>
  );
};
