import { Flex, TextButton, Typography } from '@strapi/design-system';
import type {
  CampaignErrorsResult,
  SkipReason,
} from '../../../../../server/src/contracts/campaigns';
import { useT } from '../../../shared/useT';
import { Card } from '../../../shared/Surface';

type Props = {
  skipped: number;
  reasons: CampaignErrorsResult['skipped'];
  onSee: (reason: SkipReason) => void;
};

/** Who was left out and why, after the run as before it (M-28). */
export const LeftOut = ({ skipped, reasons, onSee }: Props) => {
  const t = useT();
  if (skipped === 0) return null;
  return (
    <Card title={t('campaigns.leftOut.title', { count: skipped })} testId="left-out">
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
        {reasons.map(({ reason, count }) => (
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
