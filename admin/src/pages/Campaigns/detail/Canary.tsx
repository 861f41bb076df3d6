import { Button, Flex } from '@strapi/design-system';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignCanaryQuery } from '../../../api/campaigns';
import { Notice } from '../../../shared/Notice';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import type { CampaignControls } from './useControls';

type Props = { campaign: CampaignView; controls: CampaignControls };

/** The test batch has it: what became of it, and the decision about the others (M-43). */
export const Canary = ({ campaign, controls }: Props) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const isWaiting = campaign.trialState.canary === 'waiting' && campaign.state === 'paused';
  const { data } = useWhatsappCampaignCanaryQuery(campaign.id, { skip: !isWaiting });
  if (!isWaiting) return null;
  const result = data?.result ?? null;
  const waiting = data?.waiting ?? campaign.counts.queued;
  const goesOnAt = data?.goesOnAt ?? null;
  return (
    <Notice
      titleAs="h2"
      variant="warning"
      title={t('campaigns.canary.band', { count: waiting })}
      testId="band-canary"
      action={
        controls.can('resume') ? (
          <Flex gap={2} wrap="wrap">
            <Button
              size="S"
              loading={controls.busy}
              onClick={() => void controls.act('resume')}
              data-testid="canary-go-on"
            >
              {t('campaigns.canary.release', { count: waiting })}
            </Button>
            <Button size="S" variant="secondary" onClick={() => controls.ask('cancel')}>
              {t('campaigns.canary.stop')}
            </Button>
          </Flex>
        ) : null
      }
    >
      <Flex direction="column" alignItems="flex-start" gap={1} tag="span">
        {result ? <span>{t('campaigns.canary.result', { ...result })}</span> : null}
        {goesOnAt === null ? null : (
          <span>{t('campaigns.canary.goesOn', { at: moments.day(goesOnAt) })}</span>
        )}
      </Flex>
    </Notice>
  );
};
