import { Flex, Typography } from '@strapi/design-system';
import {
  AFTER_HOURS,
  type CampaignInsights,
} from '../../../../../server/src/contracts/campaign-insights';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';

/** How many left because of it, by what, and what is counted as that. */
export const OptOuts = ({ figures, optOutSources }: CampaignInsights) => {
  const t = useT();
  const known = useKnownWord();
  const { optedOut, rates } = figures;
  const number = t('campaigns.number', { number: optedOut });
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="alpha" tag="p" data-testid="opted-out" data-value={optedOut}>
        {rates.optedOut === null || optedOut === 0
          ? number
          : t('insights.optOuts.share', { count: optedOut, share: rates.optedOut })}
      </Typography>
      {optOutSources.length === 0 ? null : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={1} padding={0} margin={0}>
          {optOutSources.map(({ source, count }) => (
            <Typography key={source} tag="li">
              {t('campaigns.errors.line', {
                count,
                title: known('insights.optOuts.by', source.replace(/\s+/g, '-')) ?? source,
              })}
            </Typography>
          ))}
        </Flex>
      )}
      <Typography variant="pi" textColor="neutral600">
        {t('insights.optOuts.what', { hours: AFTER_HOURS })}
      </Typography>
    </Flex>
  );
};
