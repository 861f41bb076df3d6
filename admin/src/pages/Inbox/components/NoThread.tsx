import type { ReactNode } from 'react';
import { Button } from '@strapi/design-system';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import type { useChosen } from '../hooks/useChosen';
import type { Undo } from '../hooks/useUndo';
import { Pane } from '../layout';
import { TakenPane } from './TakenPane';

/** The address names a conversation that is not there or that one may not see: which of both is not said. */
const OutOfReach = ({ onBack }: { readonly onBack: () => void }) => {
  const t = useT();
  return (
    <Pane direction="column" alignItems="stretch">
      <EmptyState
        plain
        content={t('inbox.thread.out-of-reach')}
        action={
          <Button variant="secondary" onClick={onBack}>
            {t('inbox.thread.back')}
          </Button>
        }
      />
    </Pane>
  );
};

interface NoThreadProps {
  readonly isChosen: boolean;
  readonly chosen: Pick<
    ReturnType<typeof useChosen>,
    'isTaken' | 'isRefused' | 'error' | 'refetch'
  >;
  readonly undo: Undo | null;
  readonly onBack: () => void;
  /** While none is chosen. */
  readonly children: ReactNode;
}

/** In place of a thread: none is chosen, or the chosen one was taken, has not come yet, or cannot be shown. */
export const NoThread = ({ isChosen, chosen, undo, onBack, children }: NoThreadProps) => {
  const { isTaken, isRefused, error, refetch } = chosen;
  if (isTaken) return <TakenPane undo={undo} onBack={onBack} />;
  if (!isChosen) return children;
  if (isRefused) return <OutOfReach onBack={onBack} />;
  return (
    <Pane direction="column" alignItems="stretch">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <RowSkeletons rows={5} />
      )}
    </Pane>
  );
};
