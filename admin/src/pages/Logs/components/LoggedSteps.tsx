import { Box, Flex, Typography } from '@strapi/design-system';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { stepsOf, type LogLine } from '../model';

/** What a bot did, step by step, and how each went (L-03). */
export const LoggedSteps = ({ line }: { line: LogLine }) => {
  const t = useT();
  const known = useKnownWord();
  const reasonOf = useReason();
  const steps = stepsOf(line.details);
  if (steps.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h3">
        {t('logs.steps')}
      </Typography>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
        {steps.map(({ step, kind, ok, reason, subject }) => (
          <Box tag="li" key={step} data-testid="log-step">
            <Typography textColor={ok ? 'neutral800' : 'danger600'}>
              {[
                `${step}.`,
                [known('bots.step', kind) ?? kind, subject].filter(Boolean).join(': '),
                ok ? t('logs.steps.done') : t('logs.steps.failed', { reason: reasonOf(reason) }),
              ]
                .filter(Boolean)
                .join(' ')}
            </Typography>
          </Box>
        ))}
      </Flex>
    </Flex>
  );
};
