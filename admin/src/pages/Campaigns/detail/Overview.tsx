import { Box, Flex, Typography } from '@strapi/design-system';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignRepliesQuery } from '../../../api/campaigns';
import { Funnel } from '../../../shared/Funnel';
import { ProgressLine } from '../../../shared/ProgressLine';
import { useT } from '../../../shared/useT';
import { funnelSteps, progress, replyShare, secondsLeft, settled, span, stepShare } from '../model';

const Card = ({ children }: { children: React.ReactNode }) => (
  <Box background="neutral0" hasRadius shadow="tableShadow" padding={6}>
    {children}
  </Box>
);

const Speed = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  if (campaign.state !== 'running') return null;
  const left = secondsLeft(campaign);
  const rest = left === null ? null : span(left);
  const speed =
    campaign.allowedMps === null
      ? t('campaigns.speed.now', { speed: campaign.speed })
      : t('campaigns.speed.ofAllowed', { speed: campaign.speed, allowed: campaign.allowedMps });
  return (
    <Typography textColor="neutral600">
      {speed}
      {rest
        ? ` · ${t('campaigns.speed.left', { span: t(`campaigns.span.${rest.unit}`, { value: rest.value }) })}`
        : ''}
    </Typography>
  );
};

/** How far it is: bar, numbers, speed against what Meta allows. */
const Progress = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { counts } = campaign;
  const words = t('campaigns.list.progress', {
    done: settled(counts),
    total: counts.total,
    percent: progress(counts) / 100,
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <ProgressLine value={progress(counts)} label={words} />
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <Typography fontWeight="bold">{words}</Typography>
        <Speed campaign={campaign} />
      </Flex>
    </Flex>
  );
};

/** The numbers beside the funnel: whom nothing was sent to, and what is not known. */
const Beside = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { counts } = campaign;
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

export const Overview = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { counts } = campaign;
  const { id, state } = campaign;
  const replies = useWhatsappCampaignRepliesQuery(
    { id, state },
    { refetchOnMountOrArgChange: true }
  );
  const replied = replies.data?.replied ?? null;
  return (
    <Card>
      <Flex direction="column" alignItems="stretch" gap={6}>
        {campaign.state === 'completed' ? null : <Progress campaign={campaign} />}
        <Funnel
          title={t('campaigns.funnel.title', { total: counts.total })}
          total={counts.total}
          columns={funnelSteps(counts, replied).map(({ key, count }) => {
            const share = key === 'replied' ? replyShare(count, counts) : stepShare(key, counts);
            return {
              key,
              count,
              label: t(`campaigns.count.${key}`),
              share:
                share === null ? null : t(`campaigns.funnel.of.${key}`, { share: share / 100 }),
              isLoss: key === 'failed',
            };
          })}
        />
        <Beside campaign={campaign} />
      </Flex>
    </Card>
  );
};
