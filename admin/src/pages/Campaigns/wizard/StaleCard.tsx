import { Field, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { MomentField } from '../../../shared/MomentField';
import { useNow } from '../../../shared/useNow';
import { viewerZone } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { staleHours } from '../time-model';
import { Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

const ALWAYS = 'always';

const At = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const now = useNow();
  const { staleAt } = wizard.form;
  const isPast = staleAt !== null && staleAt <= now;
  return (
    <MomentField
      name="staleAt"
      label={t('campaigns.stale.at')}
      error={isPast ? t('campaigns.problem.time.past') : problemAt(wizard, 'staleAt', t)}
      hint={t('campaigns.time.zone', { zone: viewerZone() })}
      at={staleAt}
      onChange={(at) => wizard.change({ staleAt: at })}
    />
  );
};

/** Until when the message is of use (M-50): who cannot be reached by then is left out. */
export const StaleCard = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { staleAfterHours: hours } = wizard.form;
  const offered = [...new Set([...staleHours, ...(hours === null ? [] : [hours])])].sort(
    (a, b) => a - b
  );
  return (
    <Question title={t('campaigns.stale.title')}>
      <Typography textColor="neutral600">{t('campaigns.stale.intro')}</Typography>
      <Field.Root name="staleAfterHours" error={problemAt(wizard, 'staleAfterHours', t)}>
        <Field.Label>{t('campaigns.stale.after')}</Field.Label>
        <SingleSelect
          value={hours === null ? ALWAYS : String(hours)}
          onChange={(value) =>
            wizard.change({ staleAfterHours: value === ALWAYS ? null : Number(value) })
          }
        >
          <SingleSelectOption value={ALWAYS}>{t('campaigns.stale.always')}</SingleSelectOption>
          {offered.map((n) => (
            <SingleSelectOption key={n} value={String(n)}>
              {t('campaigns.stale.hours', { count: n })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
      </Field.Root>
      <At wizard={wizard} />
    </Question>
  );
};
