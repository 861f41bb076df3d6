import { useEffect } from 'react';
import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import type { CampaignView, PreflightResult } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappPreflightCampaignMutation } from '../../../api/campaigns';
import { LimitBar } from '../../../shared/LimitBar';
import { useCan } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { AudienceInWords } from '../components/AudienceInWords';
import { Duration, Sum } from '../wizard/Bill';
import { Problems } from '../wizard/Problems';
import { Samples } from '../wizard/Samples';
import { Card } from '../../../shared/Surface';

const Facts = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const facts = [
    ['to', <AudienceInWords key="to" campaign={campaign} />],
    ['from', campaign.accountName ?? '–'],
  ] as const;
  return (
    <Flex tag="dl" gap={6} wrap="wrap" margin={0}>
      {facts.map(([key, words]) => (
        <Flex key={key} direction="column" alignItems="flex-start" gap={1}>
          <Typography tag="dt" variant="pi" textColor="neutral600">
            {t(`campaigns.ahead.${key}`)}
          </Typography>
          <Typography tag="dd" margin={0} dir="auto">
            {words}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};

const Counted = ({ campaign, bill }: { campaign: CampaignView; bill: PreflightResult }) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={4} data-testid="ahead-bill">
      <Sum bill={bill} campaignId={campaign.id} />
      {bill.willReceive > 0 ? <Duration bill={bill} /> : null}
      {campaign.kind === 'template' ? <LimitBar {...bill.limit} adding={bill.willReceive} /> : null}
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.ahead.again')}
      </Typography>
    </Flex>
  );
};

/** Counted as the start will count; an error is an error, never 0. */
const Count = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { id, scheduledAt } = campaign;
  const [count, { data: bill, error, isLoading }] = useWhatsappPreflightCampaignMutation();
  useEffect(() => void count(id), [count, id, scheduledAt]);
  if (error && !isLoading) return <ErrorState error={error} onRetry={() => void count(id)} />;
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
        <Card title={t('campaigns.ahead.title')}>
          <Facts campaign={campaign} />
          {bill ? (
            <Counted campaign={campaign} bill={bill} />
          ) : (
            <>
              <Typography role="status">{t('campaigns.bill.counting')}</Typography>
              <RowSkeletons rows={4} height="2.4rem" />
            </>
          )}
          <Box>
            <Button
              variant="tertiary"
              startIcon={<ArrowClockwise />}
              loading={isLoading}
              onClick={() => void count(id)}
            >
              {t('campaigns.bill.again')}
            </Button>
          </Box>
        </Card>
      </Grid.Item>
      <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
        {bill ? (
          <>
            <Problems problems={bill.problems} />
            <Samples campaignId={id} samples={bill.samples} />
          </>
        ) : null}
      </Grid.Item>
    </Grid.Root>
  );
};

/** What will happen at its time: to whom, how many that are now, within which limit, and what they will read. */
export const Ahead = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const { can } = useCan();
  if (campaign.state !== 'scheduled') return null;
  if (can.campaignPrepare) return <Count campaign={campaign} />;
  return (
    <Card title={t('campaigns.ahead.title')}>
      <Facts campaign={campaign} />
    </Card>
  );
};
