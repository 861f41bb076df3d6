import { Typography } from '@strapi/design-system';
import type { CampaignLimit } from '../../../../../server/src/contracts/campaign-insights';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappCampaignLimitQuery } from '../../../api/campaign-insights';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { span } from '../model';
import { paceOf } from '../pace';

const useSpan = () => {
  const t = useT();
  return (seconds: number): string => {
    const { unit, value } = span(seconds);
    return t(`campaigns.span.${unit}`, { value });
  };
};

const useRest = (campaign: CampaignView, limit: CampaignLimit | null): string | null => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const now = useNow();
  const inWords = useSpan();
  const pace = paceOf(campaign, limit, now);
  if (pace === null) return null;
  if (pace.kind === 'done-in') return t('campaigns.speed.left', { span: inWords(pace.seconds) });
  const full = t('campaigns.speed.limit', { span: inWords(pace.seconds) });
  if (pace.goesOnAt === null) return full;
  return `${full}, ${t('campaigns.speed.goesOn', { at: moments.short(pace.goesOnAt, now) })}`;
};

const Line = ({ campaign, limit }: { campaign: CampaignView; limit: CampaignLimit | null }) => {
  const t = useT();
  const { speed, allowedMps } = campaign;
  const rest = useRest(campaign, limit);
  const now =
    allowedMps === null
      ? t('campaigns.speed.now', { speed })
      : t('campaigns.speed.ofAllowed', { speed, allowed: allowedMps });
  return (
    <Typography textColor="neutral600" data-testid="campaign-pace">
      {rest === null ? now : `${now} · ${rest}`}
    </Typography>
  );
};

/** Speed now against allowed, and how long it takes: until all have it, or until the messaging limit is full. */
export const Pace = ({ campaign }: { campaign: CampaignView }) => {
  const isRunning = campaign.state === 'running';
  const { data } = useWhatsappCampaignLimitQuery(campaign.id, { skip: !isRunning });
  return isRunning ? <Line campaign={campaign} limit={data ?? null} /> : null;
};
