import { Alert, Box } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import type { SyncOutcome as Outcome } from './useSync';

/** What a sync added, changed and found gone (T-26), or why it failed while the old list stays. */
export const SyncOutcome = ({
  outcome,
  onClose,
}: {
  outcome: Outcome | null;
  onClose: () => void;
}) => {
  const t = useT();
  if (!outcome) return null;
  return (
    <Box paddingBottom={4} role="status">
      {outcome.ok ? (
        <Alert
          variant="success"
          title={t('templates.sync.done')}
          closeLabel={t('templates.close')}
          onClose={onClose}
        >
          {t('templates.sync.result', {
            read: outcome.result.read,
            created: outcome.result.created,
            updated: outcome.result.updated,
            missing: outcome.result.missing,
          })}
        </Alert>
      ) : (
        <Alert
          variant="danger"
          title={t('templates.sync.failed')}
          closeLabel={t('templates.close')}
          onClose={onClose}
        >
          {t('templates.sync.failedBody', { message: outcome.message })}
        </Alert>
      )}
    </Box>
  );
};
