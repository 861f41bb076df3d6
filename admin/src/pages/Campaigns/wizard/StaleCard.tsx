import {
  DateTimePicker,
  Field,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
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
    <Field.Root
      name="staleAt"
      error={isPast ? t('campaigns.problem.time.past') : problemAt(wizard, 'staleAt', t)}
      hint={t('campaigns.time.zone', { zone: viewerZone() })}
    >
      <Field.Label>{t('campaigns.stale.at')}</Field.Label>
      <DateTimePicker
        dateLabel={t('campaigns.time.date')}
        timeLabel={t('campaigns.time.time')}
        step={5}
        value={staleAt === null ? null : new Date(staleAt)}
        onChange={(date) => wizard.change({ staleAt: date ? date.getTime() : null })}
        onClear={() => wizard.change({ staleAt: null })}
        clearLabel={t('campaigns.clear')}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
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
