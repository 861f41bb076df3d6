import { Button, Flex } from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { CategoryGuideLink } from '../../../shared/CategoryGuideLink';
import { Notice } from '../../../shared/Notice';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { usePauseDetail } from '../../../shared/usePauseDetail';
import { useT } from '../../../shared/useT';
import { Canary } from './Canary';
import { plannedWords } from '../planned-words';
import { isOwnTime } from '../time-model';
import { useCheckWords } from '../useCheckWords';
import type { CampaignControls } from './useControls';

type Props = { campaign: CampaignView; controls: CampaignControls };
type Variant = 'default' | 'warning' | 'danger' | 'success';

type BandProps = {
  variant: Variant;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  testId: string;
};

const Band = (props: BandProps) => <Notice titleAs="h2" {...props} />;

/** Why nothing goes out just now although it runs: it goes on by itself (M-37). */
const WhyNotNow = ({ campaign, controls }: Props) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  if (campaign.state !== 'running' || !campaign.waiting) return null;
  const { kind, until, awayMs } = campaign.waiting;
  const rest = until === null ? '' : t('campaigns.waiting.until', { at: moments.day(until) });
  const words = `${t(`campaigns.waiting.${kind}.body`)} ${rest}`.trim();
  const isCatchUp = kind === 'catch-up' && until !== null;
  const goOn =
    isCatchUp && controls.can('go-on') ? (
      <Button size="S" variant="secondary" onClick={() => controls.ask('go-on')}>
        {t('campaigns.action.goOn')}
      </Button>
    ) : null;
  return (
    <Band
      variant={kind === 'limit' ? 'warning' : 'default'}
      title={t(`campaigns.waiting.${kind}.title`)}
      testId="band-waiting"
      action={goOn}
    >
      {isCatchUp
        ? t('campaigns.waiting.away', {
            at: moments.day(until),
            length: moments.length(awayMs ?? 0),
          })
        : words}
    </Band>
  );
};

/** Who paused it: the viewer, somebody by name, or nobody who is still known. */
const usePausedBy = () => {
  const t = useT();
  const me = useAuth('WhatsappPaused', ({ user }) => (user ? Number(user.id) : null));
  return (by: CampaignView['pauseReasons'][number]['by']): string => {
    if (by === null) return t('campaigns.paused.title');
    return by.id === me
      ? t('campaigns.paused.byYou')
      : t('campaigns.paused.byName', { name: by.name });
  };
};

const Paused = ({ campaign, controls }: Props) => {
  const t = useT();
  const known = useKnownWord();
  const moments = useMoments({ zoned: true });
  const pausedBy = usePausedBy();
  const detailOf = usePauseDetail();
  // What only waits for the decision about a test batch has a band of its own.
  const reasons = campaign.pauseReasons.filter(({ reason }) => reason !== 'canary');
  if (campaign.state !== 'paused' || reasons.length === 0) return null;
  const byPerson = reasons.every((r) => r.reason === 'person');
  const title = byPerson ? pausedBy(reasons[0]?.by ?? null) : t('campaigns.paused.bySelf');
  const resume = controls.can('resume') ? (
    <Button
      size="S"
      variant="secondary"
      loading={controls.busy}
      onClick={() => void controls.act('resume')}
    >
      {t('campaigns.action.resume')}
    </Button>
  ) : null;
  return (
    <Band
      variant={byPerson ? 'warning' : 'danger'}
      title={title}
      action={resume}
      testId="band-paused"
    >
      <Flex direction="column" alignItems="flex-start" gap={1} tag="span">
        {reasons.map((r) => (
          <span key={`${r.reason} ${r.at}`}>
            {t('campaigns.paused.line', {
              at: moments.full(r.at),
              reason: known('campaigns.pause', r.reason) ?? r.detail ?? r.reason,
              detail: known('campaigns.pause', r.reason)
                ? detailOf({ kind: r.reason, detail: r.detail })
                : '',
            })}
            {r.reason === 'template-recategorised' ? (
              <>
                {' '}
                <CategoryGuideLink />
              </>
            ) : null}
          </span>
        ))}
      </Flex>
    </Band>
  );
};

