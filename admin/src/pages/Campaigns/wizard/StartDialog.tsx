import { useState } from 'react';
import { Field, Flex, TextInput, Typography } from '@strapi/design-system';
import type {
  CampaignView,
  LaunchBody,
  PreflightResult,
} from '../../../../../server/src/contracts/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useMoney } from '../../../shared/prices/useMoney';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { WarningText } from '../../../shared/WarningText';
import { plannedWords } from '../planned-words';
import { launchBody, startAllowed } from '../model';
import { isOwnTime } from '../time-model';

type Props = {
  campaign: CampaignView;
  bill: PreflightResult;
  onClose: () => void;
  /** Rejects when the server refused; the dialog then stays. */
  onStart: (body: LaunchBody) => Promise<void>;
};

type TypedProps = {
  count: number;
  typed: string;
  setTyped: (text: string) => void;
  wrong: boolean;
};

const TypeNumber = ({ count, typed, setTyped, wrong }: TypedProps) => {
  const t = useT();
  return (
    <Field.Root
      name="typed"
      required
      error={wrong ? t('campaigns.start.typedWrong', { count }) : false}
    >
      <Field.Label>{t('campaigns.start.type', { count })}</Field.Label>
      <TextInput
        value={typed}
        inputMode="numeric"
        autoComplete="off"
        data-testid="typed-number"
        onChange={(e: React.ChangeEvent<HTMLInputElement>) => setTyped(e.target.value)}
      />
      <Field.Error />
    </Field.Root>
  );
};

/** What it costs; of a test batch what those cost who go now, beside all. */
const Cost = ({
  campaign,
  bill: { cost, first, willReceive },
}: Pick<Props, 'campaign' | 'bill'>) => {
  const t = useT();
  const money = useMoney();
  if (!cost || cost.totals.length === 0) return null;
  const sum = money.sums(cost.totals);
  const later = campaign.when === 'now' ? 'no' : 'yes';
  const ofFirst = first && first.people < willReceive ? (first.cost?.totals ?? []) : [];
  return (
    <Typography data-testid="start-cost">
      {ofFirst.length > 0
        ? t('prices.cost.startFirst', { first: money.sums(ofFirst), sum, later })
        : t('prices.cost.start', { sum })}
    </Typography>
  );
};

/** How many go now and how many wait (M-43). */
const First = ({ campaign, bill: { first, willReceive } }: Pick<Props, 'campaign' | 'bill'>) => {
  const t = useT();
  if (!first) return null;
  const { people: now, waiting: rest, isExact } = first;
  const ofTest = willReceive - now - rest;
  const values = {
    now,
    rest,
    later: campaign.when === 'now' ? 'no' : 'yes',
    about: isExact ? 'no' : 'yes',
    goOn: campaign.trial.canary?.goOn ? 'yes' : 'no',
  };
  return (
    <Typography data-testid="start-first">
      {rest === 0 && isExact ? t('campaigns.start.firstAll') : t('campaigns.start.first', values)}
      {ofTest > 0 ? ` ${t('campaigns.start.firstTest', { count: ofTest })}` : ''}
    </Typography>
  );
};

/** What deserves a thought before the press and hinders nothing. */
const Hints = ({ campaign }: Pick<Props, 'campaign'>) => {
  const t = useT();
  return (
    <>
      {/* A bot has no message of its own to try. */}
      {campaign.kind !== 'flow' && campaign.testedAt === null ? (
        <WarningText variant="omega" data-testid="start-untested">
          {t('campaigns.start.untested')}
        </WarningText>
      ) : null}
      {campaign.isSimulator ? <Typography>{t('shell.simulator.hint')}</Typography> : null}
    </>
  );
};

/** The deliberate press: what, to how many, from which number, when; the number is typed where it must be (M-06). */
export const StartDialog = ({ campaign, bill, onClose, onStart }: Props) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const [typed, setTyped] = useState('');
  const count = bill.willReceive;
  const later = campaign.when !== 'now';
  const at = plannedWords(campaign, moments);
  const allowed = startAllowed(bill, typed);
  return (
    <ConfirmAction
      open
      title={t(later ? 'campaigns.start.titleLater' : 'campaigns.start.title', {
        name: campaign.name,
        count,
        at,
      })}
      confirmLabel={t(later ? 'campaigns.start.schedule' : 'campaigns.start.start', { count, at })}
      confirmTestId="confirm-start"
      confirmDisabled={!allowed}
      onClose={onClose}
      onConfirm={() => onStart(launchBody(bill, typed))}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography>
          {t(`campaigns.start.what.${campaign.kind}`, {
            count,
            what: (campaign.kind === 'flow' ? campaign.botName : campaign.templateName) ?? '',
            number: campaign.accountName ?? '',
          })}
        </Typography>
        {later ? (
          <Typography>
            {isOwnTime(campaign)
              ? t('campaigns.start.whenOwn', {
                  ...{ at, zone: campaign.timezone ?? '' },
                  when: campaign.when,
                })
              : t('campaigns.start.when', { at })}{' '}
            {campaign.repeatRule ? t(`campaigns.repeats.${campaign.repeatRule.every}`) : ''}
          </Typography>
        ) : null}
        {bill.limit.days > 1 && campaign.limitMode === 'spread' ? (
          <Typography>{t('campaigns.start.days', { days: bill.limit.days })}</Typography>
        ) : null}
        <First campaign={campaign} bill={bill} />
        <Cost campaign={campaign} bill={bill} />
        <Hints campaign={campaign} />
        {bill.mustTypeNumber ? (
          <TypeNumber
            count={count}
            typed={typed}
            setTyped={setTyped}
            wrong={typed.trim() !== '' && !allowed}
          />
        ) : null}
      </Flex>
    </ConfirmAction>
  );
};
