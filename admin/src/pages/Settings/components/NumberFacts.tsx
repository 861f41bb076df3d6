import { Flex, Typography } from '@strapi/design-system';
import type { AccountView, TestAccountResult } from '../../../../../server/src/contracts/accounts';
import { useT, type Translate } from '../../../shared/useT';

type Facts = Pick<AccountView, 'qualityRating' | 'messagingLimit' | 'throughputMps'> & {
  messagingLimitKnown: boolean;
};

const limitWords = (t: Translate, facts: Facts, sharers: number): string => {
  if (!facts.messagingLimitKnown) return t('settings.limit.unknown');
  if (facts.messagingLimit === null) return t('settings.limit.none');
  return t('settings.limit.people', { count: facts.messagingLimit, sharers });
};

/** Term and value pairs that wrap, for cards and for what Meta answered. */
export const FactList = ({ facts }: { facts: readonly (readonly [string, string])[] }) => (
  <Flex tag="dl" gap={6} wrap="wrap" alignItems="flex-start" margin={0}>
    {facts.map(([term, value]) => (
      <Flex key={term} direction="column" alignItems="flex-start" gap={1}>
        <Typography tag="dt" variant="pi" textColor="neutral600">
          {term}
        </Typography>
        <Typography tag="dd" textColor="neutral800" marginLeft={0}>
          {value}
        </Typography>
      </Flex>
    ))}
  </Flex>
);

/** Quality, limit and speed in words. `sharers` = numbers that share the limit, this one included. */
export const useHealthFacts = () => {
  const t = useT();
  return (facts: Facts, sharers = 1): (readonly [string, string])[] => [
    [t('settings.fact.quality'), t(`settings.quality.${facts.qualityRating}`)],
    [t('settings.fact.limit'), limitWords(t, facts, sharers)],
    [t('settings.fact.speed'), t('settings.speed', { count: facts.throughputMps })],
  ];
};

/** What Meta answered about a number that is not kept yet. */
export const ReadFacts = ({ number }: { number: NonNullable<TestAccountResult['number']> }) => {
  const t = useT();
  const healthFacts = useHealthFacts();
  return (
    <FactList
      facts={[
        [t('settings.fact.number'), number.displayPhoneNumber],
        [t('settings.fact.verified-name'), number.verifiedName],
        ...healthFacts({ ...number, messagingLimitKnown: true }),
      ]}
    />
  );
};
