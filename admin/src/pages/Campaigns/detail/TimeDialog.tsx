import { useState } from 'react';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappRescheduleCampaignMutation } from '../../../api/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { MomentField } from '../../../shared/MomentField';
import { readableOrNull } from '../../../shared/typed-moment';
import { useApiError } from '../../../shared/useApiError';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';

/** Another time for a campaign that waits for its time (M-16); a past one is refused at the field. */
export const TimeDialog = ({
  campaign,
  onClose,
}: {
  campaign: CampaignView;
  onClose: () => void;
}) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const now = useNow();
  const explain = useApiError();
  const [at, setAt] = useState<number | null>(campaign.scheduledAt);
  const [problem, setProblem] = useState<string | false>(false);
  const [reschedule] = useWhatsappRescheduleCampaignMutation();
  const past = at !== null && at <= now;
  const save = async () => {
    if (at === null) return;
    try {
      const body = { scheduledAt: at, timezone: viewerZone() };
      await reschedule({ id: campaign.id, body }).unwrap();
    } catch (error) {
      setProblem(explain(error).message);
      throw error;
    }
  };
  return (
    <ConfirmAction
      open
      title={t('campaigns.newTime.title', { name: campaign.name })}
      confirmLabel={t('campaigns.newTime.confirm', {
        at: at === null ? '' : moments.day(at),
      })}
      confirmDisabled={at === null || past}
      confirmTestId="confirm-time"
      onClose={onClose}
      onConfirm={save}
    >
      <MomentField
        name="scheduledAt"
        label={t('campaigns.time.at')}
        required
        error={past ? t('campaigns.problem.time.past') : problem}
        hint={t('campaigns.time.zone', { zone: viewerZone() })}
        at={at}
        onChange={(chosen) => setAt(readableOrNull(chosen))}
      />
    </ConfirmAction>
  );
};
