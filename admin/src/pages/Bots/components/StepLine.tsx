import { Flex, Typography } from '@strapi/design-system';
import type { StepResult } from '../../../../../server/src/contracts/bots';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';

/** "2. Tag: +vip ✓" */
export const StepLine = ({ step }: { step: StepResult }) => {
  const t = useT();
  const reasonOf = useReason();
  const known = useKnownWord();
  // One that was done in another way than it says tells why.
  const subject = step.subject ?? (step.ok ? reasonOf(step.reason) : '');
  const done = subject === '' ? 'bots.done' : 'bots.done.subject';
  return (
    <Flex gap={2} alignItems="baseline" data-ok={step.ok}>
      <Typography variant="pi" textColor={step.ok ? 'success600' : 'danger600'} fontWeight="bold">
        <span aria-hidden>{step.ok ? '✓' : '!'}</span>
      </Typography>
      <Typography variant="pi" textColor={step.ok ? 'neutral800' : 'danger700'}>
        {t(step.ok ? done : step.stopped ? 'bots.failed-stop' : 'bots.failed', {
          number: step.index + 1,
          kind: known('bots.step', step.kind) ?? step.kind,
          subject,
          reason: reasonOf(step.reason),
        })}
      </Typography>
    </Flex>
  );
};
