import { Badge, Box, Button, Flex, Typography } from '@strapi/design-system';
import type {
  ArmView,
  RateView,
  TestView,
} from '../../../../../server/src/contracts/campaign-trial';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappChooseWinnerMutation } from '../../../api/campaigns';
import { useMoments } from '../../../shared/useMoments';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { intervalBar } from '../trial-model';
import { Surface } from '../../../shared/Surface';

/** A rate with its interval: the bar is the interval, the line in it the rate; in words for those who do not see it. */
const Interval = ({ rate, label }: { rate: RateView; label: string }) => {
  const { left, width, at } = intervalBar(rate);
  return (
    <Box
      role="img"
      aria-label={label}
      position="relative"
      height={3}
      background="neutral150"
      hasRadius
      overflow="hidden"
    >
      <Box
        position="absolute"
        height="100%"
        background="primary200"
        left={`${left}%`}
        width={`${width}%`}
      />
      <Box
        position="absolute"
        height="100%"
        background="primary600"
        left={`${at}%`}
        width="0.2rem"
      />
    </Box>
  );
};

const rateWords = (t: ReturnType<typeof useT>, { rate, low, high }: RateView): string =>
  t('campaigns.trial.rate', { rate, low, high });

type ArmProps = { arm: ArmView; view: TestView; campaign: CampaignView };

const Arm = ({ arm, view, campaign }: ArmProps) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const [choose, { isLoading }] = useWhatsappChooseWinnerMutation();
  const { letter, rate } = arm;
  const open = campaign.state === 'running' || campaign.state === 'paused';
  const mayChoose = can.campaignLaunch && open && view.winner === null && view.waiting > 0;
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={2} data-testid={`arm-${letter}`}>
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Flex gap={2} wrap="wrap">
          <Typography fontWeight="bold" tag="h3">
            {t('campaigns.trial.arm', { letter, title: arm.title })}
          </Typography>
          {view.winner === letter ? (
            <Badge variant="success">{t('campaigns.trial.winner')}</Badge>
          ) : null}
        </Flex>
        {mayChoose ? (
          <Button
            size="S"
            variant="secondary"
            loading={isLoading}
            onClick={() => void choose({ id: campaign.id, winner: letter }).unwrap().catch(refuse)}
          >
            {t('campaigns.trial.choose', { letter })}
          </Button>
        ) : null}
      </Flex>
      {rate ? <Interval rate={rate} label={rateWords(t, rate)} /> : null}
      <Typography variant="pi">
        {rate
          ? `${t('campaigns.trial.successes', { successes: arm.successes, of: arm.of })} · ${rateWords(t, rate)}`
          : t('campaigns.trial.nothing')}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.trial.counts', {
          people: arm.people,
          sent: arm.sent,
          delivered: arm.delivered,
          failed: arm.failed,
        })}
      </Typography>
    </Flex>
  );
};

/** One sentence: how far the test is, and why it asks a person. */
const Progress = ({ view }: { view: TestView }) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  if (view.state === 'asked')
    return (
      <Typography fontWeight="bold" role="status" data-testid="trial-asked">
        {t(`campaigns.trial.asked.${view.decision?.why ?? 'by-hand'}`)}
      </Typography>
    );
  const at = view.decidesAt ?? view.decision?.at ?? null;
  return (
    <Typography role="status">
      {t(`campaigns.trial.state.${view.state ?? 'testing'}`, {
        at: at === null ? '' : moments.day(at),
        winner: view.winner ?? '',
        waiting: view.waiting,
      })}
    </Typography>
  );
};

const Arms = ({ view, campaign }: { view: TestView; campaign: CampaignView }) => {
  const t = useT();
  if (view.state === null) return null;
  return (
    <>
      <Typography variant="delta" tag="h2">
        {t('campaigns.trial.title', { metric: t(`campaigns.metric.${view.metric ?? 'read'}`) })}
      </Typography>
      <Progress view={view} />
      <Flex tag="ul" direction="column" alignItems="stretch" gap={5} padding={0} margin={0}>
        {view.arms.map((arm) => (
          <Arm key={arm.letter} {...{ arm, view, campaign }} />
        ))}
      </Flex>
      {view.certainty ? (
        <Typography data-testid="trial-certainty">
          {view.best === null && view.certainty === 'some'
            ? t('campaigns.trial.certainty.tied')
            : t(`campaigns.trial.certainty.${view.certainty}`, { best: view.best ?? '–' })}
        </Typography>
      ) : null}
    </>
  );
};

const Share = ({ words, rate }: { words: string; rate: RateView | null }) => {
  const t = useT();
  return (
    <>
      {rate ? <Interval rate={rate} label={`${words}: ${rateWords(t, rate)}`} /> : null}
      <Typography variant="pi">
        {words}
        {rate ? ` · ${rateWords(t, rate)}` : ''}
      </Typography>
    </>
  );
};

type HoldoutView = NonNullable<TestView['holdout']>;
type SideProps = { name: 'heldOut' | 'sent'; side: HoldoutView['sent']; days: number | null };

const Side = ({ name, side, days }: SideProps) => {
  const t = useT();
  const { people, replied, rate, converted, convertedRate } = side;
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={2} data-testid={`holdout-${name}`}>
      <Typography fontWeight="bold">{t(`campaigns.holdout.${name}`, { people })}</Typography>
      <Share words={t('campaigns.holdout.replied', { replied })} rate={rate} />
      {days === null ? null : (
        <Share words={t('campaigns.holdout.converted', { converted, days })} rate={convertedRate} />
      )}
    </Flex>
  );
};

/** Who got nothing beside who got it: what the message brought. */
const Holdout = ({ holdout }: { holdout: HoldoutView }) => {
  const t = useT();
  const { sent, heldOut } = holdout;
  // Where no conversion is ever told there is nothing to compare.
  const days = sent.converted + heldOut.converted > 0 ? holdout.conversionDays : null;
  return (
    <>
      <Typography variant="delta" tag="h2">
        {t('campaigns.holdout.result')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0} margin={0}>
        <Side name="sent" side={sent} days={days} />
        <Side name="heldOut" side={heldOut} days={days} />
      </Flex>
      <Typography>{t(`campaigns.holdout.certainty.${holdout.certainty}`)}</Typography>
      {days === null ? null : (
        <Typography data-testid="holdout-conversions">
          {t(`campaigns.holdout.conversions.${holdout.conversionCertainty}`)}
        </Typography>
      )}
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.holdout.clicked', { clicked: holdout.clicked })}
      </Typography>
    </>
  );
};

/** Messages of a test side by side, with their uncertainty, and people who got nothing (M-44, A-12). */
export const Variants = ({
  campaign,
  view,
}: {
  campaign: CampaignView;
  /** Null where there are none. */
  view: TestView | null;
}) => {
  if (!view || (view.state === null && view.holdout === null)) return null;
  return (
    <Surface data-testid="campaign-variants">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Arms view={view} campaign={campaign} />
        {view.holdout ? <Holdout holdout={view.holdout} /> : null}
      </Flex>
    </Surface>
  );
};