const Overdue = ({ campaign, controls }: Props) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  if (campaign.state !== 'overdue') return null;
  const actions = controls.can('start-overdue') ? (
    <Flex gap={2} wrap="wrap">
      <Button size="S" onClick={() => controls.ask('start-overdue')}>
        {t('campaigns.action.startOverdue')}
      </Button>
      {isOwnTime(campaign) ? null : (
        <Button size="S" variant="secondary" onClick={() => controls.ask('reschedule')}>
          {t('campaigns.action.newTime')}
        </Button>
      )}
    </Flex>
  ) : null;
  return (
    <Band
      variant="danger"
      title={t('campaigns.overdue.title')}
      action={actions}
      testId="band-overdue"
    >
      {t('campaigns.overdue.body', {
        at: campaign.scheduledAt === null ? '' : moments.full(campaign.scheduledAt),
      })}
    </Band>
  );
};

const Scheduled = ({ campaign, controls }: Props) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const now = useNow();
  if (campaign.state !== 'scheduled' || campaign.scheduledAt === null) return null;
  const zone = campaign.timezone ?? viewerZone();
  const change = controls.can('unschedule') ? (
    <Flex gap={2} wrap="wrap">
      {isOwnTime(campaign) ? null : (
        <Button
          size="S"
          variant="secondary"
          onClick={() => controls.ask('reschedule')}
          data-testid="reschedule"
        >
          {t('campaigns.action.newTime')}
        </Button>
      )}
      <Button
        size="S"
        variant="tertiary"
        loading={controls.busy}
        onClick={() => void controls.edit()}
      >
        {t('campaigns.action.unschedule')}
      </Button>
    </Flex>
  ) : null;
  return (
    <Band
      variant="default"
      title={t('campaigns.scheduled.title')}
      action={change}
      testId="band-scheduled"
    >
      {isOwnTime(campaign)
        ? t('campaigns.scheduled.own', {
            at: plannedWords(campaign, moments),
            when: campaign.when,
          })
        : t('campaigns.scheduled.body', {
            at: moments.day(campaign.scheduledAt, zone),
            zone,
            until: moments.until(campaign.scheduledAt, now),
          })}{' '}
      {campaign.repeatRule ? t(`campaigns.repeats.${campaign.repeatRule.every}`) : null}
    </Band>
  );
};

const Ended = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  const known = useKnownWord();
  const checkWords = useCheckWords();
  const kind = campaign.failReason ?? '';
  const detail = campaign.pauseReasons.find(({ reason }) => reason === kind)?.detail ?? null;
  const { counts } = campaign;
  if (campaign.state === 'completed') {
    const unknown =
      counts.uncertain > 0 ? t('campaigns.completed.unknown', { count: counts.uncertain }) : '';
    return (
      <Band variant="success" title={t('campaigns.completed.title')} testId="band-completed">
        {t('campaigns.completed.body', { ...counts })} {unknown}
      </Band>
    );
  }
  if (campaign.state === 'cancelled') {
    return (
      <Band variant="default" title={t('campaigns.cancelled.title')} testId="band-cancelled">
        {t('campaigns.cancelled.body', { sent: counts.sent, cancelled: counts.cancelled })}
      </Band>
    );
  }
  if (campaign.state !== 'failed') return null;
  return (
    <Band variant="danger" title={t('campaigns.failed.title')} testId="band-failed">
      {known('campaigns.fail', kind) ??
        checkWords({ kind, detail }) ??
        campaign.failReason ??
        t('campaigns.failed.body')}
    </Band>
  );
};

const Preparing = ({ campaign }: { campaign: CampaignView }) => {
  const t = useT();
  if (campaign.state !== 'preparing' && campaign.state !== 'cancelling') return null;
  return (
    <Band
      variant="default"
      title={t(`campaigns.${campaign.state}.title`)}
      testId={`band-${campaign.state}`}
    >
      {t(`campaigns.${campaign.state}.body`, { total: campaign.counts.total })}
    </Band>
  );
};

/** What a person must know about this state, and the way out. */
export const Bands = (props: Props) => (
  <>
    <Preparing campaign={props.campaign} />
    <Scheduled {...props} />
    <Overdue {...props} />
    <Canary {...props} />
    <Paused {...props} />
    <WhyNotNow {...props} />
    <Ended campaign={props.campaign} />
  </>
);
