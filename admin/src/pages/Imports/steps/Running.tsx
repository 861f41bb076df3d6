import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { Notice } from '../../../shared/Notice';
import { ProgressLine } from '../../../shared/ProgressLine';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { useOperationWords } from '../../Operations/components/useOperationWords';
import { shareOf } from '../../Operations/model';
import type { ImportView } from '../model';
import type { Key } from '../../../translations/key';

type Operation = NonNullable<ImportView['check']>;

/** Progress of a dry run or an import, and what stands in its way. The page may be left. */
export const Running = ({ operation, words }: { operation: Operation; words: Key }) => {
  const t = useT();
  const { can } = useCan();
  const say = useOperationWords();
  const share = shareOf(operation);
  // A preview has imported nobody, whatever became of it.
  const isCheck = operation.kind === 'import-check';
  if (operation.state === 'failed' || operation.state === 'cancelled')
    return (
      <Notice
        variant={operation.state === 'failed' ? 'danger' : 'warning'}
        title={t(isCheck ? `imports.check.${operation.state}` : `imports.${operation.state}`)}
      >
        {[say.reason(operation), say.progress(operation)].filter(Boolean).join(' ')}
      </Notice>
    );
  return (
    <Flex direction="column" alignItems="stretch" gap={3} aria-live="polite">
      <Typography variant="delta" tag="h2">
        {t(words)}
      </Typography>
      <ProgressLine value={share ?? 0} label={say.progress(operation)} />
      <Typography>
        {[say.progress(operation), say.speed(operation), say.left(operation)]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {t('imports.leave')}
      </Typography>
      {can.operationWatch ? (
        <Flex>
          <LinkButton tag={Link} to="../operations" variant="tertiary" size="S">
            {t('imports.toOperations')}
          </LinkButton>
        </Flex>
      ) : null}
    </Flex>
  );
};
