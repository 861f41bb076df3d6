import { Flex, Typography } from '@strapi/design-system';
import type { PreflightResult } from '../../../../../server/src/contracts/campaigns';
import { useKnownWord } from '../../../shared/useKnownWord';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';

type Problem = PreflightResult['problems'][number];

const Row = ({ problem }: { problem: Problem }) => {
  const t = useT();
  const known = useKnownWord();
  const words = known(`campaigns.check.${problem.kind}`, {
    field: problem.field ?? '',
    detail: problem.detail ?? '',
  });
  return (
    <Notice
      variant={problem.blocking ? 'danger' : 'warning'}
      title={t(problem.blocking ? 'campaigns.check.blocking' : 'campaigns.check.look')}
      testId={problem.blocking ? 'problem-blocking' : 'problem-look'}
    >
      {words ?? problem.detail ?? problem.kind}
    </Notice>
  );
};

/** What hinders the start, first; then what deserves a look; or that nothing does. */
export const Problems = ({ problems }: { problems: readonly Problem[] }) => {
  const t = useT();
  if (problems.length === 0) {
    return (
      <Typography textColor="success600" role="status">
        {t('campaigns.check.fine')}
      </Typography>
    );
  }
  const sorted = [...problems].sort((a, b) => Number(b.blocking) - Number(a.blocking));
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {sorted.map((problem) => (
        <Row
          key={`${problem.kind} ${problem.field ?? ''} ${problem.detail ?? ''}`}
          problem={problem}
        />
      ))}
    </Flex>
  );
};
