import { Notice } from './Notice';
import { useT } from './useT';

/** Names what somebody else saved while the same was being edited here. */
export const ChangedMeanwhile = ({ labels }: { labels: readonly string[] }) => {
  const t = useT();
  if (labels.length === 0) return null;
  return (
    <div role="status">
      <Notice
        variant="warning"
        title={t('shell.changed-meanwhile', { fields: [...new Set(labels)].join(', ') })}
        testId="changed-meanwhile"
      >
        {t('shell.changed-meanwhile.saving')}
      </Notice>
    </div>
  );
};
