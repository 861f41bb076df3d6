import { useState } from 'react';
import { Box, Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { UNDELIVERABLE } from '../../../../../server/src/contracts/campaign-take-out';
import type {
  CampaignErrorsResult,
  CampaignView,
} from '../../../../../server/src/contracts/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useCan } from '../../../shared/permissions';
import { Surface } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';
import { retryable } from '../model';
import { TakeOut } from './TakeOut';
import { useResolve } from './useResolve';

type Props = {
  campaign: CampaignView;
  errors: CampaignErrorsResult['errors'];
  /** Null = all that failed. */
  onSee: (errorCode: number | null) => void;
};

type RetryProps = {
  campaignId: number;
  count: number;
  /** Of one group; absent: of all that a retry may cure. */
  errorCode?: number;
};

const Retry = ({ campaignId, count, errorCode }: RetryProps) => {
  const t = useT();
  const { can } = useCan();
  const [asking, setAsking] = useState(false);
  const resolve = useResolve(campaignId);
  if (count === 0 || !can.campaignLaunch) return null;
  return (
    <>
      <Button
        size="S"
        variant="secondary"
        onClick={() => setAsking(true)}
        data-testid={errorCode === undefined ? 'retry-failed' : `retry-${errorCode}`}
      >
        {t('campaigns.retry.button', { count })}
      </Button>
      {asking ? (
        <ConfirmAction
          open
          title={t('campaigns.retry.title', { count })}
          confirmLabel={t('campaigns.retry.button', { count })}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            resolve.run({ action: 'retry', ...(errorCode === undefined ? {} : { errorCode }) })
          }
        >
          {t('campaigns.retry.body')}
        </ConfirmAction>
      ) : null}
    </>
  );
};

/** Failures grouped in words, each with what to do (M-33). */
export const Errors = ({ campaign, errors, onSee }: Props) => {
  const t = useT();
  const { id: campaignId } = campaign;
  const { failed, receivers } = campaign.counts;
  if (failed === 0) return null;
  // One group alone is what the button above retries.
  const retriedApart = errors.filter((error) => error.retryable).length > 1;
  return (
    <Surface data-testid="campaign-errors">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          <Typography variant="delta" tag="h2">
            {t('campaigns.errors.title', { count: failed, total: receivers })}
          </Typography>
          <Flex gap={2} wrap="wrap">
            <Button size="S" variant="tertiary" onClick={() => onSee(null)}>
              {t('campaigns.errors.see')}
            </Button>
            <Retry campaignId={campaignId} count={retryable(errors)} />
          </Flex>
        </Flex>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0} margin={0}>
          {errors.map((error) => (
            <Box key={`${error.code ?? ''} ${error.class} ${error.title}`} tag="li">
              <Typography tag="p" fontWeight="bold">
                {t('campaigns.errors.line', { count: error.count, title: error.title })}
              </Typography>
              <Typography tag="p" textColor="neutral600">
                {error.advice}
              </Typography>
              {error.code === null ? null : (
                <Typography tag="p" variant="pi" textColor="neutral600">
                  {t('campaigns.errors.code', { code: String(error.code) })}{' '}
                  <TextButton onClick={() => onSee(error.code)}>
                    {t('campaigns.bill.see')}
                  </TextButton>
                </Typography>
              )}
              {error.code === UNDELIVERABLE ? (
                <Box paddingTop={2}>
                  <TakeOut campaign={campaign} count={error.count} />
                </Box>
              ) : null}
              {retriedApart && error.retryable && error.code !== null ? (
                <Box paddingTop={2}>
                  <Retry campaignId={campaignId} count={error.count} errorCode={error.code} />
                </Box>
              ) : null}
            </Box>
          ))}
        </Flex>
      </Flex>
    </Surface>
  );
};
