import { Typography } from '@strapi/design-system';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useT } from '../../../shared/useT';
import { VariableField } from '../../../shared/VariableField';
import { Mistake, Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

/** Where each variable of the message comes from, and what happens when a person lacks it. */
export const VariablesStep = ({
  wizard,
  sample,
}: {
  wizard: Wizard;
  sample: ContactView | null;
}) => {
  const t = useT();
  const { template } = wizard.sources;
  const slots = template?.slots ?? [];
  return (
    <Question title={t('campaigns.variables.title')}>
      <Typography textColor="neutral600">
        {t(slots.length === 0 ? 'campaigns.variables.none' : 'campaigns.variables.intro')}
      </Typography>
      {slots.map((slot) => (
        <VariableField
          key={slot.key}
          slot={slot}
          binding={wizard.form.bindings[slot.key]}
          sample={sample}
          error={problemAt(wizard, slot.key, t) || undefined}
          onChange={(binding) =>
            wizard.setForm((form) => ({
              ...form,
              bindings: { ...form.bindings, [slot.key]: binding },
            }))
          }
        />
      ))}
      <Mistake>{problemAt(wizard, 'bindings', t)}</Mistake>
    </Question>
  );
};
