import type { ReactNode } from 'react';
import { Flex, Grid, Typography } from '@strapi/design-system';
import type { CampaignInsights } from '../../../../../server/src/contracts/campaign-insights';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignLimitQuery } from '../../../api/campaign-insights';
import { LimitBar } from '../../../shared/LimitBar';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { Countries } from '../insights/Countries';
import { Hours } from '../insights/Hours';
import { OptOuts } from '../insights/OptOuts';
import { isActive } from '../model';
import { Surface } from '../../../shared/Surface';

interface CardProps {
  readonly title: string;
  readonly testId: string;
  readonly children: ReactNode;
  /** Over the whole width. */
  readonly isWide?: boolean;
}

/** A field of the grid of a campaign's page. */
export const Card = ({ title, testId, children, isWide = false }: CardProps) => (
  <Grid.Item col={isWide ? 12 : 6} s={12} xs={12} direction="column" alignItems="stretch">
    <Surface flex="1" data-testid={testId}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography variant="delta" tag="h2">
          {title}
        </Typography>
        {children}
      </Flex>
    </Surface>
  </Grid.Item>
);

/** How much of the number's messaging limit is used, while this campaign needs it. */
const Limit = ({ campaign: { id, state } }: { readonly campaign: CampaignView }) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const { data: limit } = useWhatsappCampaignLimitQuery(id, { skip: !isActive(state) });
  if (!limit?.needed || !isActive(state)) return null;
  return (
    <Card title={t('insights.limit')} testId="card-limit">
      <LimitBar known={limit.known} limit={limit.limit} used={limit.used} />
      {limit.nextFreeAt === null || limit.limit === null ? null : (
        <Typography variant="pi" textColor="neutral600">
          {t('insights.limit.nextFree', { at: moments.day(limit.nextFreeAt) })}
        </Typography>
      )}
    </Card>
  );
};

const Counted = ({ insights }: { readonly insights: CampaignInsights }) => {
  const t = useT();
  return (
    <>
      <Card title={t('insights.optOuts')} testId="card-opt-outs">
        <OptOuts {...insights} />
      </Card>
      <Card title={t('insights.hours')} testId="card-hours" isWide>
        <Hours {...insights} />
      </Card>
      {insights.countries.length === 0 ? null : (
        <Card title={t('insights.countries')} testId="card-countries" isWide>
          <Countries countries={insights.countries} />
        </Card>
      )}
    </>
  );
};

/** What becomes of a campaign, a card for each question. */
export const Cards = ({
  campaign,
  insights,
}: {
  readonly campaign: CampaignView;
  readonly insights: CampaignInsights;
}) => (
  <Grid.Root gap={6}>
    <Limit campaign={campaign} />
    <Counted insights={insights} />
  </Grid.Root>
);
