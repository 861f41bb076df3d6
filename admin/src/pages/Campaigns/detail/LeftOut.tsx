import { Flex, TextButton, Typography } from '@strapi/design-system';
import type { SkipReason } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignErrorsQuery } from '../../../api/campaigns';
import { ErrorState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';

type Props = { campaignId: number; skipped: number; onSee: (reason: SkipReason) => void };

/** Who was left out and why, after the run as before it (M-28). */
export const LeftOut = ({ campaignId, skipped, onSee }: Props) => {
  const t = useT();
  const query = useWhatsappCampaignErrorsQuery(campaignId, { skip: skipped === 0 });
  if (skipped === 0) return null;
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Card title={t('campaigns.leftOut.title', { count: skipped })} testId="left-out">
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
        {(query.data?.skipped ?? []).map(({ reason, count }) => (
          <Flex key={reason} tag="li" gap={3} wrap="wrap" alignItems="baseline">
            <Typography fontWeight="bold" data-testid={`left-out-${reason}`}>
              {t('campaigns.errors.line', { count, title: t(`campaigns.skip.${reason}`) })}
            </Typography>
            <TextButton
              onClick={() => onSee(reason)}
              aria-label={t('campaigns.bill.seeWhom', { reason: t(`campaigns.skip.${reason}`) })}
            >
              {t('campaigns.bill.see')}
            </TextButton>
            <Typography variant="pi" textColor="neutral600">
              {t(`campaigns.skipWhy.${reason}`)}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Card>
  );
};
