import { Flex, Typography } from '@strapi/design-system';
import type { CampaignInsights } from '../../../../../server/src/contracts/campaign-insights';
import type { CampaignCounts, CampaignView } from '../../../../../server/src/contracts/campaigns';
import { Funnel } from '../../../shared/Funnel';
import { ProgressLine } from '../../../shared/ProgressLine';
import { useT } from '../../../shared/useT';
import { progress } from '../model';
import { Buttons } from './Buttons';
import { funnelColumns } from './funnel-columns';
import { Pace } from './Pace';
import { Surface } from '../../../shared/Surface';

/** How far it is: bar, numbers, speed against what Meta allows. */
const Progress = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { counts } = campaign;
  const words = t('campaigns.list.progress', {
    done: counts.done,
    total: counts.receivers,
    percent: progress(counts) / 100,
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <ProgressLine value={progress(counts)} label={words} />
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <Typography fontWeight="bold">{words}</Typography>
        <Pace campaign={campaign} />
      </Flex>
    </Flex>
  );
};

/** The numbers beside the funnel: whom nothing was sent to, and what is not known. */
const Beside = ({ counts }: { counts: CampaignCounts }) => {
  const t = useT();
  const facts = (['uncertain', 'skipped', 'cancelled'] as const).filter((key) => counts[key] > 0);
  if (facts.length === 0) return null;
  return (
    <Flex tag="dl" gap={6} wrap="wrap" margin={0}>
      {facts.map((key) => (
        <Flex key={key} gap={2} alignItems="baseline">
          <Typography tag="dt" textColor="neutral600">
            {t(`campaigns.count.${key}`)}
          </Typography>
          <Typography
            tag="dd"
            fontWeight="bold"
            data-testid={`count-${key}`}
            data-value={counts[key]}
          >
            {t('campaigns.number', { number: counts[key] })}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};

interface OverviewProps {
  /** With the counts of the moment that the head of the page names, its progress too. */
  readonly campaign: CampaignView;
  /** Null until it is counted. */
  readonly insights: CampaignInsights | null;
}

const Steps = ({ campaign, insights }: OverviewProps) => {
  const t = useT();
  const { counts } = campaign;
  return (
    <Surface>
      <Flex direction="column" alignItems="stretch" gap={6}>
        {campaign.state === 'completed' ? null : <Progress campaign={campaign} />}
        <Funnel
          title={t('campaigns.funnel.title', { total: counts.receivers })}
          total={counts.receivers}
          columns={funnelColumns(counts, insights?.figures ?? null, t)}
        />
        <Beside counts={counts} />
      </Flex>
    </Surface>
  );
};

export const Overview = ({ campaign, insights }: OverviewProps) => (
  <Flex direction="column" alignItems="stretch" gap={6}>
    <Steps campaign={campaign} insights={insights} />
    <Buttons buttons={insights?.figures.buttons ?? []} />
  </Flex>
);
