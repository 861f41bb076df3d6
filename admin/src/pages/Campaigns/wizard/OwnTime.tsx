import { Radio, Typography } from '@strapi/design-system';
import type { IfPast } from '../../../../../server/src/contracts/campaign-time';
import { useWhatsappCampaignTimesQuery } from '../../../api/campaigns';
import { MomentField } from '../../../shared/MomentField';
import { readableOrNull } from '../../../shared/typed-moment';
import { viewerZone } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { passedEverywhere, pickerDate, wallText } from '../time-model';
import { HourStrip } from './HourStrip';
import { Choice } from './Question';
import { problemAt, type Wizard } from './useWizard';

const answers: readonly IfPast[] = ['next-day', 'at-once', 'skip'];

/** How the people who were chosen spread over the day; asked again with each change. */
const Spread = ({ wizard, localAt }: { wizard: Wizard; localAt: string }) => {
  const t = useT();
  const { campaign, form } = wizard;
  const { data, isFetching } = useWhatsappCampaignTimesQuery(
    {
      id: campaign?.id ?? 0,
      when: form.when === 'best' ? 'best' : 'local',
      localAt,
      ifPast: form.ifPast,
      timezone: viewerZone(),
    },
    { skip: campaign === null }
  );
  if (data?.times) return <HourStrip times={data.times} isBest={form.when === 'best'} />;
  return (
    <Typography variant="pi" textColor="neutral600" role="status">
      {isFetching ? t('campaigns.bill.counting') : t('campaigns.strip.none')}
    </Typography>
  );
};

const Passed = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  return (
    <>
      <Typography fontWeight="bold" id="if-past">
        {t('campaigns.ifPast.title')}
      </Typography>
      <Radio.Group
        aria-labelledby="if-past"
        value={wizard.form.ifPast}
        onValueChange={(value) =>
          wizard.change({ ifPast: answers.find((one) => one === value) ?? 'next-day' })
        }
      >
        {answers.map((answer) => (
          <Choice
            key={answer}
            value={answer}
            title={t(`campaigns.ifPast.${answer}`)}
            testId={`past-${answer}`}
          />
        ))}
      </Radio.Group>
    </>
  );
};

/** The day and the hour on everybody's own clock, and what happens where that hour has passed. */
export const OwnTime = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const now = useNow();
  const { localAt, when } = wizard.form;
  const isPast = localAt !== null && passedEverywhere(localAt, now);
  return (
    <>
      <MomentField
        name="localAt"
        label={t('campaigns.time.at')}
        required
        error={isPast ? t('campaigns.problem.time.past') : problemAt(wizard, 'localAt', t)}
        hint={t(`campaigns.ownTime.hint.${when === 'best' ? 'best' : 'local'}`, {
          zone: viewerZone(),
        })}
        at={localAt === null ? null : pickerDate(localAt).getTime()}
        onChange={(chosen) => {
          const at = readableOrNull(chosen);
          wizard.change({ localAt: at === null ? null : wallText(new Date(at)) });
        }}
      />
      <Passed wizard={wizard} />
      {localAt === null || isPast ? null : <Spread wizard={wizard} localAt={localAt} />}
    </>
  );
};
