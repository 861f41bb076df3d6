import { Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import type { PreflightResult } from '../../../../../server/src/contracts/campaigns';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { useCheckWords } from '../useCheckWords';
import { stepOfField, type WizardStep } from '../wizard-model';

type Problem = PreflightResult['problems'][number];

type Props = {
  problems: readonly Problem[];
  /** Leads to the step where a problem is mended; absent where there are no steps. */
  onGo?: (step: WizardStep) => void;
};

const Row = ({ problem, onGo }: { problem: Problem } & Pick<Props, 'onGo'>) => {
  const t = useT();
  const step = problem.blocking ? stepOfField(problem.field) : null;
  const [, template] = /^templates\.(\d+)$/.exec(problem.field ?? '') ?? [];
  const words = useCheckWords();
  return (
    <Notice
      variant={problem.blocking ? 'danger' : 'warning'}
      title={t(problem.blocking ? 'campaigns.check.blocking' : 'campaigns.check.look')}
      testId={problem.blocking ? 'problem-blocking' : 'problem-look'}
      action={
        template ? (
          <LinkButton
            size="S"
            variant="secondary"
            tag={Link}
            to={`/plugins/whatsapp/templates/${template}`}
          >
            {t('campaigns.check.openTemplate')}
          </LinkButton>
        ) : step && onGo ? (
          <Button size="S" variant="secondary" onClick={() => onGo(step)}>
            {t('campaigns.check.mend', { step: t(`campaigns.step.${step}`) })}
          </Button>
        ) : null
      }
    >
      {words(problem) ?? problem.detail ?? problem.kind}
    </Notice>
  );
};

/** What hinders the start, first; then what deserves a look; or that nothing does. */
export const Problems = ({ problems, onGo }: Props) => {
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
          {...(onGo ? { onGo } : {})}
        />
      ))}
    </Flex>
  );
};
