import type { ReactNode } from 'react';
import { Notice } from './Notice';
import { useT } from './useT';

interface Props {
  readonly labels: readonly string[];
  /** Where one may choose between both. */
  readonly action?: ReactNode;
}

/** Names what somebody else saved while the same was being edited here. */
export const ChangedMeanwhile = ({ labels, action }: Props) => {
  const t = useT();
  if (labels.length === 0) return null;
  return (
    <div role="status">
      <Notice
        variant="warning"
        title={t('shell.changed-meanwhile', { fields: [...new Set(labels)].join(', ') })}
        testId="changed-meanwhile"
        action={action}
      >
        {t('shell.changed-meanwhile.saving')}
      </Notice>
    </div>
  );
};
