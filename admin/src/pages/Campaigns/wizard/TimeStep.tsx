import { Flex, Radio, Typography } from '@strapi/design-system';
import { MomentField } from '../../../shared/MomentField';
import { readableOrNull } from '../../../shared/typed-moment';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { Choice, Question } from './Question';
import { isOwnTime } from '../time-model';
import { OwnTime } from './OwnTime';
import { ReminderCard } from './ReminderCard';
import { Repeat } from './Repeat';
import { problemAt, type Wizard } from './useWizard';

const ways = ['now', 'at', 'local', 'best'] as const;

const At = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow();
  const { scheduledAt } = wizard.form;
  const past = scheduledAt !== null && scheduledAt <= now;
  return (
    <MomentField
      name="scheduledAt"
      label={t('campaigns.time.at')}
      required
      error={past ? t('campaigns.problem.time.past') : problemAt(wizard, 'scheduledAt', t)}
      hint={t('campaigns.time.zone', { zone: viewerZone() })}
      at={scheduledAt}
      onChange={(at) => wizard.change({ scheduledAt: readableOrNull(at) })}
    >
      {scheduledAt === null || past ? null : (
        <Typography variant="pi" textColor="neutral800" role="status">
          {t('campaigns.time.means', { at: moments.full(scheduledAt), zone: viewerZone() })}
        </Typography>
      )}
    </MomentField>
  );
};

/** When it goes out (M-05, M-45 … M-47), and what to do with a message of which nobody knows whether it arrived. */
export const TimeStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  return (
    <>
      <Question title={t('campaigns.time.title')}>
        <Radio.Group
          aria-label={t('campaigns.time.title')}
          value={wizard.form.when}
          onValueChange={(value) =>
            wizard.change({ when: ways.find((way) => way === value) ?? 'now' })
          }
        >
          <Choice value="now" title={t('campaigns.time.now')} testId="when-now">
            {t('campaigns.time.nowHint')}
          </Choice>
          <Choice value="at" title={t('campaigns.time.later')} testId="when-at" />
          <Choice value="local" title={t('campaigns.time.local')} testId="when-local">
            {t('campaigns.time.localHint')}
          </Choice>
          <Choice value="best" title={t('campaigns.time.best')} testId="when-best">
            {t('campaigns.time.bestHint')}
          </Choice>
        </Radio.Group>
        {wizard.form.when === 'at' ? <At wizard={wizard} /> : null}
        {isOwnTime(wizard.form) ? <OwnTime wizard={wizard} /> : null}
        {wizard.form.when === 'now' ? null : <Repeat wizard={wizard} />}
      </Question>
      <Question title={t('campaigns.unclear.title')}>
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography textColor="neutral600">{t('campaigns.unclear.intro')}</Typography>
          <Radio.Group
            aria-label={t('campaigns.unclear.title')}
            value={wizard.form.uncertainPolicy}
            onValueChange={(policy) =>
              wizard.change({
                uncertainPolicy: policy === 'resend-if-silent' ? 'resend-if-silent' : 'ask',
              })
            }
          >
            <Choice value="ask" title={t('campaigns.unclear.ask')}>
              {t('campaigns.unclear.askHint')}
            </Choice>
            <Choice value="resend-if-silent" title={t('campaigns.unclear.resend')}>
              {t('campaigns.unclear.resendHint')}
            </Choice>
          </Radio.Group>
        </Flex>
      </Question>
      <ReminderCard wizard={wizard} />
    </>
  );
};
