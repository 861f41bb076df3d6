import { Flex, Typography } from '@strapi/design-system';
import type { TestSendResult } from '../../../../server/src/contracts/testers';
import { useKnownWord } from '../useKnownWord';
import { useT } from '../useT';

/** What became of a test, tester by tester. */
export const TestResults = ({ results }: TestSendResult) => {
  const t = useT();
  const known = useKnownWord();
  const wordsOf = (reason: string): string =>
    known('campaigns.skip', reason) ?? known('error', reason) ?? reason;
  return (
    <Flex
      tag="ul"
      direction="column"
      alignItems="stretch"
      gap={2}
      padding={0}
      margin={0}
      aria-live="polite"
    >
      {results.map(({ testerId, name, ok, reason }) => (
        <Typography
          key={testerId}
          tag="li"
          textColor={ok ? 'success600' : 'danger600'}
          data-testid="test-result"
        >
          {ok
            ? t('testers.sent', { name })
            : t('testers.refused', { name, reason: wordsOf(reason ?? '') })}
        </Typography>
      ))}
    </Flex>
  );
};
