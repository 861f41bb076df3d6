import { Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { NumberField } from './NumberField';
import { Question } from './Question';
import { setTrial } from './trial-form';
import type { Wizard } from './useWizard';

/** A share of the people gets nothing, so that what the message brings can be measured. */
export const HoldoutCard = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  return (
    <Question title={t('campaigns.holdout.title')}>
      <Typography textColor="neutral600">{t('campaigns.holdout.intro')}</Typography>
      <NumberField
        name="holdoutPercent"
        label={t('campaigns.holdout.percent')}
        hint={t('campaigns.holdout.hint')}
        value={wizard.form.trial.holdoutPercent}
        min={0}
        max={50}
        onChange={(holdoutPercent) => setTrial(wizard, { holdoutPercent })}
      />
    </Question>
  );
};
